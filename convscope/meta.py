"""A network that is built but never computed, to know what it would take and give.

On torch's meta device tensors have shapes and no numbers, so that a billion parameters cost
nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn

from convscope.hooks import Unique, watching
from convscope.layers import Layer, hooked_layer, input_layer


def on_meta(make: Callable[[], nn.Module]) -> nn.Module:
    """The network that `make` builds, without numbers."""
    try:
        with torch.device("meta"):
            return make().eval()
    except (NotImplementedError, RuntimeError):
        # Some constructors read numbers off a tensor, for the rates of stochastic depth.
        return make().eval().to("meta")


def hooked_layers(module: nn.Module, example: torch.Tensor) -> list[Layer]:
    """The input, (1, C, H, W), and every module at work on it, as hooks see them."""
    names = Unique()
    with watching(module, "") as seen:
        module(example)
    inner = [hooked_layer(names(each.path), module.get_submodule(each.path), each) for each in seen]
    return [input_layer(names, example.shape), *inner]
