"""What happens inside a module that cannot be traced, seen by hooks.

A cloning forward hook copies what each inner module gives out before anything can overwrite it.
Operations that are no modules (an addition written as `+`) stay out of sight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

import torch
from torch import nn

from convscope.trace import CONTAINERS

Copy = Callable[[torch.Tensor], torch.Tensor]


class Unique:
    """Names that never repeat: `relu`, `relu_1`, `relu_2`, …"""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def __call__(self, name: str) -> str:
        candidate, count = name, 0
        while candidate in self._taken:
            count += 1
            candidate = f"{name}_{count}"
        self._taken.add(candidate)
        return candidate


class Seen(NamedTuple):
    """What one call of an inner module gave, and the shape of what it read, with batch axes."""

    path: str
    output: torch.Tensor
    source: torch.Size


def detached(output: torch.Tensor) -> torch.Tensor:
    return output.detach().clone()


@contextmanager
def watching(module: nn.Module, prefix: str, copy: Copy = detached) -> Iterator[list[Seen]]:
    """Collect what every module inside `module` gives, in the order they finish.

    The outputs are copies, as `copy` makes them. The hooks come off again even when the pass fails.
    """
    seen: list[Seen] = []

    def hook_for(path: str) -> Any:
        def hook(_module: nn.Module, inputs: Any, output: Any) -> None:
            if isinstance(output, torch.Tensor):
                source = inputs[0] if inputs and isinstance(inputs[0], torch.Tensor) else output
                seen.append(Seen(path, copy(output), source.shape))

        return hook

    with ExitStack() as stack:
        for name, part in inner_modules(module):
            path = f"{prefix}.{name}" if prefix else name
            handle = part.register_forward_hook(hook_for(path))
            stack.callback(handle.remove)
        yield seen


def inner_modules(module: nn.Module) -> Iterator[tuple[str, nn.Module]]:
    """Every module inside that computes something: all but lists of others and identities."""
    for name, part in module.named_modules():
        if name and not isinstance(part, (*CONTAINERS, nn.Identity)):
            yield name, part
