"""The operation behind one cell: its arguments by name, and the numbers that it reads."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import torch
from torch import fx, nn

from convscope.cells.explanation import Source
from convscope.cells.place import Cell, Index, cell_of
from convscope.cells.values import Array, Unclear, Values, as_array
from convscope.describe import named_arguments
from convscope.layers import Layer
from convscope.runs import Run

# What tensor methods and operators name their arguments; torch itself names those of functions.
SIGNATURES = {
    **dict.fromkeys(("mean", "sum", "amax", "amin"), ("input", "dim", "keepdim")),
    **dict.fromkeys(("softmax", "log_softmax"), ("input", "dim")),
    "clamp": ("input", "min", "max"),
    "clip": ("input", "min", "max"),
}
OPERANDS = ("input", "other")


class Call:
    """One layer's operation in one run. `index` is that of the cell in its output, batch included.

    `most` is how many terms are to be written out, None for all.
    """

    def __init__(self, run: Run, layer: Layer, index: Index, most: int | None) -> None:
        graph = run.network.graph
        assert graph.traced is not None
        self.run = run
        self.op = layer.op
        self.most = most
        self.node = graph.kept[layer.name]
        self.index = (0, *index) if self.node.meta["batched"] else index
        self.values = Values.of_run(run)
        self.module: nn.Module | None = None
        if self.node.op == "call_module":
            self.module = graph.traced.get_submodule(str(self.node.target))

    @cached_property
    def arguments(self) -> dict[str, Any]:
        """The arguments as they were written down, by name; of a module's, the input alone."""
        args, kwargs = self.node.args, self.node.kwargs
        if self.module is not None:
            return {"input": args[0] if args else next(iter(kwargs.values()))}
        assert self.values.graph.traced is not None
        named = {}
        if self.node.op == "call_function":
            named = named_arguments(self.node, self.values.graph.traced)
        if not named:
            named = dict(zip(SIGNATURES.get(self.op, OPERANDS), args, strict=False))
        return {**named, **kwargs}

    def setting(self, name: str, default: Any = None) -> Any:
        """An argument of the function or an attribute of the module, and its value."""
        if self.module is not None and name != "input":
            return getattr(self.module, name, default)
        return self.values(self.arguments.get(name, default))

    def array(self, name: str) -> Array | None:
        """A tensor among the arguments or the module's parameters, or None."""
        value = self.setting(name)
        return as_array(value) if isinstance(value, torch.Tensor) else None

    @cached_property
    def input(self) -> Array:
        """What the operation reads first, with the batch axis. Raises `Unclear` if no tensor."""
        found = self.array("input")
        if found is None:
            raise Unclear("Its first input is no tensor.")
        return found

    @property
    def output_shape(self) -> tuple[int, ...]:
        """The shape of the layer's own output, with the batch axis."""
        return tuple(self.values.of_layer(self.node).shape)

    @cached_property
    def source(self) -> str:
        """The layer that is read first. Raises `Unclear` where it is none."""
        node = self.values.layer_behind(self.arguments.get("input"))
        if node is None:
            raise Unclear("Its first input is no layer.")
        return self.values.graph.layer_of[node]

    def source_at(self, index: Index) -> Source:
        """The number at an index of what is read first, batch axis included."""
        return self.number(self.arguments["input"], index)

    def cell_at(self, index: Index) -> Cell:
        """The cell (channel, y, x) of the layer that is read first at an index, batch included."""
        node = self.values.layer_behind(self.arguments["input"])
        if node is None:
            raise Unclear("Its first input is no layer.")
        return self._cell(node, index)

    def number(self, argument: Any, index: Index) -> Source:
        """The number at an index of any argument, a shorter tensor being spread as torch does."""
        value = self.values(argument)
        if not isinstance(value, torch.Tensor):
            return Source(float(value))
        place = spread(index, tuple(value.shape))
        node = self.values.layer_behind(argument)
        if node is not None:
            return self.number_of(node, place)
        parameter = None
        if isinstance(argument, fx.Node) and argument.op == "get_attr":
            parameter = str(argument.target)
        return Source(float(value[place]), parameter=parameter)

    def number_of(self, node: fx.Node, index: Index) -> Source:
        """The number at an index of a layer's output, batch axis included."""
        layer = self.values.graph.layer_of[node]
        return Source(float(self.values.of_layer(node)[index]), layer, self._cell(node, index))

    def _cell(self, node: fx.Node, index: Index) -> Cell:
        output = self.run.tensor(self.values.graph.layer_of[node])
        return cell_of(tuple(output.shape), index[1:] if node.meta["batched"] else index)


def spread(index: Index, shape: tuple[int, ...]) -> Index:
    """Where in a tensor of `shape` the number lies that is spread to an index of the result."""
    own = index[len(index) - len(shape) :]
    return tuple(0 if size == 1 else at for at, size in zip(own, shape, strict=True))


def entry(values: Array | None, at: int) -> float | None:
    """One entry of a vector of parameters, or None where there are none."""
    return None if values is None else float(np.ravel(values)[at])
