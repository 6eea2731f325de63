"""A network -> its graph: every layer, its kind, inputs, shape, cost and receptive field.

The traced network is carried out once on a seeded random input. That tells every shape, and it is
the proof that tracing changed nothing: the answer must be the plain network's own. A tensor that
some later operation still overwrites is noticed by its version counter and kept as a copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
from torch import fx, nn

from convscope import outofplace
from convscope.answer import first_tensor
from convscope.errors import ModelFailed
from convscope.hooks import Unique, inner_modules, watching
from convscope.layering import Layering
from convscope.layers import (
    LOGITS,
    Layer,
    answer_layer,
    append_softmax,
    hooked_layer,
    input_layer,
)
from convscope.message import Message, sentence
from convscope.recorder import Recorder
from convscope.trace import evaluating, trace

# So many of the modules that could not be traced are named.
NAMED = 3

LAYOUTS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}

NOT_TRACED = sentence(
    "This network's code cannot be traced, so its modules are seen by hooks: operations that are "
    "no modules (additions, concatenations, functional activations) are not shown."
)


@dataclass(frozen=True)
class Graph:
    """The layers of a network, and what capturing them needs.

    `kept` are the nodes of `traced` whose values are layers, by layer name; `overwritten` are
    those that need a copy. Without `traced` all layers come from hooks. `answer` is the layer with
    the logits, `probabilities` the one with their softmax, if the answer is a row of classes.
    `unclear` are layers taken from an operation that gives several tensors and does more than
    split one: of which cells they are made is not known.
    """

    layers: tuple[Layer, ...]
    answer: str
    probabilities: str | None
    traced: fx.GraphModule | None
    kept: dict[str, fx.Node]
    overwritten: frozenset[fx.Node]
    closed: frozenset[str]
    notes: tuple[str | Message, ...]
    unclear: frozenset[str] = frozenset()

    @cached_property
    def layer_of(self) -> dict[fx.Node, str]:
        """The layer that a node's value is, by node."""
        return {node: name for name, node in self.kept.items()}


def build(
    module: nn.Module, input_shape: tuple[int, int, int], layout: str = "contiguous"
) -> Graph:
    """Trace a network for inputs of shape `(C, H, W)`, in the memory layout it will run in.

    Raises `ModelFailed` where the network cannot even be run on such an input.
    """
    if isinstance(module, torch.jit.ScriptModule):
        raise ModelFailed(
            "A TorchScript module cannot be looked into. Give the nn.Module it was made from."
        )
    example = torch.randn(1, *input_shape, generator=torch.Generator().manual_seed(0))
    example = example.contiguous(memory_format=LAYOUTS[layout])
    with torch.no_grad(), evaluating(module):
        expected = first_tensor(_attempt(module, example.clone()))
        traced = trace(module)
        if traced is not None:
            program, closed = traced
            outofplace.rewrite(program)
            recorder = Recorder(program, closed)
            if _agrees(recorder, example.clone(), expected):
                return _from_trace(recorder)
        return _from_hooks(module, example)


def _from_trace(recorder: Recorder) -> Graph:
    layering = Layering(recorder)
    for node in recorder.traced.graph.nodes:
        layering.add(node)
    answer = layering.answer or layering.layers[-1].name
    values = recorder.values[layering.kept[answer]]
    probabilities = append_softmax(layering.layers, answer, values, layering.names)
    opaque = sorted(path for path in recorder.closed if _has_insides(recorder.traced, path))
    return Graph(
        layers=tuple(layering.layers),
        answer=answer,
        probabilities=probabilities,
        traced=recorder.traced,
        kept=layering.kept,
        overwritten=recorder.overwritten(),
        closed=recorder.closed,
        notes=(_partly_traced(opaque),) if opaque else (),
        unclear=frozenset(layering.unclear_layers),
    )


def _partly_traced(opaque: list[str]) -> Message:
    names = ", ".join(opaque[:NAMED]) + (", …" if len(opaque) > NAMED else "")
    return Message(
        "Some modules could not be traced ({names}); their insides are seen by hooks, and "
        "operations in them that are no modules are not shown.",
        {"names": names},
    )


def _from_hooks(module: nn.Module, example: torch.Tensor) -> Graph:
    """The graph of a network that cannot be traced: its modules, in the order they finish."""
    names = Unique()
    with watching(module, "") as seen:
        answer = first_tensor(module(example))
    layers = [input_layer(names, example.shape)]
    layers.extend(
        hooked_layer(names(each.path), module.get_submodule(each.path), each) for each in seen
    )
    # The answer has a layer of its own: on another photo another module may give it.
    last = answer_layer(names(LOGITS), answer)
    layers.append(last)
    probabilities = append_softmax(layers, last.name, answer, names)
    nothing: frozenset[Any] = frozenset()
    return Graph(
        tuple(layers), last.name, probabilities, None, {}, nothing, nothing, notes=(NOT_TRACED,)
    )


def _attempt(module: nn.Module, example: torch.Tensor) -> Any:
    try:
        return module(example)
    except Exception as error:
        shape = "×".join(str(size) for size in example.shape[1:])
        raise ModelFailed(
            "The network failed on an input of {shape} (channels, rows, columns; float32, on the "
            "processor): {error}. If it expects another input, say so in its preprocessing.",
            shape=shape,
            error=str(error),
        ) from error


def _agrees(recorder: Recorder, example: torch.Tensor, expected: torch.Tensor) -> bool:
    """Carry out the traced network: is its answer that of the plain one?"""
    try:
        answer = first_tensor(recorder.run(example))
    except Exception:
        return False
    return torch.allclose(answer, expected, rtol=1e-4, atol=1e-5, equal_nan=True)


def _has_insides(module: nn.Module, path: str) -> bool:
    return next(inner_modules(module.get_submodule(path)), None) is not None
