"""What the nodes of a traced network gave in one run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import fx, nn

from convscope.graph import Graph
from convscope.runs import Run

Array = NDArray[Any]


class Unclear(Exception):
    """What an operation reads is not among the numbers that were kept; the words say why."""


class Values:
    """The values of nodes: a layer's is its captured output, with the batch axis.

    What is no layer (sizes, parameters, the parts that a layer was split into) is worked out from
    those when it is asked for. `captured` gives a layer's output by name, without the batch axis.
    """

    def __init__(self, graph: Graph, captured: Callable[[str], torch.Tensor]) -> None:
        self.graph = graph
        self.captured = captured

    @classmethod
    def of_run(cls, run: Run) -> Values:
        return cls(run.network.graph, run.tensor)

    def __call__(self, argument: Any) -> Any:
        """An argument as it was written down, with every node in it replaced by its value.

        Raises `Unclear` where a module that is no layer would have to be run for it.
        """
        return fx.node.map_arg(argument, self.of_node)

    def of_node(self, node: fx.Node) -> Any:
        if node in self.graph.layer_of:
            return self.of_layer(node)
        if node.op == "get_attr":
            return self.attribute(str(node.target))
        if node.op == "call_module":
            return self._through(node)
        return self.carry_out(node)

    def of_layer(self, node: fx.Node) -> torch.Tensor:
        output = self.captured(self.graph.layer_of[node])
        return output.unsqueeze(0) if node.meta["batched"] else output

    def attribute(self, path: str) -> Any:
        """What lies at the path of a parameter or a buffer."""
        assert self.graph.traced is not None
        parent, _, name = path.rpartition(".")
        return getattr(self.graph.traced.get_submodule(parent), name)

    def carry_out(self, node: fx.Node) -> Any:
        """Call the function or method of a node on the values of its arguments."""
        arguments, named = self(node.args), self(node.kwargs)
        if node.op == "call_method":
            return getattr(arguments[0], str(node.target))(*arguments[1:], **named)
        assert callable(node.target)
        return node.target(*arguments, **named)

    def layer_behind(self, argument: Any) -> fx.Node | None:
        """The node of the layer that an argument is, seen through identities; None for no layer."""
        while isinstance(argument, fx.Node) and argument not in self.graph.layer_of:
            if not self._is_identity(argument):
                return None
            argument = argument.args[0]
        return argument if isinstance(argument, fx.Node) else None

    def _through(self, node: fx.Node) -> Any:
        if not self._is_identity(node):
            raise Unclear(f"It reads what the module {node.target!r} gives, which is no layer.")
        return self(node.args[0])

    def _is_identity(self, node: fx.Node) -> bool:
        if node.op != "call_module":
            return False
        assert self.graph.traced is not None
        return isinstance(self.graph.traced.get_submodule(str(node.target)), nn.Identity)


def as_array(value: torch.Tensor) -> Array:
    """The same numbers for NumPy, without a copy where they are float32."""
    value = value.detach()
    return np.asarray(value.numpy() if value.dtype in _SHARED else value.double().numpy())


_SHARED = (torch.float32, torch.float64, torch.int64, torch.int32, torch.bool)
