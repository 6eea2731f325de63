"""One pass over an output that gathers every figure of each channel, in float64."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from convscope.maps import Floats, interleaved

Figures = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

# Values looked at together: their float64 copy stays in the second-level cache.
_BLOCK = 1 << 16

# Maps of up to this many pixels are quicker to sum together than one by one.
_FEW_PIXELS = 256

# So many values in a line make what it costs to start a line small.
_LINE = 2048


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
    with np.errstate(invalid="ignore"):  # infinities may meet here; they are noticed below
        sums = _gather(rows)
    if np.isfinite(sums.minimum).all() and np.isfinite(sums.maximum).all():
        return sums.moments(np.full(channels, pixels), sums.zeros)
    finite = np.isfinite(rows)
    return _gather(_filled(rows, finite)).moments(finite.sum(axis=1), sums.zeros)


def _filled(rows: Floats, finite: npt.NDArray[np.bool_]) -> Floats:
    """Rows in which their first finite value, or 0, takes the place of what is not finite.

    It comes to lie first, or is equal to what does, so it changes neither extremes nor sums.
    """
    first = np.take_along_axis(rows, finite.argmax(axis=1)[:, None], axis=1)
    return np.where(finite, rows, np.where(np.isfinite(first), first, np.float32(0)))


def _gather(rows: Floats) -> _Sums:
    """The sums of (C, P), taken along whichever direction is quicker."""
    channels, pixels = rows.shape
    origin = rows[:, 0].astype(np.float64)
    if pixels > _FEW_PIXELS and not interleaved(rows):
        return _Sums(rows, 1, origin)
    # Down the columns of (P, C), and as many pixels side by side as make a line worth its start.
    side_by_side = 1
    while pixels % (2 * side_by_side) == 0 and 2 * side_by_side * channels <= _LINE:
        side_by_side *= 2
    table = np.ascontiguousarray(rows.T).reshape(-1, side_by_side * channels)
    return _Sums(table, 0, np.tile(origin, side_by_side)).folded(channels)


class _Sums:
    """Extremes, zeros, and sums of distances from an origin, along one axis of a table.

    The origin of each sum is a value that is summed. That makes it safe wherever the mean lies:
    the variance is at least the squared distance of that value from the mean over P, so that the
    difference of sums loses no more than a factor P of float64's precision. Equal values give a
    variance of exactly 0.
    """

    def __init__(self, table: Floats, axis: int, origin: Figures) -> None:
        self.axis = axis
        self.origin = origin
        self.minimum = np.full(len(origin), np.inf)
        self.maximum = np.full(len(origin), -np.inf)
        self.zeros = np.zeros(len(origin), np.int64)
        self.distances = np.zeros(len(origin))
        self.squares = np.zeros(len(origin))
        for block in _blocks(table):
            self._add(table[block], block[1 - axis])

    def _add(self, block: Floats, at: slice) -> None:
        axis = self.axis
        self.minimum[at] = np.minimum(self.minimum[at], block.min(axis=axis))
        self.maximum[at] = np.maximum(self.maximum[at], block.max(axis=axis))
        # A narrow sum over bytes is several times faster than count_nonzero along an axis.
        self.zeros[at] += (block == 0).view(np.uint8).sum(axis=axis, dtype=np.uint32)
        distance = block.astype(np.float64)  # converting within a subtraction would be slower
        distance -= np.expand_dims(self.origin[at], axis)
        self.distances[at] += distance.sum(axis=axis)
        self.squares[at] += np.square(distance, out=distance).sum(axis=axis)

    def folded(self, channels: int) -> _Sums:
        """Bring together the sums that belong to the same of `channels` channels."""
        self.origin = self.origin[:channels]
        self.minimum = self.minimum.reshape(-1, channels).min(axis=0)
        self.maximum = self.maximum.reshape(-1, channels).max(axis=0)
        self.zeros = self.zeros.reshape(-1, channels).sum(axis=0)
        self.distances = self.distances.reshape(-1, channels).sum(axis=0)
        self.squares = self.squares.reshape(-1, channels).sum(axis=0)
        return self

    def moments(self, finite: Counts, zeros: Counts) -> Moments:
        """The figures, where `finite` of each channel's values were finite."""
        known = finite > 0
        count = np.maximum(finite, 1)
        shift = self.distances / count
        variance = np.maximum(self.squares / count - shift * shift, 0.0)
        return Moments(
            minimum=np.where(known, self.minimum, np.nan),
            maximum=np.where(known, self.maximum, np.nan),
            mean=np.where(known, self.origin + shift, np.nan),
            variance=np.where(known, variance, np.nan),
            finite=finite,
            zeros=zeros,
        )


def _blocks(table: Floats) -> Iterator[tuple[slice, slice]]:
    """Cut a table into blocks that fit the cache, of whole rows where a row does."""
    rows, columns = table.shape
    wide = min(columns, _BLOCK)
    tall = max(1, _BLOCK // wide)
    for top in range(0, rows, tall):
        for left in range(0, columns, wide):
            yield slice(top, top + tall), slice(left, left + wide)
