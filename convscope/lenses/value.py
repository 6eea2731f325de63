"""A number in a sentence, as the page writes it in the figure beside."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from math import isfinite, isnan

LARGE, SMALL = 10_000, 0.001
# From this size on, so many places: three digits that count.
PLACES = ((100, 0), (10, 1), (1, 2), (0, 3))


class Value(float):
    """Written with three digits that count and a true minus sign, as `static/js/numbers.js` does.

    So 120.3 is `120`, -20.4 is `−20.4`, and 0.00012 is `1.2e−4`.
    """

    def __format__(self, spec: str) -> str:
        if spec:
            return super().__format__(spec)
        if not isfinite(self):
            return "NaN" if isnan(self) else "+∞" if self > 0 else "−∞"
        return _digits(self).replace("e+", "e").replace("-", "−")


def _digits(value: float) -> str:
    if value == 0:
        return "0"
    size = abs(value)
    spec = ".1e"
    if SMALL <= size < LARGE:
        spec = f".{next(places for least, places in PLACES if size >= least)}f"
    with localcontext(rounding=ROUND_HALF_UP):  # as JavaScript rounds a half
        return format(Decimal(value), spec)
