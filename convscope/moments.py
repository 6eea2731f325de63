"""One pass over an output that gathers every figure of each channel, in float64."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from convscope.maps import Floats
from convscope.sweep import Sweep

Figures = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


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
        sums = _Sums(rows)
    if np.isfinite(sums.minimum).all() and np.isfinite(sums.maximum).all():
        return sums.moments(np.full(channels, pixels), sums.zeros)
    finite = np.isfinite(rows)
    return _Sums(_filled(rows, finite)).moments(finite.sum(axis=1), sums.zeros)


def _filled(rows: Floats, finite: npt.NDArray[np.bool_]) -> Floats:
    """Rows in which their first finite value, or 0, takes the place of what is not finite.

    It comes to lie first, or is equal to what does, so it changes neither extremes nor sums.
    """
    first = np.take_along_axis(rows, finite.argmax(axis=1)[:, None], axis=1)
    return np.where(finite, rows, np.where(np.isfinite(first), first, np.float32(0)))


class _Sums:
    """Extremes, zeros, and sums of distances from an origin, for each row of (C, P).

    The origin of a row is a value of its own. That makes the sums safe wherever the mean lies: the
    variance is at least the squared distance of that value from the mean over P, so that the
    difference of sums loses no more than a factor P of float64's precision. Equal values give a
    variance of exactly 0.
    """

    def __init__(self, rows: Floats) -> None:
        sweep = Sweep(rows)
        self.origin = rows[:, 0].astype(np.float64)
        minimum = np.full(sweep.length, np.inf)
        maximum = np.full(sweep.length, -np.inf)
        zeros, distances, squares = np.zeros((3, sweep.length))
        origin = np.resize(self.origin, sweep.length)
        for block, at in sweep.blocks():
            axis = sweep.axis
            minimum[at] = np.minimum(minimum[at], block.min(axis=axis))
            maximum[at] = np.maximum(maximum[at], block.max(axis=axis))
            # A narrow sum over bytes is several times faster than count_nonzero along an axis.
            zeros[at] += (block == 0).view(np.uint8).sum(axis=axis, dtype=np.uint32)
            distance = block.astype(np.float64)  # to convert while subtracting would be slower
            distance -= sweep.across(origin[at])
            distances[at] += distance.sum(axis=axis)
            squares[at] += np.square(distance, out=distance).sum(axis=axis)
        self.minimum = sweep.gather(minimum, np.minimum)
        self.maximum = sweep.gather(maximum, np.maximum)
        self.zeros = sweep.gather(zeros, np.add).astype(np.int64)
        self.distances = sweep.gather(distances, np.add)
        self.squares = sweep.gather(squares, np.add)

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
