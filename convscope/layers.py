"""One layer of a network, and the layers that stand for something special."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import nn

from convscope import costs
from convscope.describe import module_hyperparameters
from convscope.fields import Field, ReceptiveField
from convscope.hooks import Seen, Unique
from convscope.kinds import kind_of_module

INPUT = "input"
SOFTMAX = "softmax"
LOGITS = "logits"


@dataclass(frozen=True)
class Layer:
    """One step of the network, in the order of execution.

    `shape` has no batch axis: `(C, H, W)`, or `(C,)` where no spatial axes are left. `macs` are
    multiply-adds for one picture. `hooked` layers lie inside a module that could not be traced.
    """

    name: str
    op: str
    kind: str
    path: str
    inputs: tuple[str, ...]
    shape: tuple[int, ...]
    parameters: int = 0
    macs: int = 0
    hyperparameters: dict[str, Any] = field(default_factory=dict)
    receptive_field: ReceptiveField | None = None
    hooked: bool = False


def input_layer(names: Unique, shape: torch.Size) -> Layer:
    """The tensor that the network sees, as the first layer."""
    size = without_batch(shape)
    reach = Field.of_input(*size[1:]).public()
    return Layer(names(INPUT), INPUT, "input", "", (), size, receptive_field=reach)


def answer_layer(name: str, answer: torch.Tensor) -> Layer:
    """What a network that was not traced answers with."""
    return Layer(name, "forward", "other", "", (), without_batch(answer.shape), hooked=True)


def hooked_layer(name: str, module: nn.Module, seen: Seen) -> Layer:
    """A layer known only by the module that made it: its inputs and its field are not known."""
    return Layer(
        name=name,
        op=type(module).__name__,
        kind=kind_of_module(module),
        path=seen.path,
        inputs=(),
        shape=without_batch(seen.output.shape),
        parameters=costs.own_parameters(module),
        macs=costs.module_macs(module, seen.source, seen.output.shape),
        hyperparameters=module_hyperparameters(module),
        hooked=True,
    )


def append_softmax(
    layers: list[Layer], answer: str, values: torch.Tensor, names: Unique
) -> str | None:
    """The layer of probabilities: the answer itself where `values`, what it gave, are that already.

    Else a softmax is put behind the logits.
    """
    logits = next(layer for layer in layers if layer.name == answer)
    if len(logits.shape) != 1:
        return None
    if logits.op.lower() == SOFTMAX or _are_probabilities(values):
        return answer
    layers.append(softmax_layer(names(SOFTMAX), logits))
    return layers[-1].name


def softmax_layer(name: str, logits: Layer) -> Layer:
    """The probabilities that are made of a network's logits."""
    return Layer(
        name=name,
        op=SOFTMAX,
        kind="output",
        path="",
        inputs=(logits.name,),
        shape=logits.shape,
        hyperparameters={"dim": 1},
        receptive_field=logits.receptive_field,
    )


def _are_probabilities(values: torch.Tensor) -> bool:
    return bool((values >= 0).all()) and bool((values.sum(-1) - 1).abs().max() < 1e-4)


def without_batch(shape: Sequence[int]) -> tuple[int, ...]:
    """The shape of one picture's value."""
    return tuple(shape[1:]) if len(shape) > 1 and shape[0] == 1 else tuple(shape)
