"""In-place operations of a traced network, rewritten so that nothing is overwritten.

`nn.ReLU(inplace=True)` writes over the output of the layer before it: whoever reads that output
later sees the ReLU's. Here every such call becomes the form that leaves its input alone, and what
came after reads the new value, so the answer stays the same.
"""

from __future__ import annotations

import copy
import inspect
import operator
from collections.abc import Callable
from typing import Any

import torch
from torch import fx
from torch.nn import functional

OPERATORS: dict[Callable[..., Any], Callable[..., Any]] = {
    operator.iadd: operator.add,
    operator.isub: operator.sub,
    operator.imul: operator.mul,
    operator.itruediv: operator.truediv,
    operator.ifloordiv: operator.floordiv,
    operator.ipow: operator.pow,
    operator.iand: operator.and_,
    operator.ior: operator.or_,
}


def rewrite(traced: fx.GraphModule) -> None:
    """Rewrite every in-place operation of `traced` to its out-of-place form.

    The modules of the original network are not touched: where one has `inplace=True`, the traced
    network gets a copy of it that shares the weights.
    """
    copied = _copy_modules(traced)
    for node in list(traced.graph.nodes):
        module = node.op == "call_module"
        if node.target in copied if module else _rewrite_call(node):
            _redirect_later_uses(node)
    traced.recompile()


def _copy_modules(traced: fx.GraphModule) -> set[str]:
    """Put a copy in the place of every in-place module; returns their paths."""
    called = {str(node.target) for node in traced.graph.nodes if node.op == "call_module"}
    modules = {path: traced.get_submodule(path) for path in called}
    in_place = {p: each for p, each in modules.items() if getattr(each, "inplace", False) is True}
    for path, module in in_place.items():
        replacement = copy.copy(module)
        replacement.__dict__["inplace"] = False
        traced.set_submodule(path, replacement)
    return set(in_place)


def _rewrite_call(node: fx.Node) -> bool:
    """Rewrite one functional call; was it in place?"""
    if node.op == "call_method":
        return _rewrite_method(node)
    if node.op == "call_function":
        return _rewrite_operator(node) or _rewrite_function(node) or _clear_flag(node)
    return False


def _rewrite_method(node: fx.Node) -> bool:
    name = str(node.target)
    if not _ends_in_place(name) or not hasattr(torch.Tensor, name[:-1]):
        return False
    node.target = name[:-1]
    return True


def _rewrite_operator(node: fx.Node) -> bool:
    if node.target not in OPERATORS:
        return False
    node.target = OPERATORS[node.target]
    return True


def _rewrite_function(node: fx.Node) -> bool:
    name = getattr(node.target, "__name__", "")
    if not _ends_in_place(name):
        return False
    plain = getattr(functional, name[:-1], None) or getattr(torch, name[:-1], None)
    if plain is None:
        return False
    node.target = plain
    return True


def _clear_flag(node: fx.Node) -> bool:
    """Turn `inplace=True` off, whether it was given by name or by position."""
    try:
        names = list(inspect.signature(node.target).parameters)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    if "inplace" not in names:
        return False
    index = names.index("inplace")
    if node.kwargs.get("inplace") is True:
        node.kwargs = {**node.kwargs, "inplace": False}
    elif len(node.args) > index and node.args[index] is True:
        node.args = (*node.args[:index], False, *node.args[index + 1 :])
    else:
        return False
    return True


def _ends_in_place(name: str) -> bool:
    return name.endswith("_") and not name.endswith("__")


def _redirect_later_uses(node: fx.Node) -> None:
    """Whoever read the overwritten tensor after this call reads the call's result."""
    target = node.args[0] if node.args else node.kwargs.get("input")
    if not isinstance(target, fx.Node):
        return
    position = {each: index for index, each in enumerate(node.graph.nodes)}
    target.replace_all_uses_with(node, lambda user: position[user] > position[node])
