"""The quick way through an output: blocks that fit the cache, along the memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from convscope.maps import Floats, interleaved

# Values looked at together: a float64 copy of them stays in the second-level cache.
BLOCK = 1 << 16

# Maps of up to this many pixels are quicker to sum together than one by one.
_FEW_PIXELS = 256

# So many values in a line make what it costs to start a line small.
_LINE = 2048


class Sweep:
    """Blocks of the values of (C, P), to be reduced along `axis` into `length` sums.

    Maps of many pixels that lie together are rows. Any others are columns, with as many pixels
    side by side as make a line worth its start: sum i is then of channel i % C, and `gather`
    brings the several sums of a channel together.
    """

    def __init__(self, rows: Floats) -> None:
        self.channels, pixels = rows.shape
        if pixels > _FEW_PIXELS and not interleaved(rows):
            self.axis, self._table, self._rest = 1, rows, None
            self.length = self.channels
            return
        side_by_side = min(pixels, max(1, _LINE // self.channels))
        whole = pixels - pixels % side_by_side
        columns = np.ascontiguousarray(rows.T)
        self.axis = 0
        self.length = side_by_side * self.channels
        self._table = columns[:whole].reshape(-1, self.length)
        self._rest = columns[whole:].reshape(1, -1) if whole < pixels else None

    def blocks(self) -> Iterator[tuple[Floats, slice]]:
        """Every block, and which of the sums it belongs to."""
        tall, wide = self._table.shape
        columns = min(wide, BLOCK)
        rows = max(1, BLOCK // columns)
        for top in range(0, tall, rows):
            for left in range(0, wide, columns):
                place = slice(top, top + rows), slice(left, left + columns)
                yield self._table[place], place[1 - self.axis]
        if self._rest is not None:
            yield self._rest, slice(0, self._rest.size)

    def across(self, figures: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Figures of the sums of a block, shaped to meet the block."""
        return figures if self.axis == 0 else figures[:, None]

    def gather(self, sums: npt.NDArray[np.float64], merge: np.ufunc) -> npt.NDArray[np.float64]:
        """One figure per channel out of the sums, merged by np.add, np.minimum or np.maximum."""
        return np.asarray(merge.reduce(sums.reshape(-1, self.channels), axis=0))
