"""The whole network at one glance: of every layer the maps that vary most, small."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from convscope.maps import Floats, as_maps
from convscope.options import check_range, check_size
from convscope.scale import clipped, measure, quantise
from convscope.shrink import fit, shrink
from convscope.stats import strongest

MOST_MAPS = 64


@dataclass(frozen=True, eq=False)
class Strip:
    """A layer's strongest maps: value = minimum + pixel / 255 × (maximum - minimum).

    `channels` are their numbers, the strongest first; `pixels` is (n, height, width) of uint8.
    The scale is one for the strip: 0…a, or -a…a where the layer is `signed`, that is, has negative
    values. 99 % of the pixels lie within it and the rest are drawn as its ends, so that one
    extreme value does not turn a whole strip pale.
    """

    channels: list[int]
    minimum: float
    maximum: float
    signed: bool
    pixels: npt.NDArray[np.uint8]

    @property
    def height(self) -> int:
        """Rows of one map, as it is drawn."""
        return int(self.pixels.shape[1])

    @property
    def width(self) -> int:
        """Columns of one map, as it is drawn."""
        return int(self.pixels.shape[2])


def sheet(outputs: Iterable[tuple[str, Floats]], maps: int = 8, size: int = 48) -> dict[str, Strip]:
    """A strip for every named output, in their order. Options and errors are those of `strip`."""
    return {name: strip(values, maps, size) for name, values in outputs}


def strip(values: Floats, maps: int = 8, size: int = 48) -> Strip:
    """The `maps` (1 to 64) strongest maps of an output, averaged down to `size` (1 to 1024) pixels.

    Smaller maps keep their size. NaN is drawn as pixel 0. Raises BadOption.
    """
    check_range("maps", maps, 1, MOST_MAPS)
    return strip_of(values, strongest(as_maps(values), maps), size)


def strip_of(values: Floats, channels: list[int], size: int = 48) -> Strip:
    """The same of these channels, in their order."""
    check_size(size)
    layer = as_maps(values)
    chosen = layer[channels]
    height, width = chosen.shape[1:]
    if max(height, width) > size:
        chosen = shrink(chosen, *fit(height, width, size))
    signed = bool(measure(layer, "layer").minimum[0] < 0)
    scale = clipped(chosen, signed)
    minimum, maximum = float(scale.minimum[0]), float(scale.maximum[0])
    return Strip(channels, minimum, maximum, signed, quantise(chosen, scale))
