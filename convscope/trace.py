"""A network -> the graph of its operations, traced as deep as it goes.

`torch.fx` walks through a module's own Python code and writes down every call. What stays whole
are the layers of `torch.nn`, and beyond them only what refuses to be traced: such a module is
*closed*, and its insides are seen by hooks instead (`convscope/hooks.py`).
"""

from __future__ import annotations

import inspect
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from torch import fx, nn

CONTAINERS = (nn.Sequential, nn.ModuleList, nn.ModuleDict)
TORCH_LAYERS = ("torch.nn.", "torch.ao.nn.")


def is_torch_layer(module: nn.Module) -> bool:
    """Is it a layer that torch itself defines, and not merely a list of others?"""
    return type(module).__module__.startswith(TORCH_LAYERS) and not isinstance(module, CONTAINERS)


class Tracer(fx.Tracer):
    """Traces through everything but torch's own layers and the modules at the `closed` paths."""

    def __init__(self, closed: Collection[str]) -> None:
        super().__init__()
        self.closed = frozenset(closed)
        self.refused: str | None = None

    def is_leaf_module(self, m: nn.Module, module_qualified_name: str) -> bool:
        return module_qualified_name in self.closed or is_torch_layer(m)

    def call_module(self, m: nn.Module, forward: Any, args: Any, kwargs: Any) -> Any:
        try:
            return super().call_module(m, forward, args, kwargs)
        except Exception:
            # The innermost module is the first to see the error pass by.
            self.refused = self.refused or self.path_of_module(m)
            raise

    def create_node(self, *args: Any, **kwargs: Any) -> fx.Node:
        node = super().create_node(*args, **kwargs)
        node.meta["path"] = self.scope.module_path
        return node


@contextmanager
def evaluating(module: nn.Module) -> Iterator[None]:
    """Put a module in evaluation mode, and every part of it back as it was afterwards."""
    training = [part for part in module.modules() if part.training]
    for part in training:
        part.training = False
    try:
        yield
    finally:
        for part in training:
            part.training = True


def trace(module: nn.Module) -> tuple[fx.GraphModule, frozenset[str]] | None:
    """Trace a network in evaluation mode.

    Returns the traced module and the paths of the modules that had to stay closed, or None where
    the outermost `forward` itself cannot be traced, or a module's name cannot stand in the code
    that fx writes: one with a quotation mark, a newline, …
    """
    closed: set[str] = set()
    with evaluating(module):
        while True:
            tracer = Tracer(closed)
            try:
                graph = tracer.trace(module, concrete_args=_defaults(module))
            except Exception:
                if not tracer.refused or tracer.refused in closed:
                    return None
                closed |= _of_the_same_class(module, tracer.refused)
                continue
            _drop_specialised_arguments(graph)
            try:
                return fx.GraphModule(tracer.root, graph), frozenset(closed)
            except (SyntaxError, ValueError):
                return None


def _defaults(module: nn.Module) -> dict[str, Any]:
    """The arguments of `forward` after the input, at their defaults."""
    parameters = list(inspect.signature(module.forward).parameters.values())[1:]
    return {p.name: p.default for p in parameters if p.default is not p.empty}


def _of_the_same_class(module: nn.Module, path: str) -> set[str]:
    kind = type(module.get_submodule(path))
    return {name for name, part in module.named_modules() if type(part) is kind}


def _drop_specialised_arguments(graph: fx.Graph) -> None:
    """Remove the placeholders of defaulted arguments, with the checks fx guards them by."""
    for placeholder in [node for node in graph.nodes if node.op == "placeholder"][1:]:
        for node in reversed(_descendants(placeholder)):
            graph.erase_node(node)


def _descendants(node: fx.Node) -> list[fx.Node]:
    found = {node: None}
    for current in node.graph.nodes:
        if any(source in found for source in current.all_input_nodes):
            found[current] = None
    return list(found)
