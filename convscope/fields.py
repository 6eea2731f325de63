"""Theoretical receptive fields: which input pixels can reach one cell of a layer.

Along each axis a field is kept as two arrays: for every cell the first and the last input pixel
it can see. Arrays, and not one size and stride for the whole layer, so that branches of different
reach, uneven padding and global pooling come out exactly. Cells in the padding are thought to go
on beyond the picture at the layer's own step, as usual (Araujo, Norris, Sim: "Computing Receptive
Fields of Convolutional Neural Networks", Distill 2019), so a field may begin at a negative pixel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int64]


@dataclass(frozen=True)
class ReceptiveField:
    """What every cell of a layer sees, in input pixels, rows before columns.

    Cell `(i, j)` sees rows `start[0] + i * stride[0]` to `start[0] + i * stride[0] + size[0] - 1`.
    """

    size: tuple[int, int]
    stride: tuple[int, int]
    start: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Axis:
    """First and last input pixel seen by each cell along one axis; arrays of shape `(cells,)`."""

    first: Index
    last: Index
    stride: int

    def __len__(self) -> int:
        return len(self.first)

    def window(self, cells: int, kernel: int, stride: int, padding: int, dilation: int) -> Axis:
        """The axis after a sliding window of `kernel` cells."""
        starts = np.arange(cells) * stride - padding
        ends = starts + (kernel - 1) * dilation
        return Axis(self._at(self.first, starts), self._at(self.last, ends), self.stride * stride)

    def adaptive(self, cells: int) -> Axis:
        """The axis after adaptive pooling to `cells` cells."""
        index = np.arange(cells)
        starts = index * len(self) // cells
        ends = -(-(index + 1) * len(self) // cells) - 1
        return Axis(self.first[starts], self.last[ends], self.stride * len(self) // cells)

    def whole(self, cells: int = 1) -> Axis:
        """`cells` cells that each see all that any cell of this axis sees."""
        first, last = self.first.min(), self.last.max()
        stride = self.stride * len(self) if cells == 1 else 0
        return Axis(np.full(cells, first), np.full(cells, last), stride)

    def merge(self, other: Axis) -> Axis | None:
        """Cells that see both; an axis of one cell is spread over all of the other's."""
        if len(self) != len(other) and 1 not in (len(self), len(other)):
            return None
        longer = self if len(self) >= len(other) else other
        return Axis(
            np.minimum(self.first, other.first), np.maximum(self.last, other.last), longer.stride
        )

    def uniform(self) -> tuple[int, int, int] | None:
        """Size, stride and start, or None where they differ from cell to cell."""
        sizes = np.unique(self.last - self.first + 1)
        steps = np.unique(np.diff(self.first)) if len(self) > 1 else np.array([self.stride])
        if len(sizes) != 1 or len(steps) != 1:
            return None
        return int(sizes[0]), int(steps[0]), int(self.first[0])

    def _at(self, bounds: Index, index: Index) -> Index:
        """`bounds[index]`, going on at the outermost step beyond both ends."""
        end = len(bounds) - 1
        inside: Index = bounds[np.clip(index, 0, end)]
        left = self._step(bounds, 0) * np.minimum(index, 0)
        right = self._step(bounds, end - 1) * np.maximum(index - end, 0)
        reached: Index = inside + left + right
        return reached

    def _step(self, bounds: Index, at: int) -> int:
        return self.stride if len(bounds) < 2 else int(bounds[at + 1] - bounds[at])


@dataclass(frozen=True, eq=False)
class Field:
    """The receptive field of a layer along rows `y` and columns `x`."""

    y: Axis
    x: Axis

    @classmethod
    def of_input(cls, height: int, width: int) -> Field:
        def pixels(count: int) -> Axis:
            return Axis(np.arange(count), np.arange(count), 1)

        return cls(pixels(height), pixels(width))

    @property
    def single(self) -> bool:
        return len(self.y) == len(self.x) == 1

    def whole(self, height: int = 1, width: int = 1) -> Field:
        return Field(self.y.whole(height), self.x.whole(width))

    def public(self) -> ReceptiveField | None:
        rows, columns = self.y.uniform(), self.x.uniform()
        if rows is None or columns is None:
            return None
        size, stride, start = zip(rows, columns, strict=True)
        return ReceptiveField(size, stride, start)


def merged(fields: Sequence[Field | None]) -> Field | None:
    """What cells made of one cell of each of `fields` see; None where that is not defined."""
    result: Field | None = None
    for number, field in enumerate(fields):
        if field is None:
            return None
        if number == 0:
            result = field
            continue
        assert result is not None
        y, x = result.y.merge(field.y), result.x.merge(field.x)
        if y is None or x is None:
            return None
        result = Field(y, x)
    return result
