"""One cell of a pooling: the window, and which of its cells won or what their mean is."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from convscope.cells import rounding
from convscope.cells.call import Call
from convscope.cells.explanation import Arithmetic, Figures, Operands
from convscope.cells.place import Index

# Of larger windows the values are not written out: they are cells of the source's map.
MOST_VALUES = 1024


@dataclass(frozen=True)
class Winner:
    """The cell whose value a maximum is, the first in reading order of `ties` that share it."""

    y: int
    x: int
    ties: int


@dataclass(frozen=True, eq=False)
class Pooling(Operands):
    """What a cell pools of one channel of layer `source`.

    `method` is "maximum", "mean" or "sum". `rows` and `columns` are those of the window that lie
    in the map, and `values` the cells there, None for a window of more than 1,024. A maximum has
    its `winner`; a mean has the `total` of the values and the `divisor`, which counts cells of the
    padding as well where the layer says so.
    """

    kind: ClassVar[str] = "pooling"
    method: str
    source: str
    channel: int
    rows: list[int]
    columns: list[int]
    values: Figures | None
    winner: Winner | None = None
    total: float | None = None
    divisor: int | None = None


@dataclass(frozen=True, eq=False)
class Region:
    """The cells of one map that are pooled: `values` (h, w), and their rows and columns there."""

    source: str
    channel: int
    rows: list[int]
    columns: list[int]
    values: Figures

    @property
    def summed(self) -> tuple[float, float]:
        """The sum of the values, and how far rounding may move it."""
        magnitude = float(np.abs(self.values).sum())
        return float(self.values.sum()), rounding.of_sum(self.values.size, magnitude)

    def as_pooling(self, method: str) -> Pooling:
        """The same as operands; what the method found is to be added."""
        values = self.values if self.values.size <= MOST_VALUES else None
        return Pooling(method, self.source, self.channel, self.rows, self.columns, values)


def axes_of(call: Call) -> int:
    """How many axes are pooled over."""
    return 1 if "1d" in call.op else 2


def region(call: Call, leading: Index, rows: list[int], columns: list[int]) -> Region:
    """The cells at rows × columns of the map that `leading` chooses from what the cell reads.

    A map of one axis is a row of the matrix as which its layer is shown.
    """
    plane = np.atleast_2d(call.input[leading])
    zeros = (0,) * (call.input.ndim - len(leading))
    channel, top, _ = call.cell_at((*leading, *zeros))
    values = plane[np.ix_(rows, columns)].astype(np.float64)
    return Region(call.source, channel, [top + row for row in rows], columns, values)


def maximum(pooled: Region) -> Arithmetic:
    """The largest value; NaN counts as larger than any number, as in torch."""
    values = pooled.values
    place = int(np.argmax(values))  # the first NaN, or else the first of the largest
    largest = float(values.flat[place])
    row, column = np.unravel_index(place, values.shape)
    ties = 1 if math.isnan(largest) else int(np.count_nonzero(values == largest))
    winner = Winner(pooled.rows[row], pooled.columns[column], ties)
    operands = replace(pooled.as_pooling("maximum"), winner=winner)
    return Arithmetic("largest value in the window", largest, 0.0, operands)


def mean(pooled: Region, divisor: int) -> Arithmetic:
    """The sum of the values over the divisor."""
    summed, error = pooled.summed
    operands = replace(pooled.as_pooling("mean"), total=summed, divisor=divisor)
    return Arithmetic("sum of the window / divisor", summed / divisor, error / divisor, operands)


def total(pooled: Region) -> Arithmetic:
    """The sum of the values."""
    summed, error = pooled.summed
    operands = replace(pooled.as_pooling("sum"), total=summed)
    return Arithmetic("sum of the window", summed, error, operands)
