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
from convscope.hooks import Unique
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


def hooked_layer(name: str, path: str, module: nn.Module, shape: torch.Size) -> Layer:
    """A layer known only by the module that made it: its inputs and its field are not known."""
    return Layer(
        name=name,
        op=type(module).__name__,
        kind=kind_of_module(module),
        path=path,
        inputs=(),
        shape=without_batch(shape),
        parameters=costs.module_parameters(module),
        macs=costs.module_macs(module, shape, shape),
        hyperparameters=module_hyperparameters(module),
        hooked=True,
    )


def append_softmax(layers: list[Layer], answer: str, names: Unique) -> str | None:
    """The layer of probabilities: the network's own softmax, or one put behind its logits."""
    logits = next(layer for layer in layers if layer.name == answer)
    if len(logits.shape) != 1:
        return None
    if logits.op.lower() == SOFTMAX:
        return answer
    layer = Layer(
        names(SOFTMAX), SOFTMAX, "output", "", (answer,), logits.shape,
        hyperparameters={"dim": 1}, receptive_field=logits.receptive_field,
    )  # fmt: skip
    layers.append(layer)
    return layer.name


def without_batch(shape: Sequence[int]) -> tuple[int, ...]:
    """The shape of one picture's value."""
    return tuple(shape[1:]) if len(shape) > 1 and shape[0] == 1 else tuple(shape)
