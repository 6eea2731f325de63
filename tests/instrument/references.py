"""What a network computes, seen by other means than Convscope's: hooks that copy at once."""

from __future__ import annotations

from collections import Counter

import torch
from torch import nn


def seeded(module_factory, seed: int = 0) -> nn.Module:
    """A network with seeded random weights, in which every batch norm has statistics of its own."""
    torch.manual_seed(seed)
    module = module_factory().eval()
    for part in module.modules():
        if isinstance(part, nn.modules.batchnorm._BatchNorm):
            part.running_mean.normal_(0, 0.1)
            part.running_var.uniform_(0.5, 1.5)
    return module


def by_hooks(module: nn.Module, batch: torch.Tensor) -> dict[str, torch.Tensor]:
    """The output of every childless module, copied before anything can overwrite it.

    A module that is called again has its later outputs under `name_1`, `name_2`, …
    """

    def watch(part, keep):
        return part.register_forward_hook(lambda _module, _inputs, output: keep(output))

    return _kept(module, batch, watch)


def inputs_by_hooks(module: nn.Module, batch: torch.Tensor) -> dict[str, torch.Tensor]:
    """What every childless module read, copied before it ran; named as in `by_hooks`."""

    def watch(part, keep):
        return part.register_forward_pre_hook(lambda _module, arguments: keep(arguments[0]))

    return _kept(module, batch, watch)


def _kept(module: nn.Module, batch: torch.Tensor, watch) -> dict[str, torch.Tensor]:
    """Copies of what `watch(part, keep)` keeps of every childless part, during one pass."""
    found: dict[str, torch.Tensor] = {}
    calls: Counter[str] = Counter()

    def keep_for(name):
        def keep(value):
            if isinstance(value, torch.Tensor):
                key = f"{name}_{calls[name]}" if calls[name] else name
                found[key] = value.detach().clone()
                calls[name] += 1

        return keep

    leaves = [(n, m) for n, m in module.named_modules() if not list(m.children())]
    handles = [watch(part, keep_for(name)) for name, part in leaves]
    try:
        with torch.inference_mode():
            module(batch)
    finally:
        for handle in handles:
            handle.remove()
    return found
