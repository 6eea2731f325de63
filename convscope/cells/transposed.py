"""One cell of a transposed convolution: each input cell spreads its kernel, the spreads add up."""

from __future__ import annotations

from convscope.cells.call import Call
from convscope.cells.convolution import Taps, cell, kernels, multiplied, spatial, windows
from convscope.cells.explanation import Arithmetic
from convscope.cells.geometry import NOWHERE, Places, patch


def explain(call: Call) -> Arithmetic:
    """The arithmetic of one cell; `rows` and `columns` are by entry of the kernel."""
    weight, maps = kernels(call), spatial(call)
    channel, y, x = cell(call)
    down, across = windows(call, weight, maps)
    rows = down.spread_places(y, maps.shape[1])
    columns = across.spread_places(x, maps.shape[2])
    # Its kernels lie the other way about: (I, O / groups, kh, kw).
    inputs = len(weight) // call.setting("groups", 1)
    group, within = divmod(channel, weight.shape[1])
    own = slice(group * inputs, (group + 1) * inputs)
    taps = Taps(
        patch(maps[own], rows, columns),
        weight[own, within],
        own.start,
        _there(rows),
        _there(columns),
        transposed=True,
    )
    return multiplied(call, taps)


def _there(places: Places) -> list[int | None]:
    return [None if place == NOWHERE else int(place) for place in places]
