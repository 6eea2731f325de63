"""Layers -> which tensor goes where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from convscope.layers import Layer


@dataclass(frozen=True)
class Feed:
    """The output of the layer `source` goes into the layer `target`.

    A layer seen by a hook does not tell what it reads. It hangs on the layer that ran before it, by
    a feed that is not `known`: it says in which order they ran, and nothing of tensors.
    """

    source: str
    target: str
    known: bool = True


def feeds(layers: Iterable[Layer]) -> tuple[Feed, ...]:
    """All feeds of a network whose layers come in the order of execution."""
    found: list[Feed] = []
    previous: Layer | None = None
    for layer in layers:
        found.extend(Feed(name, layer.name) for name in layer.inputs)
        if previous is not None and _merely_follows(previous, layer):
            found.append(Feed(previous.name, layer.name, known=False))
        previous = layer
    return tuple(found)


def _merely_follows(previous: Layer, layer: Layer) -> bool:
    """Does nothing but the order bind these two: one is hooked, or the end of a closed module?"""
    closes = previous.hooked and previous.path.startswith(f"{layer.path}.")
    return closes or not layer.inputs
