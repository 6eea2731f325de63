"""What a network answers when one of its residual blocks is dropped.

The sum of the block is replaced by its skip alone, and all that comes after is computed again.
Veit, Wilber and Belongie ("Residual Networks Behave Like Ensembles of Relatively Shallow
Networks", 2016) found that most blocks are hardly missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import fx

from convscope.answer import first_tensor
from convscope.cells.values import Values
from convscope.errors import ModelFailed, NoSkip
from convscope.maps import Floats
from convscope.runs import Prediction, Run, ranked
from convscope.skips import Skip, skips
from convscope.trace import evaluating


@dataclass(frozen=True, eq=False)
class Without:
    """The answer without one block: `logits` and `probabilities` of all classes (C,).

    `predictions` are the classes by probability, the highest first, as those of a run.
    """

    skip: Skip
    logits: Floats
    probabilities: Floats
    predictions: tuple[Prediction, ...]


def without(run: Run, addition: str) -> Without:
    """Carry a run's network out again with the block dropped that ends in `addition`.

    Raises `UnknownLayer`, `NoSkip` where that layer adds up no skip or the network has no classes,
    and `ModelFailed` where the rest of the network cannot do with it.
    """
    run.layer(addition)
    skip = next((each for each in skips(run.layers) if each.addition == addition), None)
    graph = run.network.graph
    if skip is None or graph.traced is None or graph.probabilities is None:
        raise NoSkip(
            "{layer!r} is no sum of a skip and what a block puts on top, in a network that answers "
            "with classes. Ask for the addition at the end of a residual block.",
            layer=addition,
        )
    logits = _answer(run, skip)
    same = graph.probabilities == graph.answer
    probabilities = logits if same else torch.softmax(logits, dim=-1)
    shares: Floats = probabilities.numpy()
    return Without(skip, logits.numpy(), shares, ranked(shares, run.network))


def _answer(run: Run, skip: Skip) -> torch.Tensor:
    graph = run.network.graph
    assert graph.traced is not None
    known = _unchanged(run, skip)
    try:
        with torch.inference_mode(), evaluating(graph.traced):
            answer = fx.Interpreter(graph.traced).run(initial_env=known)
    except Exception as error:
        raise ModelFailed(
            "The network failed without the block that ends in {layer!r}: {error}.",
            layer=skip.addition,
            error=str(error),
        ) from error
    return first_tensor(answer)[0].float()


def _unchanged(run: Run, skip: Skip) -> dict[fx.Node, Any]:
    """What the nodes give that do not depend on the block's sum; of the sum itself, the skip."""
    graph = run.network.graph
    values = Values.of_run(run)
    dropped = graph.kept[skip.addition]
    changed = {dropped}
    known: dict[fx.Node, Any] = {dropped: values.of_layer(graph.kept[skip.kept])}
    assert graph.traced is not None
    for node in graph.traced.graph.nodes:
        if node is dropped:
            continue
        if not changed.isdisjoint(node.all_input_nodes):
            changed.add(node)
        elif node in graph.layer_of:
            known[node] = values.of_layer(node)
    return known
