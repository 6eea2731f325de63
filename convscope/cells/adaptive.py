"""Pooling to a given number of cells, each of which stands for its share of the map."""

from __future__ import annotations

from convscope.cells.call import Call
from convscope.cells.explanation import Arithmetic
from convscope.cells.pooling import Region, axes_of, maximum, mean, region


def explain_maximum(call: Call) -> Arithmetic:
    """The maximum of a share; of a single cell's, the maximum of the whole map."""
    return maximum(_share(call))


def explain_mean(call: Call) -> Arithmetic:
    """The mean of a share; of a single cell's, the mean of the whole map."""
    pooled = _share(call)
    return mean(pooled, pooled.values.size)


def _share(call: Call) -> Region:
    axes = axes_of(call)
    cells = (0, *call.index[-axes:])[-2:]
    counts = (1, *call.output_shape[-axes:])[-2:]
    lengths = (1, *call.input.shape[-axes:])[-2:]
    rows, columns = (
        # From the last cell that begins before the share to the first that ends behind it.
        list(range(at * length // count, -(-(at + 1) * length // count)))
        for at, count, length in zip(cells, counts, lengths, strict=True)
    )
    return region(call, call.index[:-axes], rows, columns)
