"""A mean, a sum or a maximum over whole axes: `x.mean((2, 3))` is global average pooling."""

from __future__ import annotations

import numpy as np

from convscope.cells import rounding
from convscope.cells.arithmetic import Terms
from convscope.cells.call import Call
from convscope.cells.explanation import Arithmetic
from convscope.cells.place import Index
from convscope.cells.pooling import Region, maximum, mean, region, total
from convscope.cells.strongest import split
from convscope.cells.values import Unclear


def explain_maximum(call: Call) -> Arithmetic:
    """The largest number along axes of the map."""
    return maximum(_region(call, _selected(call)))


def explain_mean(call: Call) -> Arithmetic:
    """The mean along axes of the map, or across channels."""
    chosen = _selected(call)
    if _across_channels(chosen):
        return _terms(call, chosen, "mean")
    pooled = _region(call, chosen)
    return mean(pooled, pooled.values.size)


def explain_sum(call: Call) -> Arithmetic:
    """The sum along axes of the map, or across channels."""
    chosen = _selected(call)
    if _across_channels(chosen):
        return _terms(call, chosen, "sum")
    return total(_region(call, chosen))


def _selected(call: Call) -> list[int | None]:
    """For every axis of the input the place of the cell on it, None where all of it is read."""
    axes, dims = call.input.ndim, call.setting("dim")
    if dims is None:
        raise Unclear("It reads all numbers at once.")
    reduced = {dim % axes for dim in ([dims] if isinstance(dims, int) else dims)}
    kept = iter(call.index)
    chosen: list[int | None] = []
    for axis in range(axes):
        if axis not in reduced:
            chosen.append(next(kept))
            continue
        chosen.append(None)
        if call.setting("keepdim", False):
            next(kept)
    return chosen


def _across_channels(chosen: list[int | None]) -> bool:
    return None not in chosen[-2:]


def _region(call: Call, chosen: list[int | None]) -> Region:
    leading = tuple(at for at in chosen[:-2] if at is not None)
    if len(leading) < len(chosen) - 2:
        raise Unclear("It reads several channels as well as rows or columns.")
    rows, columns = (
        list(range(length)) if at is None else [at]
        for at, length in zip(chosen[-2:], call.input.shape[-2:], strict=True)
    )
    return region(call, leading, rows, columns)


def _terms(call: Call, chosen: list[int | None], operation: str) -> Arithmetic:
    """One number of each of several channels."""
    where = tuple(slice(None) if at is None else at for at in chosen)
    numbers = call.input[where].astype(np.float64)
    flat = numbers.ravel()
    places, rest = split(flat, call.most)
    terms = [call.source_at(_index(chosen, numbers.shape, int(n))) for n in places]
    divisor = flat.size if operation == "mean" else 1
    error = rounding.of_sum(flat.size, float(np.abs(flat).sum())) / divisor
    formula = "sum of the terms" + (f" / {divisor}" if divisor > 1 else "")
    explained = float(flat.sum()) / divisor
    return Arithmetic(formula, explained, error, Terms(operation, terms, rest=rest))


def _index(chosen: list[int | None], shape: Index, flat: int) -> Index:
    """The index in the input of the number at a place among those read."""
    free = iter(int(at) for at in np.unravel_index(flat, shape))
    return tuple(next(free) if at is None else at for at in chosen)
