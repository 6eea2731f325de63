"""Which maps vary most, from sums in float32: in half the time, where the answer is sure."""

from __future__ import annotations

import numpy as np

from convscope.maps import Floats
from convscope.moments import Figures
from convscope.sweep import Sweep

# How far the variance may be off, as a part of the mean square: three times the 64 roundings, of
# 6e-8 each, of numbers that are added up one after the other in a block, and a little more.
_ERROR = 1.5e-5

# Squares of smaller distances are too small for float32.
_SMALLEST = 1e-18


def surely_strongest(rows: Floats, count: int) -> list[int] | None:
    """The `count` rows of (C, P) with the largest standard deviation, the largest first.

    None where float32 cannot tell: where two that matter are too close, and for values that are
    not finite or whose squares overflow.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        square, variance = _sums(rows)
    if not np.isfinite(square).all():
        return None
    noise = _ERROR * square
    spread = np.sqrt(np.maximum(variance, 0.0))
    error = noise / np.maximum(np.maximum(spread, np.sqrt(noise)), _SMALLEST) + _SMALLEST
    order = np.argsort(-spread)
    least, most = (spread - error)[order], (spread + error)[order]
    most_behind = np.maximum.accumulate(most[::-1])[::-1][1:]
    sure = least[:-1] > most_behind
    return order[:count].tolist() if sure[:count].all() else None


def _sums(rows: Floats) -> tuple[Figures, Figures]:
    """The mean square of the distances from a value of each row, and the variance."""
    pixels = rows.shape[1]
    sweep = Sweep(rows)
    # The closer to the mean, the better. The first value lies in a corner, among outliers.
    origin = np.resize(rows[:, pixels // 2], sweep.length)
    distances, squares = np.zeros((2, sweep.length))
    for block, at in sweep.blocks():
        distance = block - sweep.across(origin[at])
        distances[at] += distance.sum(axis=sweep.axis)
        squares[at] += np.square(distance, out=distance).sum(axis=sweep.axis)
    square = sweep.gather(squares, np.add) / pixels
    return square, square - np.square(sweep.gather(distances, np.add) / pixels)
