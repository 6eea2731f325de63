"""Two outputs of one shape, subtracted: what differs, how much, and where."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from convscope.comoments import CoMoments, comoments
from convscope.errors import ShapesDiffer
from convscope.maps import Floats, as_maps
from convscope.moments import Figures
from convscope.stats import descending

# Values looked at in one go: their float64 copies stay in the second-level cache.
_BLOCK = 1 << 15


@dataclass(frozen=True, eq=False)
class ChannelDifferences:
    """Figures of a − b for each of C channels: float64 arrays of length C.

    `mean` and `largest` are of its absolute value, NaN for a channel without a finite one;
    `correlation` is Pearson's of both maps, NaN where one of them is constant.
    """

    mean: Figures
    largest: Figures
    correlation: Figures

    def ranked(self) -> list[int]:
        """The channels, the one of the largest mean first; equals keep their order."""
        return descending(self.mean)


@dataclass(frozen=True, eq=False)
class Difference:
    """Figures of a − b over a whole layer, where it is finite; None where there are none.

    `mean` and `largest` are of its absolute value, `cell` is where the largest lies: channel, row
    and column, the first of equals. `relative` is ‖a − b‖ / ‖a‖, None where that is no number;
    `correlation` is Pearson's, None where one output is constant. `equal` is the fraction of
    values that are the very same in both; `nonfinite` counts differences that are not finite.
    """

    mean: float | None
    largest: float | None
    cell: tuple[int, int, int] | None
    relative: float | None
    correlation: float | None
    equal: float
    nonfinite: int
    channels: ChannelDifferences


def subtract(a: Floats, b: Floats) -> Floats:
    """a − b in float32, for outputs of one shape. Raises ShapesDiffer."""
    if a.shape != b.shape:
        raise ShapesDiffer(
            "The outputs have the shapes {one} and {other}, and only outputs of one shape can be "
            "subtracted. Choose another layer of one of the two.",
            one=_written(a.shape),
            other=_written(b.shape),
        )
    # Infinities of one sign, and the far ends of float32, leave nothing finite; that is counted.
    with np.errstate(invalid="ignore", over="ignore"):
        return np.asarray(a - b, dtype=np.float32)


def difference(a: Floats, b: Floats) -> Difference:
    """Figures of a − b, in all and by channel (those of `as_maps`). Raises ShapesDiffer."""
    maps = as_maps(subtract(a, b))
    if maps.size == 0:
        return _nothing(len(maps))
    rows = tuple(each.reshape(len(maps), -1) for each in (maps, as_maps(a), as_maps(b)))
    step = max(1, _BLOCK // max(1, rows[0].shape[1]))
    blocks = [
        _measure(*(each[first : first + step] for each in rows))
        for first in range(0, len(maps), step)
    ]
    return _summary(_Sums.of(blocks), maps.shape)


@dataclass(frozen=True, eq=False)
class _Sums:
    """Sums over each channel: of |a − b| and its square, of a², of equal values.

    `largest` is the largest |a − b|, −1 where none is finite, and `at` its place in the map.
    """

    total: Figures
    squares: Figures
    squares_of_a: Figures
    equal: Figures
    largest: Figures
    at: Figures
    moments: CoMoments

    @classmethod
    def of(cls, blocks: list[_Sums]) -> _Sums:
        """The channels of all blocks, one after the other."""
        names = ("total", "squares", "squares_of_a", "equal", "largest", "at")
        joined = {name: np.concatenate([getattr(each, name) for each in blocks]) for name in names}
        moments = {
            name: np.concatenate([getattr(each.moments, name) for each in blocks])
            for name in vars(blocks[0].moments)
        }
        return cls(**joined, moments=CoMoments(**moments))


def _measure(difference: Floats, a: Floats, b: Floats) -> _Sums:
    """The sums of some channels, each a row."""
    known = np.isfinite(difference)
    all_known = bool(known.all())
    away, one, other = (
        (each if all_known else np.where(known, each, np.float32(0))).astype(np.float64)
        for each in (difference, a, b)
    )
    np.abs(away, out=away)
    sizes = away if all_known else np.where(known, away, -1.0)
    at = sizes.argmax(axis=1)
    return _Sums(
        total=away.sum(axis=1),
        squares=np.einsum("cp,cp->c", away, away),
        squares_of_a=np.einsum("cp,cp->c", one, one),
        equal=(a == b).sum(axis=1).astype(np.float64),
        largest=sizes[np.arange(len(sizes)), at],
        at=at.astype(np.float64),
        moments=comoments(one, other, known),
    )


def _summary(sums: _Sums, shape: tuple[int, ...]) -> Difference:
    count = sums.moments.count
    known = count > 0
    channels = ChannelDifferences(
        mean=np.divide(sums.total, count, out=np.full_like(count, np.nan), where=known),
        largest=np.where(known, sums.largest, np.nan),
        correlation=sums.moments.correlation,
    )
    values = math.prod(shape)
    nonfinite = values - int(count.sum())
    equal = float(sums.equal.sum()) / values
    if not known.any():
        return Difference(None, None, None, None, None, equal, nonfinite, channels)
    channel = int(sums.largest.argmax())
    row, column = divmod(int(sums.at[channel]), shape[-1])
    return Difference(
        mean=float(sums.total.sum() / count.sum()),
        largest=float(sums.largest[channel]),
        cell=(channel, row, column),
        relative=_ratio(float(sums.squares.sum()), float(sums.squares_of_a.sum())),
        correlation=_number(float(sums.moments.together().correlation[0])),
        equal=equal,
        nonfinite=nonfinite,
        channels=channels,
    )


def _nothing(channels: int) -> Difference:
    """The figures of an output without values."""
    none = np.full(channels, np.nan)
    return Difference(None, None, None, None, None, 0.0, 0, ChannelDifferences(none, none, none))


def _ratio(squares: float, squares_of_a: float) -> float | None:
    return float(np.sqrt(squares) / np.sqrt(squares_of_a)) if squares_of_a > 0 else None


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value


def _written(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape)) or "1"
