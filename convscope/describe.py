"""An operation in words and numbers: its name, and the hyperparameters it was built with."""

from __future__ import annotations

import operator
from contextlib import suppress
from typing import Any

from torch import fx, nn
from torch.fx.operator_schemas import get_signature_for_torch_op

# What torch lists among a module's constants that no person set: how memory is used, not what
# is computed.
UNINTERESTING = {"inplace", "return_indices", "track_running_stats", "add_bias_kv", "batch_first"}

OPERATOR_NAMES = {operator.truediv: "div", operator.matmul: "matmul"}


def op_of(node: fx.Node, traced: fx.GraphModule) -> str:
    """The name of an operation: a module's class, or the function or tensor method called."""
    if node.op == "call_module":
        return type(traced.get_submodule(str(node.target))).__name__
    if node.op == "call_method":
        return str(node.target)
    name: str = getattr(node.target, "__name__", str(node.target))
    return name.strip("_")


def module_hyperparameters(module: nn.Module) -> dict[str, Any]:
    """What a module was built with, by the names that torch gives its constants."""
    names = [name for name in getattr(module, "__constants__", ()) if name not in UNINTERESTING]
    found = {name: plain(getattr(module, name)) for name in names if hasattr(module, name)}
    if "bias" in module._parameters:
        found["bias"] = module._parameters["bias"] is not None
    return {name: value for name, value in sorted(found.items()) if value is not None}


def function_hyperparameters(node: fx.Node, traced: fx.GraphModule) -> dict[str, Any]:
    """What a function was called with, beside its tensors."""
    named = named_arguments(node, traced) if node.op == "call_function" else {}
    if not named:
        constants = [plain(value) for value in node.args if not isinstance(value, fx.Node)]
        named = {"arguments": constants or None, **node.kwargs}
    return {
        name: plain(value)
        for name, value in named.items()
        if name not in UNINTERESTING and plain(value) is not None
    }


def named_arguments(node: fx.Node, traced: fx.GraphModule) -> dict[str, Any]:
    """A function's arguments by name, as far as torch knows the names."""
    try:
        normalized = node.normalized_arguments(traced, normalize_to_only_use_kwargs=True)
        return dict(normalized.kwargs) if normalized is not None else {}
    except RuntimeError:
        # Several overloads fit, as `padding` may be numbers or a word: the first that takes these
        # arguments names them.
        assert callable(node.target)
        for signature in get_signature_for_torch_op(node.target) or ():
            with suppress(TypeError):
                return dict(signature.bind(*node.args, **node.kwargs).arguments)
        return {}


def plain(value: Any) -> Any:
    """A value that JSON can carry, or None."""
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple):
        items = [plain(item) for item in value]
        return None if None in items else items
    return None
