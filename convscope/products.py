"""The multiply-adds of a network that is built but never computed, module by module.

Every operation that torch carries out is seen, so that the products of an attention count, which
are no layer's work. The formulas are torch's own. `FlopCounterMode`, which has them, hooks into
every module of the process, while here other threads may be computing.
"""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from typing import Any

import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

from convscope.kinds import kind_of_module
from convscope.trace import evaluating

# What torch counts are multiplications and additions apart.
OPERATIONS = 2


def products(module: nn.Module, shape: tuple[int, int, int]) -> Counter[tuple[str, str]]:
    """Multiply-adds for one picture `(C, H, W)`, by the path of a module and its kind.

    `module` is on torch's meta device. What a module does itself is its own, what one inside it
    does is that one's.
    """
    counting = _Counting()
    with ExitStack() as stack:
        for path, part in module.named_modules():
            for handle in _followed(part, path, counting.paths):
                stack.callback(handle.remove)
        stack.enter_context(torch.no_grad())
        stack.enter_context(evaluating(module))
        stack.enter_context(counting)
        module(torch.empty(1, *shape, device="meta"))
    found: Counter[tuple[str, str]] = Counter()
    for path, operations in counting.operations.items():
        found[path, kind_of_module(module.get_submodule(path))] += operations // OPERATIONS
    return found


def _followed(part: nn.Module, path: str, paths: list[str]) -> tuple[Any, Any]:
    """Hooks that put a module's path behind the others while it is at work."""

    def begins(*_: object) -> None:
        paths.append(path)

    def ends(*_: object) -> None:
        paths.pop()

    return part.register_forward_pre_hook(begins), part.register_forward_hook(ends)


class _Counting(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Adds up operations under the last of `paths`, in this thread alone."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.paths: list[str] = []
        self.operations: Counter[str] = Counter()

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        formula = flop_registry.get(func.overloadpacket)
        if formula is None:
            with self:
                inside = func.decompose(*args, **kwargs)
            if inside is not NotImplemented:
                return inside
        result = func(*args, **kwargs)
        if formula is not None:
            self.operations[self.paths[-1]] += formula(*args, **kwargs, out_val=result)
        return result
