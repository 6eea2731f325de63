"""Along one axis: which cells of the input a window reads, and what padding puts around the map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from convscope.cells.explanation import Figures
from convscope.cells.values import Array

Places = NDArray[np.int64]

# In place of a cell where there is none, only a zero.
NOWHERE = -1


@dataclass(frozen=True)
class Window:
    """A sliding window along one axis; `before` are the cells of padding before the first."""

    kernel: int
    stride: int
    before: int
    dilation: int

    def places(self, cell: int) -> Places:
        """The input cells under the window of an output cell; those in the padding lie outside."""
        found: Places = cell * self.stride - self.before + np.arange(self.kernel) * self.dilation
        return found

    def spread_places(self, cell: int, length: int) -> Places:
        """The same for a transposed window, entry by entry; `NOWHERE` where it falls into a gap."""
        shifted = cell + self.before - np.arange(self.kernel) * self.dilation
        places = shifted // self.stride
        there = (shifted % self.stride == 0) & (places >= 0) & (places < length)
        return np.where(there, places, NOWHERE)


def per_axis(value: Any, axes: int, default: int) -> tuple[int, int]:
    """A setting for rows and columns, given as one number for both or as one for each.

    A map of one axis has columns only; its rows take `default`, as does what was left out.
    """
    if isinstance(value, int):
        value = (value,) * axes
    numbers = [int(each) for each in value] if value is not None else []
    if not numbers:
        return default, default
    numbers = numbers * axes if len(numbers) == 1 else numbers
    return (default, numbers[0]) if axes == 1 else (numbers[0], numbers[1])


def padded(places: Places, length: int, mode: str) -> Places:
    """The cells of the map whose values padding repeats outside of it, or `NOWHERE` for zeros."""
    inside = (places >= 0) & (places < length)
    return np.where(inside, places, PADDING[mode](places, length))


def patch(values: Array, rows: Places, columns: Places) -> Figures:
    """The cells at rows × columns of maps (..., H, W) as float64; zero where there are none."""
    found = values[..., np.maximum(rows, 0)[:, None], np.maximum(columns, 0)].astype(np.float64)
    found[..., rows == NOWHERE, :] = 0
    found[..., columns == NOWHERE] = 0
    return found


def _reflected(places: Places, length: int) -> Places:
    last = length - 1
    mirrored: Places = last - np.abs(last - np.abs(places))
    return mirrored


PADDING: dict[str, Callable[[Places, int], Places]] = {
    "zeros": lambda places, length: np.full_like(places, NOWHERE),
    "reflect": _reflected,
    "replicate": lambda places, length: np.clip(places, 0, length - 1),
    "circular": lambda places, length: places % length,
}
