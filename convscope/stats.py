"""Figures of an output: per channel, of the whole layer, and as a histogram."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from convscope.maps import Floats, as_maps
from convscope.moments import Counts, Figures, moments
from convscope.options import check_range
from convscope.rough import surely_strongest

MOST_BINS = 1024


@dataclass(frozen=True)
class Summary:
    """Figures over the finite values of one channel or of a whole layer.

    `minimum`, `maximum`, `mean` and `std` (of the population) are None where no value is finite.
    `zeros` is the fraction of all values that are exactly zero; `nonfinite` counts NaN and
    infinities.
    """

    minimum: float | None
    maximum: float | None
    mean: float | None
    std: float | None
    zeros: float
    nonfinite: int


@dataclass(frozen=True, eq=False)
class ChannelStats:
    """The same figures for each of C channels, as arrays of length C.

    `minimum`, `maximum`, `mean` and `std` are float64, NaN for a channel without a finite value;
    `zeros` is the fraction of a channel's values; `pixels` is how many values a channel has.
    """

    minimum: Figures
    maximum: Figures
    mean: Figures
    std: Figures
    zeros: Figures
    nonfinite: Counts
    pixels: int

    @property
    def dead(self) -> npt.NDArray[np.bool_]:
        """The channels whose every value is exactly zero."""
        return np.equal(self.zeros, 1.0)

    def summary(self) -> Summary:
        """The figures of the whole layer, put together from those of its channels."""
        total = len(self.zeros) * self.pixels
        nonfinite = int(self.nonfinite.sum())
        zeros = float(self.zeros.mean()) if total else 0.0
        finite = self.pixels - self.nonfinite
        known = finite > 0
        if not known.any():
            return Summary(None, None, None, None, zeros, nonfinite)
        share = finite[known] / finite.sum()
        mean = float(share @ self.mean[known])
        within = share @ np.square(self.std[known])
        between = share @ np.square(self.mean[known] - mean)
        lowest, highest = float(self.minimum[known].min()), float(self.maximum[known].max())
        return Summary(lowest, highest, mean, float(np.sqrt(within + between)), zeros, nonfinite)


@dataclass(frozen=True, eq=False)
class Histogram:
    """How often values fall between neighbouring edges: `counts` (bins), `edges` (bins + 1)."""

    edges: Figures
    counts: Counts


def channel_stats(values: Floats) -> ChannelStats:
    """The figures of every channel of an output of any shape, its channels as in `as_maps`."""
    maps = as_maps(values)
    pixels = maps.shape[1] * maps.shape[2]
    found = moments(maps.reshape(len(maps), pixels))
    return ChannelStats(
        minimum=found.minimum,
        maximum=found.maximum,
        mean=found.mean,
        std=np.sqrt(found.variance),
        zeros=found.zeros / max(pixels, 1),
        nonfinite=pixels - found.finite,
        pixels=pixels,
    )


def summarize(values: Floats) -> Summary:
    """The figures of all values of an output together."""
    return channel_stats(values).summary()


def histogram(values: Floats, bins: int = 48) -> Histogram:
    """Count the finite values in `bins` bins of equal width from the smallest to the largest.

    Where all values are equal they lie in the middle of bins that reach around them. Raises
    BadOption unless there are 1 to 1024 bins.
    """
    check_range("bins", bins, 1, MOST_BINS)
    flat = np.asarray(values, dtype=np.float32).ravel(order="K")
    finite = np.isfinite(flat)
    if not finite.all():
        flat = flat[finite]
    if flat.size == 0:
        return Histogram(np.linspace(0.0, 1.0, bins + 1), np.zeros(bins, np.int64))
    low, high = np.float64(flat.min()), np.float64(flat.max())
    if low == high:
        reach = max(0.5, abs(low) / 1024)
        low, high = low - reach, high + reach
    counts, edges = np.histogram(flat, bins, range=(low, high))
    return Histogram(edges.astype(np.float64), counts.astype(np.int64))


def strongest(values: Floats, count: int) -> list[int]:
    """The channels whose maps vary most over space, first the one of the largest std.

    Maps of a single pixel are ordered by absolute value. Equal channels keep their order; those
    without a finite value come last.
    """
    maps = as_maps(values)
    pixels = maps.shape[1] * maps.shape[2]
    if pixels > 1 and len(maps) > 0:
        found = surely_strongest(maps.reshape(len(maps), pixels), count)
        if found is not None:
            return found
    stats = channel_stats(maps)
    score = np.abs(stats.mean) if pixels == 1 else stats.std
    return descending(score)[:count]


def descending(scores: Figures) -> list[int]:
    """The channels by their score, highest first; equals keep their order, NaN comes last."""
    known = np.where(np.isnan(scores), -np.inf, scores)
    order: list[int] = np.argsort(-known, kind="stable").tolist()
    return order
