"""How two outputs vary together: their moments about their means, by channel and in all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from convscope.moments import Figures

Masks = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class CoMoments:
    """Of each channel's pairs of values: their count, the means, and the sums about the means.

    `aa` and `bb` are sums of squares, `ab` of products; exactly 0 where a map is constant. All are
    float64 arrays with one entry per channel.
    """

    count: Figures
    mean_a: Figures
    mean_b: Figures
    aa: Figures
    bb: Figures
    ab: Figures

    @property
    def correlation(self) -> Figures:
        """Pearson's, −1 to 1; NaN where one of both is constant or there are no pairs."""
        size = np.sqrt(self.aa) * np.sqrt(self.bb)
        found: Figures = np.full_like(size, np.nan)
        np.divide(self.ab, size, out=found, where=size > 0)
        return found.clip(-1.0, 1.0)

    def together(self) -> CoMoments:
        """The same of all channels' pairs as one."""
        total = self.count.sum()
        mean_a, off_a = _about_all(self.mean_a, self.count)
        mean_b, off_b = _about_all(self.mean_b, self.count)
        return CoMoments(
            count=np.atleast_1d(total),
            mean_a=np.atleast_1d(mean_a),
            mean_b=np.atleast_1d(mean_b),
            aa=np.atleast_1d(self.aa.sum() + (self.count * off_a * off_a).sum()),
            bb=np.atleast_1d(self.bb.sum() + (self.count * off_b * off_b).sum()),
            ab=np.atleast_1d(self.ab.sum() + (self.count * off_a * off_b).sum()),
        )


def comoments(a: Figures, b: Figures, known: Masks) -> CoMoments:
    """The moments of each row of `a` and `b`, (C, P) of float64, over its `known` cells."""
    count = known.sum(axis=1).astype(np.float64)
    mean_a, off_a = _about_mean(a, known, count)
    mean_b, off_b = _about_mean(b, known, count)
    return CoMoments(
        count,
        mean_a,
        mean_b,
        aa=np.einsum("cp,cp->c", off_a, off_a),
        bb=np.einsum("cp,cp->c", off_b, off_b),
        ab=np.einsum("cp,cp->c", off_a, off_b),
    )


def _about_mean(rows: Figures, known: Masks, count: Figures) -> tuple[Figures, Figures]:
    """Each row's mean, and its values without it.

    Measured from one of its own values, a constant row is exactly zero, free of rounding.
    """
    some = rows[np.arange(len(rows)), known.argmax(axis=1)]
    off = rows - some[:, None]
    if not known.all():
        off *= known
    mean = off.sum(axis=1) / np.maximum(count, 1)
    off -= mean[:, None]
    if not known.all():
        off *= known
    return some + mean, off


def _about_all(means: Figures, count: Figures) -> tuple[float, Figures]:
    """The mean of all, and how far each channel's is from it; exactly 0 where all are equal."""
    known = count > 0
    if not known.any():
        return 0.0, np.zeros_like(means)
    some = means[known.argmax()]
    off = np.where(known, means - some, 0.0)
    mean = float((count * off).sum() / count.sum())
    return float(some + mean), off - mean
