"""One cell of a concatenation: which of the inputs it was taken from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from convscope.cells.call import Call
from convscope.cells.explanation import Arithmetic, Operands, Source


@dataclass(frozen=True)
class Part:
    """One input: the places `first` to `last` along the axis of the concatenation are its own."""

    layer: str | None
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Concatenation(Operands):
    """The inputs in their order along `axis`, which counts without the batch.

    The number is that of `source`, a cell of `parts[chosen]`.
    """

    kind: ClassVar[str] = "concatenation"
    axis: int
    parts: list[Part]
    chosen: int
    source: Source


def explain(call: Call) -> Arithmetic:
    """Of tensors laid one behind the other along an axis."""
    tensors, axis = _read(call)
    lengths = [int(call.values(each).shape[axis]) for each in tensors]
    parts = _parts(call, tensors, lengths)
    chosen = next(n for n, part in enumerate(parts) if call.index[axis] <= part.last)
    within = call.index[axis] - parts[chosen].first
    index = (*call.index[:axis], within, *call.index[axis + 1 :])
    return _taken(call, axis, parts, chosen, call.number(tensors[chosen], index))


def explain_stack(call: Call) -> Arithmetic:
    """Of tensors that become the places along a new axis."""
    tensors, axis = _read(call)
    chosen = call.index[axis]
    index = (*call.index[:axis], *call.index[axis + 1 :])
    parts = _parts(call, tensors, [1] * len(tensors))
    return _taken(call, axis, parts, chosen, call.number(tensors[chosen], index))


def _read(call: Call) -> tuple[list[Any], int]:
    """The tensors as they were written down, and the axis."""
    tensors = call.arguments["tensors" if "tensors" in call.arguments else "input"]
    dim = call.arguments.get("dim", call.arguments.get("axis", call.arguments.get("other", 0)))
    return list(tensors), int(dim) % len(call.index)


def _parts(call: Call, tensors: list[Any], lengths: list[int]) -> list[Part]:
    parts, first = [], 0
    for tensor, length in zip(tensors, lengths, strict=True):
        node = call.values.layer_behind(tensor)
        name = None if node is None else call.values.graph.layer_of[node]
        parts.append(Part(name, first, first + length - 1))
        first += length
    return parts


def _taken(call: Call, axis: int, parts: list[Part], chosen: int, source: Source) -> Arithmetic:
    axis -= int(call.node.meta["batched"])
    operands = Concatenation(axis, parts, chosen, source)
    return Arithmetic("taken from one of the inputs", source.value, 0.0, operands)
