"""The networks of the zoo, untrained, as the instrument sees them."""

from __future__ import annotations

from functools import cache

from convscope import graph
from convscope.layers import Layer
from convscope.zoo import catalog


@cache
def layers(network: str) -> tuple[Layer, ...]:
    entry = catalog.find(network)
    size = entry.preprocess
    shape = (size.channels, size.height, size.width)
    return graph.build(entry.make(), shape, "channels_last").layers


def of_kind(network: str, kind: str) -> list[Layer]:
    return [layer for layer in layers(network) if layer.kind == kind]


def of_op(network: str, op: str) -> list[Layer]:
    return [layer for layer in layers(network) if layer.op == op]


def parameters(network: str) -> int:
    return sum(layer.parameters for layer in layers(network))


def named(network: str) -> dict[str, Layer]:
    return {layer.name: layer for layer in layers(network)}


def chain(network: str, layer: Layer, ops: tuple[str, ...]) -> Layer:
    """Go back from a layer through single inputs that are exactly these operations."""
    for op in ops:
        assert layer.op == op, f"{layer.name} is {layer.op}, not {op}"
        (source,) = layer.inputs
        layer = named(network)[source]
    return layer
