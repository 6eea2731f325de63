"""Which of many terms are written out: those that count most; the rest is one number."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from convscope.cells.explanation import Figures, Rest
from convscope.errors import BadOption

ALL = "all"
_COUNT = re.compile(r"[1-9]\d{0,5}", re.ASCII)


def parse_most(text: str) -> int | None:
    """How many terms are asked for: a number, or "all", which is None. Raises `BadOption`."""
    if text == ALL:
        return None
    if not _COUNT.fullmatch(text):
        raise BadOption(
            "channels={text!r} is not possible. Say how many are to be written out, "
            "as a whole number from 1 on, or all.",
            text=text[:40],
        )
    return int(text)


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
