"""Two whole runs at one glance: of every layer the same maps of both, and how far they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from convscope.maps import Floats
from convscope.pairing import pair
from convscope.sheet import Strip, strip, strip_of

if TYPE_CHECKING:
    from convscope.runs import Run


@dataclass(frozen=True, eq=False)
class Row:
    """A layer of the first run beside its partner in the second.

    Where their shapes agree, `b` has the maps that are strongest in `a`, and `relative` is
    ‖a − b‖ / ‖a‖; None where that is not a finite number. Else each strip has its own strongest.
    """

    layer: str
    partner: str
    a: Strip
    b: Strip
    relative: float | None


def side_by_side(a: Run, b: Run, maps: int = 8, size: int = 48) -> list[Row]:
    """A row for each layer of `a`. Options and errors are those of `sheet.strip`."""
    rows = []
    for found in pair(a.layers, b.layers):
        one, other = a.view(found.layer), b.view(found.partner)
        strongest = strip(one, maps, size)
        beside = strip_of(other, strongest.channels, size) if found.same_shape else None
        rows.append(
            Row(
                found.layer,
                found.partner,
                strongest,
                beside or strip(other, maps, size),
                relative_size(one, other) if found.same_shape else None,
            )
        )
    return rows


def relative_size(a: Floats, b: Floats) -> float | None:
    """‖a − b‖ / ‖a‖ of outputs of one shape, to about six digits; None where it is not finite."""
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        found = float(np.linalg.norm(np.ravel(a - b, "K")) / np.linalg.norm(np.ravel(a, "K")))
    return found if np.isfinite(found) else None
