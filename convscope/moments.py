"""One pass over an output that gathers every figure of each channel, in float64."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from convscope.maps import Floats

Figures = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

# Values looked at together: their float64 copy stays in the second-level cache.
_BLOCK = 1 << 16


@dataclass(frozen=True, eq=False)
class Moments:
    """Figures of C channels over their finite values, arrays of length C.

    `minimum`, `maximum`, `mean` and `variance` (of the population) are NaN for a channel without
    a finite value. `finite` counts finite values, `zeros` counts exact zeros.
    """

    minimum: Figures
    maximum: Figures
    mean: Figures
    variance: Figures
    finite: Counts
    zeros: Counts


def moments(rows: Floats) -> Moments:
    """The figures of each row of (C, P), whichever of the two axes lies together in memory."""
    channels, pixels = rows.shape
    if rows.size == 0:
        nothing, none = np.full(channels, np.nan), np.zeros(channels, np.int64)
        return Moments(nothing, nothing, nothing, nothing, none, none)
    if np.isfinite(rows.min()) and np.isfinite(rows.max()):
        return _Sums(rows).moments(np.full(channels, pixels, np.int64), _zeros(rows))
    finite = np.isfinite(rows)
    return _Sums(_filled(rows, finite)).moments(finite.sum(axis=1), _zeros(rows))


class _Sums:
    """Extremes, and sums of distances from the first value of each row, which must be finite.

    Measured from a value of the row itself, the sums are safe wherever the mean lies: the variance
    is at least the squared distance of that value from the mean over P, so that their difference
    loses no more than a factor P of float64's precision. A constant row gives exactly 0.
    """

    def __init__(self, rows: Floats) -> None:
        self.origin = rows[:, :1].astype(np.float64)
        self.minimum = np.full(len(rows), np.inf)
        self.maximum = np.full(len(rows), -np.inf)
        self.distances = np.zeros(len(rows))
        self.squares = np.zeros(len(rows))
        for some, part in _blocks(rows):
            self._add(some, rows[some, part])

    def _add(self, some: slice, block: Floats) -> None:
        self.minimum[some] = np.minimum(self.minimum[some], block.min(axis=1))
        self.maximum[some] = np.maximum(self.maximum[some], block.max(axis=1))
        distance = np.subtract(block, self.origin[some], dtype=np.float64)
        self.distances[some] += distance.sum(axis=1)
        self.squares[some] += np.einsum("cp,cp->c", distance, distance)

    def moments(self, finite: Counts, zeros: Counts) -> Moments:
        known = finite > 0
        count = np.maximum(finite, 1)
        shift = self.distances / count
        variance = np.maximum(self.squares / count - shift * shift, 0.0)
        return Moments(
            minimum=np.where(known, self.minimum, np.nan),
            maximum=np.where(known, self.maximum, np.nan),
            mean=np.where(known, self.origin[:, 0] + shift, np.nan),
            variance=np.where(known, variance, np.nan),
            finite=finite,
            zeros=zeros,
        )


def _filled(rows: Floats, finite: npt.NDArray[np.bool_]) -> Floats:
    """Rows in which their first finite value, or 0, takes the place of what is not finite.

    It comes to lie first, or is equal to what does, so it changes neither extremes nor sums.
    """
    first = np.take_along_axis(rows, finite.argmax(axis=1)[:, None], axis=1)
    return np.where(finite, rows, np.where(np.isfinite(first), first, np.float32(0)))


def _zeros(rows: Floats) -> Counts:
    zeros = np.zeros(len(rows), np.int64)
    for some, part in _blocks(rows):
        # A narrow sum over bytes is several times faster than count_nonzero along an axis.
        zeros[some] += (rows[some, part] == 0).view(np.uint8).sum(axis=1, dtype=np.uint32)
    return zeros


def _blocks(rows: Floats) -> Iterator[tuple[slice, slice]]:
    """Blocks of (C, P) that fit the cache and run along the axis that lies together."""
    channels, pixels = rows.shape
    if abs(rows.strides[0]) < abs(rows.strides[1]):
        tall = min(channels, _BLOCK)
        wide = max(1, _BLOCK // tall)
    else:
        wide = min(pixels, _BLOCK)
        tall = max(1, _BLOCK // wide)
    for top in range(0, channels, tall):
        for left in range(0, pixels, wide):
            yield slice(top, top + tall), slice(left, left + wide)
