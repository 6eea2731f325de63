"""From values to 0…255: which range a map is drawn over, and the rounding to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from convscope.maps import Floats
from convscope.options import check_choice

NORMALIZATIONS = ("layer", "channel", "symmetric")

# Values converted at a time: their float64 copy stays in the second-level cache.
_BLOCK = 1 << 15


@dataclass(frozen=True, eq=False)
class Scale:
    """What pixel 0 and pixel 255 stand for: float64 arrays of one entry, or one per channel."""

    minimum: npt.NDArray[np.float64]
    maximum: npt.NDArray[np.float64]


def default_normalization(values: Floats) -> str:
    """The scale that suits a layer: symmetric where it holds negative values, else "layer"."""
    return "symmetric" if bool(np.any(values < 0)) else "layer"


def measure(maps: Floats, normalize: str) -> Scale:
    """The scale of maps (C, H, W), taken over their finite values; 0…0 where there are none.

    - "layer": the smallest to the largest value of all maps
    - "channel": the same for each map by itself
    - "symmetric": -a…a, a being the largest absolute value of all maps

    Raises BadOption for any other name.
    """
    check_choice("normalize", normalize, NORMALIZATIONS)
    if normalize == "channel":
        return Scale(*_extremes(maps.reshape(len(maps), -1)))
    minimum, maximum = _extremes(maps.reshape(1, -1))
    if normalize == "symmetric":
        maximum = np.maximum(np.abs(minimum), np.abs(maximum))
        minimum = -maximum
    return Scale(minimum, maximum)


def quantise(maps: Floats, scale: Scale) -> npt.NDArray[np.uint8]:
    """Round maps (C, H, W) to the nearest of 256 levels of a scale.

    What lies outside the scale takes its nearest end, so an infinity does too; NaN becomes 0.
    Where the scale has no width every pixel is 0.
    """
    rows = maps.reshape(len(maps), -1)
    levels = np.empty(rows.shape, np.uint8)
    width = scale.maximum - scale.minimum
    factor = np.divide(255.0, width, out=np.zeros_like(width), where=width > 0)
    low = np.broadcast_to(scale.minimum[:, None], (len(rows), 1))
    factor = np.broadcast_to(factor[:, None], (len(rows), 1))
    step = max(1, _BLOCK // max(1, rows.shape[1]))
    for start in range(0, len(rows), step):
        block = slice(start, start + step)
        levels[block] = _to_levels(rows[block], low[block], factor[block])
    return levels.reshape(maps.shape)


def _to_levels(
    rows: Floats, low: npt.NDArray[np.float64], factor: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    # In float64, because float32 would overflow on the widest scales and lose halves of a level.
    with np.errstate(invalid="ignore"):
        levels = np.subtract(rows, low, dtype=np.float64)
        levels *= factor
    levels += 0.5
    np.fmax(levels, 0.0, out=levels)  # fmax, unlike maximum, turns NaN into 0
    np.minimum(levels, 255.0, out=levels)
    return levels


def _extremes(rows: Floats) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    if rows.size == 0:
        return np.zeros(len(rows)), np.zeros(len(rows))
    minimum, maximum = rows.min(axis=1), rows.max(axis=1)
    if not (np.isfinite(minimum).all() and np.isfinite(maximum).all()):
        finite = np.isfinite(rows)
        some = finite.any(axis=1)
        minimum = np.where(some, rows.min(axis=1, where=finite, initial=np.inf), 0)
        maximum = np.where(some, rows.max(axis=1, where=finite, initial=-np.inf), 0)
    return minimum.astype(np.float64), maximum.astype(np.float64)
