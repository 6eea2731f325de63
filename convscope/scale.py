"""From values to 0…255: which range a map is drawn over, and the rounding to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from convscope.maps import Floats, interleaved
from convscope.options import check_choice

Figures = npt.NDArray[np.float64]

NORMALIZATIONS = ("layer", "channel", "symmetric", "clipped", "zero")

# Of all values, the share that the clipped scale holds.
CLIPPED_SHARE = 0.99

# Values converted at a time: their float64 copy stays in the second-level cache.
_BLOCK = 1 << 15


@dataclass(frozen=True, eq=False)
class Scale:
    """What pixel 0 and pixel 255 stand for: float64 arrays of one entry, or one per channel."""

    minimum: Figures
    maximum: Figures


def default_normalization(values: Floats) -> str:
    """The scale that suits a layer: symmetric where it holds negative values, else "layer"."""
    return "symmetric" if bool(np.any(values < 0)) else "layer"


def measure(maps: Floats, normalize: str) -> Scale:
    """The scale of maps (C, H, W), taken over their finite values; 0…0 where there are none.

    - "layer": the smallest to the largest value of all maps
    - "channel": the same for each map by itself
    - "symmetric": -a…a, a being the largest absolute value of all maps
    - "clipped": 0…a, or -a…a where there are negative values, a being the absolute value that
      99 % of all stay within; the few beyond it are drawn as the ends
    - "zero": 0, or the smallest value where that is negative, to the largest

    Raises BadOption for any other name.
    """
    check_choice("normalize", normalize, NORMALIZATIONS)
    if normalize == "channel":
        return Scale(*_extremes(maps, axis=(1, 2)))
    scale = Scale(*_extremes(maps, axis=(0, 1, 2)))
    if normalize == "clipped":
        return clipped(maps, signed=bool(scale.minimum[0] < 0))
    if normalize == "zero":
        return Scale(np.minimum(scale.minimum, 0.0), scale.maximum)
    return symmetric(scale) if normalize == "symmetric" else scale


def symmetric(scale: Scale) -> Scale:
    """The smallest scale about 0 that holds another."""
    largest = np.maximum(np.abs(scale.minimum), np.abs(scale.maximum))
    return Scale(0.0 - largest, largest)  # 0 - 0 is not a negative zero


def centred(scale: Scale) -> Scale:
    """The same about 0 as `symmetric`, and never without width: nothing but zeros lies midway."""
    scale = symmetric(scale)
    width = np.where(scale.maximum > 0, scale.maximum, 1.0)
    return Scale(-width, width)


def clipped(maps: Floats, signed: bool) -> Scale:
    """The scale that a few extreme values cannot wash out, from 0 or, if `signed`, about 0."""
    sizes = np.abs(maps[np.isfinite(maps)])
    if not len(sizes):
        return Scale(np.zeros(1), np.zeros(1))
    last = min(len(sizes) - 1, int(len(sizes) * CLIPPED_SHARE))
    # Where nearly all are zero, the few that are not are what there is to see.
    largest = np.partition(sizes, last)[last] or sizes.max()
    end = np.array([largest], dtype=np.float64)
    return Scale(0.0 - end if signed else np.zeros(1), end)


def quantise(maps: Floats, scale: Scale) -> npt.NDArray[np.uint8]:
    """Round maps (C, H, W) to the nearest of 256 levels of a scale.

    What lies outside the scale takes its nearest end, and so does an infinity; NaN becomes 0.
    Where the scale has no width every pixel is 0.
    """
    rows = maps.reshape(len(maps), maps.shape[1] * maps.shape[2])
    low, width = scale.minimum[:, None], (scale.maximum - scale.minimum)[:, None]
    factor = np.divide(255.0, width, out=np.zeros_like(width), where=width > 0)
    if interleaved(rows):
        levels = _to_levels(rows.T, low.T, factor.T).T
    else:
        levels = _to_levels(rows, low, factor)
    return np.ascontiguousarray(levels).reshape(maps.shape)


def _to_levels(table: Floats, low: Figures, factor: Figures) -> npt.NDArray[np.uint8]:
    # In float64, because float32 would overflow on the widest scales and lose parts of a level.
    levels = np.empty(table.shape, np.uint8)
    low, factor = np.broadcast_to(low, table.shape), np.broadcast_to(factor, table.shape)
    step = max(1, _BLOCK // max(1, table.shape[1]))
    for top in range(0, len(table), step):
        lines = slice(top, top + step)
        level = table[lines].astype(np.float64)
        level -= low[lines]
        with np.errstate(invalid="ignore"):  # an infinity times a factor of 0
            level *= factor[lines]
        level += 0.5
        np.clip(level, 0.0, 255.0, out=level)
        if not np.isfinite(table[lines]).all():
            level[np.isnan(level)] = 0.0
        levels[lines] = level
    return levels


def _extremes(maps: Floats, axis: tuple[int, ...]) -> tuple[Figures, Figures]:
    """The smallest and largest finite values along axes, as float64; 0 where there are none."""
    minimum = maps.min(axis=axis, initial=np.inf)
    maximum = maps.max(axis=axis, initial=-np.inf)
    if not (np.isfinite(minimum).all() and np.isfinite(maximum).all()):
        finite = np.isfinite(maps)
        some = finite.any(axis=axis)
        minimum = np.where(some, maps.min(axis=axis, where=finite, initial=np.inf), 0)
        maximum = np.where(some, maps.max(axis=axis, where=finite, initial=-np.inf), 0)
    return np.atleast_1d(minimum).astype(np.float64), np.atleast_1d(maximum).astype(np.float64)
