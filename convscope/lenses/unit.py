"""A unit that has a weight for every pixel of the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from convscope.kernels import weights_of
from convscope.layers import INPUT, Layer
from convscope.lenses.step import Pictures, picture
from convscope.lenses.structure import Structure
from convscope.lenses.value import Value
from convscope.message import Message

Pixels = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Unit:
    """One value of a fully connected layer that reads all pixels (H, W) of a picture.

    `pixels` and `weights` stand in the pixels' places.
    """

    layer: Layer
    channel: int
    pixels: Pixels
    weights: Pixels
    bias: float

    @property
    def products(self) -> Pixels:
        return self.pixels * self.weights

    @property
    def total(self) -> float:
        """What the unit gives."""
        return float(self.products.sum() + self.bias)


def strongest_unit(structure: Structure, layer: Layer) -> Unit:
    """The unit of a layer behind the flattened picture that gives the largest value in size."""
    channel = structure.strongest(layer)
    (pixels,) = structure.values(structure.by_name[INPUT]).astype(np.float64)
    learned = weights_of(structure.run.network, layer.name)
    weights = learned.weight[channel].astype(np.float64).reshape(pixels.shape)
    bias = learned.vectors.get("bias")
    return Unit(layer, channel, pixels, weights, 0.0 if bias is None else float(bias[channel]))


def worked_out(unit: Unit, pixels: Message, weights: Message) -> Pictures:
    """The unit's pixels times its weights, under these captions, and the products."""
    pictures = [
        picture(pixels, unit.pixels),
        picture(weights, unit.weights),
        picture(
            Message("products: {sum} with the bias", {"sum": Value(unit.total)}), unit.products
        ),
    ]
    return Pictures(pictures, ["×", "="], shared=False)
