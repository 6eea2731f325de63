"""How deep a network is."""

from __future__ import annotations

from collections.abc import Iterable

from convscope.layers import Layer

COUNTED = {"convolution", "linear"}


def depth(layers: Iterable[Layer]) -> int:
    """The convolutions and fully connected layers on the longest way through the network.

    Papers count so: VGG-16 has sixteen. `layers` come in the order of execution.
    """
    reached: dict[str, int] = {}
    for layer in layers:
        before = max((reached.get(name, 0) for name in layer.inputs), default=0)
        reached[layer.name] = before + (layer.kind in COUNTED)
    return max(reached.values(), default=0)
