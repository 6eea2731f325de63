"""Maps made smaller by the mean over area, and larger by repeating pixels."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from convscope.maps import Floats

Level = TypeVar("Level", np.uint8, np.uint16)


def fit(height: int, width: int, size: int) -> tuple[int, int]:
    """The height and width that a map takes when its longest side becomes `size` pixels."""
    longest = max(height, width)
    return max(1, round(height * size / longest)), max(1, round(width * size / longest))


def shrink(maps: Floats, height: int, width: int) -> Floats:
    """Reduce maps (C, H, W) to (C, height, width), every source pixel counted by its overlap.

    A cell that overlaps NaN, or infinities of both signs, is NaN; one infinity makes it infinite.
    """
    finite = np.isfinite(maps)
    if finite.all():
        return _average(maps, height, width)
    small = _average(np.where(finite, maps, np.float32(0)), height, width)
    kinds = ((np.isposinf, np.inf), (np.isneginf, -np.inf), (np.isnan, np.nan))
    with np.errstate(invalid="ignore"):
        for is_kind, value in kinds:
            share = _average(is_kind(maps).astype(np.float32), height, width)
            small[share > 0] += np.float32(value)
    return small


def enlarge(pixels: npt.NDArray[Level], height: int, width: int) -> npt.NDArray[Level]:
    """Grow pixels (C, H, W) to (C, height, width) by repeating each of them, never blending."""
    rows = _nearest(pixels.shape[1], height)
    columns = _nearest(pixels.shape[2], width)
    return pixels.take(columns, axis=2).take(rows, axis=1)


def _average(maps: Floats, height: int, width: int) -> Floats:
    if width != maps.shape[2]:
        maps = np.matmul(maps, _overlaps(maps.shape[2], width).T)
    if height != maps.shape[1]:
        maps = np.matmul(_overlaps(maps.shape[1], height), maps)
    return maps


@lru_cache(maxsize=16)
def _overlaps(source: int, target: int) -> Floats:
    """Row i of (target, source): the share of each source pixel in target pixel i; its sum is 1."""
    # In units of 1/(source*target) every border is a whole number, so the shares are exact.
    row = np.arange(target)[:, None] * source
    column = np.arange(source)[None, :] * target
    shared = np.minimum(row + source, column + target) - np.maximum(row, column)
    shares: Floats = (np.maximum(shared, 0) / source).astype(np.float32)
    return shares


def _nearest(source: int, target: int) -> npt.NDArray[np.intp]:
    # The source pixel under the middle of each target pixel.
    return (2 * np.arange(target) + 1) * source // (2 * target)
