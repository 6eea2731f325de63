"""Which of many terms are written out: those that count most; the rest is one number."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from convscope.cells.explanation import Figures, Rest


def split(terms: Figures, most: int | None) -> tuple[NDArray[np.intp], Rest | None]:
    """The places of the `most` largest terms by absolute value, and the others as one.

    The largest comes first; NaN counts as larger than any number. All are written out where `most`
    is None; without others the rest is None.
    """
    sizes = np.where(np.isnan(terms), np.inf, np.abs(terms))
    order = np.argsort(-sizes, kind="stable")
    chosen, others = order[:most], order[len(order) if most is None else most :]
    if not len(others):
        return chosen, None
    return chosen, Rest(len(others), float(terms[others].sum()))
