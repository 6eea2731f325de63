"""What lenses look for in a run: layers by what they are and by what they read, never by name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from convscope.layers import Layer
from convscope.maps import Floats
from convscope.models.untrained import is_twin
from convscope.runs import Run
from convscope.stats import strongest


class Structure:
    """The layers of a run, and the ways between them."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.layers = run.layers
        # Of random weights nothing is said that only a training brings about.
        self.trained = not is_twin(run.network.card)

    @cached_property
    def by_name(self) -> dict[str, Layer]:
        return {layer.name: layer for layer in self.layers}

    @cached_property
    def readers(self) -> dict[str, list[Layer]]:
        """Who reads a layer, by its name."""
        found: dict[str, list[Layer]] = {layer.name: [] for layer in self.layers}
        for layer in self.layers:
            for name in layer.inputs:
                found[name].append(layer)
        return found

    def of_kind(self, *kinds: str) -> list[Layer]:
        return [layer for layer in self.layers if layer.kind in kinds]

    def source(self, layer: Layer) -> Layer | None:
        """The one layer that a layer reads, or None where it reads several."""
        return self.by_name[layer.inputs[0]] if len(layer.inputs) == 1 else None

    def reader(self, layer: Layer) -> Layer | None:
        """The one layer that reads a layer, or None where several do."""
        readers = self.readers[layer.name]
        return readers[0] if len(readers) == 1 else None

    def back(self, layer: Layer | None, through: Iterable[str]) -> Layer | None:
        """The first layer at or behind one that is of none of these kinds."""
        while layer is not None and layer.kind in through:
            layer = self.source(layer)
        return layer

    def on(self, layer: Layer | None, through: Iterable[str]) -> Layer | None:
        """The last of the layers of these kinds that follow one by one, or the layer itself."""
        while layer is not None and (follower := self.reader(layer)) is not None:
            if follower.kind not in through:
                break
            layer = follower
        return layer

    def values(self, layer: Layer) -> Floats:
        return self.run.view(layer.name)

    def strongest(self, layer: Layer) -> int:
        """The channel whose map varies most."""
        return strongest(self.values(layer), 1)[0]

    def norm(self, layer: Layer) -> float:
        """The Euclidean norm of all values of a layer."""
        return float(np.linalg.norm(self.values(layer).astype(np.float64)))


def sides(layer: Layer, name: str = "kernel_size") -> tuple[int, int] | None:
    """A hyperparameter of a layer for rows and columns, or None where it has no such two."""
    value = layer.hyperparameters.get(name)
    if isinstance(value, int):
        return value, value
    if isinstance(value, list) and len(value) == 2:
        return int(value[0]), int(value[1])
    return None


def is_depthwise(layer: Layer) -> bool:
    """Does each kernel of it read a single map?"""
    groups = layer.hyperparameters.get("groups", 1)
    return layer.kind == "convolution" and groups > 1 and groups == layer.shape[0]


def is_pointwise(layer: Layer) -> bool:
    return layer.kind == "convolution" and sides(layer) == (1, 1) and len(layer.shape) == 3


def has_maps(layer: Layer) -> bool:
    """Has it maps of more than one cell?"""
    return len(layer.shape) == 3 and layer.shape[1] * layer.shape[2] > 1
