"""A number that was only moved: flattened, turned, split off, shuffled, enlarged or let through.

Where it comes from is found by carrying out the very operation on numbered cells: whatever way it
moves them, the number in the cell's place says which cell came there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import torch
from torch import fx

from convscope.cells.call import Call
from convscope.cells.explanation import Arithmetic, Operands, Source
from convscope.cells.values import Unclear, Values
from convscope.describe import op_of

# What may lie between a layer and its parts without being a layer.
SPLITS = ("chunk", "split", "split_with_sizes", "tensor_split", "unbind", "getitem", "getattr")
FORMULA = "the same number, from another place"


@dataclass(frozen=True, eq=False)
class Moved(Operands):
    """The number is that of `source`, or the constant that padding put here."""

    kind: ClassVar[str] = "moved"
    source: Source


class Numbered(Values):
    """Every cell of every layer that is read holds its own number, counted through all layers.

    Float64, because torch enlarges no whole numbers; up to 2^53 they are exact.
    """

    def __init__(self, values: Values) -> None:
        super().__init__(values.graph, values.captured)
        self.starts: dict[fx.Node, int] = {}
        self._shapes: dict[fx.Node, tuple[int, ...]] = {}
        self._count = 0

    def of_layer(self, node: fx.Node) -> torch.Tensor:
        shape = tuple(super().of_layer(node).shape)
        if node not in self.starts:
            self.starts[node], self._shapes[node] = self._count, shape
            self._count += int(np.prod(shape))
        start = self.starts[node]
        numbers = torch.arange(start, start + int(np.prod(shape)), dtype=torch.float64)
        return numbers.view(shape)

    def of_node(self, node: fx.Node) -> Any:
        value = super().of_node(node)
        if self._computes(node, value):
            raise Unclear(f"It reads what {node.name!r} gives, which is no layer.")
        return value

    def _computes(self, node: fx.Node, value: Any) -> bool:
        """Does a node that is no layer make new numbers of those that it reads?"""
        if node in self.graph.layer_of or node.op in ("get_attr", "call_module"):
            return False
        several = isinstance(value, tuple | list) and any(map(torch.is_tensor, value))
        assert self.graph.traced is not None
        return (several or torch.is_tensor(value)) and op_of(node, self.graph.traced) not in SPLITS

    def find(self, number: int) -> tuple[fx.Node, tuple[int, ...]]:
        """The layer's node and the index in it of a numbered cell."""
        begun = [node for node, start in self.starts.items() if start <= number]
        node = max(begun, key=self.starts.__getitem__)
        index = np.unravel_index(number - self.starts[node], self._shapes[node])
        return node, tuple(int(at) for at in index)


def explain_same_place(call: Call) -> Arithmetic:
    """A number let through as it is: dropout does nothing to a trained network's answer."""
    source = call.source_at(call.index)
    return Arithmetic("the same number", source.value, 0.0, Moved(source))


def explain(call: Call) -> Arithmetic:
    """A number from another place."""
    numbered = Numbered(call.values)
    if call.module is not None:
        placed = call.module(numbered(call.arguments["input"]))
    else:
        placed = numbered.carry_out(call.node)
    return _found(call, numbered, placed)


def explain_enlarging(call: Call) -> Arithmetic:
    """A number repeated into larger maps; blended ones are numbers of another kind."""
    if call.setting("mode", "nearest") not in ("nearest", "nearest-exact"):
        raise Unclear("It blends neighbouring cells, which is not taken apart here.")
    return explain(call)


def _found(call: Call, numbered: Numbered, placed: torch.Tensor) -> Arithmetic:
    source = call.number_of(*numbered.find(int(placed[call.index])))
    return Arithmetic(FORMULA, source.value, 0.0, Moved(source))
