"""Maps made smaller by the mean over area, and larger by repeating pixels."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from convscope.maps import Floats, interleaved

Pixels = npt.NDArray[np.intp]
Shares = npt.NDArray[np.float64]
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
    if interleaved(maps):
        pixels = maps.transpose(1, 2, 0)
        return _along(_along(pixels, 0, height), 1, width).astype(np.float32).transpose(2, 0, 1)
    return _along(_along(maps, 1, height), 2, width).astype(np.float32)


def _along(values: npt.NDArray[Any], axis: int, target: int) -> npt.NDArray[Any]:
    """Average along one axis down to `target` pixels, in float64.

    Adds up one source pixel per target pixel at a time. A matrix product would be shorter, but
    its threads wait for each other many times as long as this takes once the cores are busy.
    """
    source = values.shape[axis]
    if source == target:
        return values
    shape = list(values.shape)
    shape[axis] = target
    total = np.zeros(shape)
    for pixels, shares in _overlaps(source, target):
        part = values.take(pixels, axis=axis).astype(np.float64)
        part *= shares.reshape(-1, *(1,) * (2 - axis))
        total += part
    return total


@lru_cache(maxsize=64)
def _overlaps(source: int, target: int) -> tuple[tuple[Pixels, Shares], ...]:
    """The first, second, … source pixel under each target pixel, and its share of it.

    The shares of a target pixel add up to 1. In units of 1/(source × target) every border is a
    whole number, so they are exact.
    """
    begin = np.arange(target) * source
    first, last = begin // target, (begin + source - 1) // target
    steps = []
    for step in range(int((last - first).max()) + 1):
        pixel = first + step
        shared = np.minimum(begin + source, (pixel + 1) * target) - np.maximum(
            begin, pixel * target
        )
        steps.append((np.minimum(pixel, source - 1), np.maximum(shared, 0) / source))
    return tuple(steps)


def _nearest(source: int, target: int) -> npt.NDArray[np.intp]:
    # The source pixel under the middle of each target pixel.
    return (2 * np.arange(target) + 1) * source // (2 * target)
