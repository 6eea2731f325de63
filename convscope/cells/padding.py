"""One cell of a padded map: a number of the map, or of what was put around it."""

from __future__ import annotations

import numpy as np

from convscope.cells.call import Call
from convscope.cells.explanation import Arithmetic, Source
from convscope.cells.geometry import NOWHERE, padded
from convscope.cells.moved import FORMULA, Moved

# What torch calls the modes, by how the names of the modules that have one of their own begin.
MODES = {"Reflection": "reflect", "Replication": "replicate", "Circular": "circular"}


def explain(call: Call) -> Arithmetic:
    """Padding with a constant, or with the map's own cells again."""
    mode = _mode(call)
    places = [*call.index]
    for axis, before in _before(call).items():
        length = call.input.shape[axis]
        place = np.array([call.index[axis] - before])
        places[axis] = int(padded(place, length, "zeros" if mode == "constant" else mode)[0])
    if NOWHERE in places:
        constant = Source(float(call.setting("value") or 0.0))
        return Arithmetic("padding", constant.value, 0.0, Moved(constant))
    source = call.source_at(tuple(places))
    return Arithmetic(FORMULA, source.value, 0.0, Moved(source))


def _mode(call: Call) -> str:
    if call.module is None:
        return str(call.setting("mode", "constant"))
    found = (mode for name, mode in MODES.items() if call.op.startswith(name))
    return next(found, "constant")


def _before(call: Call) -> dict[int, int]:
    """By axis how many cells lie before the first; torch lists pairs from the last axis on."""
    widths = call.setting("pad" if call.module is None else "padding")
    return {-1 - n: int(before) for n, before in enumerate(widths[::2])}
