"""An output as bytes for the eye: u8, PNG and WebP. Its exact forms are in `exact`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from convscope.channels import parse_channels
from convscope.colormaps import default_colormap, is_diverging, lut
from convscope.errors import BadOption
from convscope.exact import npy, to_json
from convscope.grid import (
    GAPS,
    NONFINITE_LEVEL,
    Drawing,
    Levels,
    encode_png,
    encode_webp,
    lay_out,
)
from convscope.maps import Floats, as_maps
from convscope.options import check_choice, check_columns, check_size
from convscope.scale import Scale, centred, default_normalization, measure, quantise
from convscope.shrink import fit, shrink

__all__ = ["U8", "as_maps", "npy", "parse_channels", "png", "to_json", "u8", "webp"]


@dataclass(frozen=True, eq=False)
class U8:
    """Maps as 256 levels: value = minimum + pixel / 255 × (maximum - minimum).

    `pixels` is (C, h, w) of uint8. `minimum` and `maximum` have one entry for all maps, or one
    per map. `nonfinite` counts the NaN and infinities of what was asked for: NaN is drawn as 0,
    an infinity as its end of the scale.
    """

    pixels: npt.NDArray[np.uint8]
    minimum: list[float]
    maximum: list[float]
    nonfinite: int


def u8(
    values: Floats,
    normalize: str = "layer",
    size: int | None = None,
    scale_of: Floats | None = None,
) -> U8:
    """Round an output to 256 levels, off by at most half a level.

    Maps with a side longer than `size` (1 to 1024) pixels are averaged down; none is enlarged.
    `scale_of` is the whole layer where `values` are only some of its channels, so that "layer"
    and "symmetric" mean the layer's scale. Raises BadOption.
    """
    check_size(size)
    maps = _drawable(values)
    layer = maps if scale_of is None or normalize == "channel" else as_maps(scale_of)
    scale = measure(layer, normalize)
    nonfinite = maps.size - int(np.count_nonzero(np.isfinite(maps)))
    pixels = quantise(_shrunk(maps, size), scale)
    return U8(pixels, scale.minimum.tolist(), scale.maximum.tolist(), nonfinite)


def png(
    values: Floats,
    normalize: str | None = None,
    colormap: str | None = None,
    size: int | None = None,
    columns: int | None = None,
    *,
    gap: str = "light",
    scale_of: Floats | None = None,
) -> bytes:
    """A grid of coloured maps, 2 px apart, as a PNG file.

    The longest side of each map becomes `size` (1 to 1024) pixels: averaged down, or enlarged by
    repeating pixels. `columns` (1 to 256) maps lie side by side, by default as many as make the
    grid square. Left to itself, a layer with negative values is drawn in a diverging map centred
    on zero and any other in viridis from its smallest to its largest value. A diverging map has
    zero in its middle whatever the scale. NaN and infinities are magenta. `gap`, "light" or
    "dark", is for what ground the picture is meant. `scale_of` is as for `u8`. Raises BadOption.
    """
    return encode_png(_drawing(values, _Look(normalize, colormap, size, columns, gap), scale_of))


def webp(
    values: Floats,
    normalize: str | None = None,
    colormap: str | None = None,
    size: int | None = None,
    columns: int | None = None,
    *,
    gap: str = "light",
    scale_of: Floats | None = None,
) -> bytes:
    """The same picture as `png`, as a lossless WebP file."""
    return encode_webp(_drawing(values, _Look(normalize, colormap, size, columns, gap), scale_of))


@dataclass(frozen=True)
class _Look:
    normalize: str | None
    colormap: str | None
    size: int | None
    columns: int | None
    gap: str


def _drawing(values: Floats, look: _Look, scale_of: Floats | None) -> Drawing:
    check_size(look.size)
    check_columns(look.columns)
    check_choice("gap", look.gap, GAPS)
    maps = _drawable(values)
    height, width = maps.shape[1:]
    if look.size is not None:
        height, width = fit(height, width, look.size)
    grid = lay_out(len(maps), look.columns, height, width)
    layer = maps if scale_of is None else as_maps(scale_of)
    normalize, colormap = _suited(look.normalize, look.colormap, layer)
    scale = measure(maps if normalize == "channel" else layer, normalize)
    if is_diverging(colormap):
        scale = centred(scale)
    return Drawing(_levels(_shrunk(maps, look.size), scale), grid, lut(colormap), look.gap)


def _levels(maps: Floats, scale: Scale) -> Levels:
    levels = quantise(maps, scale).astype(np.uint16)
    finite = np.isfinite(maps)
    if not finite.all():
        levels[~finite] = NONFINITE_LEVEL
    return levels


def _drawable(values: Floats) -> Floats:
    maps = as_maps(values)
    if maps.size == 0:
        raise BadOption("There are no values to draw. Choose a layer or channels that have some.")
    return maps


def _suited(normalize: str | None, colormap: str | None, layer: Floats) -> tuple[str, str]:
    """Fill in what was left open of scale and colour map, so that zero is the diverging centre."""
    if normalize is None and colormap is None:
        return default_normalization(layer), default_colormap(layer)
    if normalize is None:
        normalize = "symmetric" if is_diverging(colormap) else "layer"
    if colormap is None:
        colormap = "diverging_light" if normalize == "symmetric" else "viridis"
    return normalize, colormap


def _shrunk(maps: Floats, size: int | None) -> Floats:
    height, width = maps.shape[1:]
    if size is None or max(height, width) <= size:
        return maps
    return shrink(maps, *fit(height, width, size))
