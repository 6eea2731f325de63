"""Pooling with a sliding window, which ends at the edge of the map or goes on into its padding."""

from __future__ import annotations

from dataclasses import dataclass

from convscope.cells.call import Call
from convscope.cells.explanation import Arithmetic
from convscope.cells.geometry import Window, per_axis
from convscope.cells.place import Index
from convscope.cells.pooling import axes_of, maximum, mean, region


@dataclass(frozen=True)
class Extent:
    """Where one cell's window lies along one axis of a map of `length` cells."""

    window: Window
    cell: int
    length: int

    @property
    def inside(self) -> list[int]:
        """The cells of the map under the window."""
        return [int(at) for at in self.window.places(self.cell) if 0 <= at < self.length]

    @property
    def counted(self) -> int:
        """How many cells a mean counts that counts the padding, of which there is an end too."""
        start = self.cell * self.window.stride - self.window.before
        return min(start + self.window.kernel, self.length + self.window.before) - start


def explain_maximum(call: Call) -> Arithmetic:
    """A maximum over the window, in which padding never wins."""
    down, across = _extents(call)
    return maximum(region(call, _leading(call), down.inside, across.inside))


def explain_mean(call: Call) -> Arithmetic:
    """A mean over the window; `divisor_override` and `count_include_pad` decide the divisor."""
    down, across = _extents(call)
    pooled = region(call, _leading(call), down.inside, across.inside)
    divisor = call.setting("divisor_override")
    if divisor is None and call.setting("count_include_pad", True):
        divisor = down.counted * across.counted
    return mean(pooled, pooled.values.size if divisor is None else divisor)


def _leading(call: Call) -> Index:
    return call.index[: -axes_of(call)]


def _extents(call: Call) -> tuple[Extent, Extent]:
    """Along rows, of which a map of one axis has one, and along columns."""
    axes = axes_of(call)
    kernels = per_axis(call.setting("kernel_size"), axes, default=1)
    # Without a stride of its own a window steps by its kernel.
    strides = per_axis(call.setting("stride") or kernels[2 - axes :], axes, default=1)
    padding = per_axis(call.setting("padding"), axes, default=0)
    dilations = per_axis(call.setting("dilation"), axes, default=1)
    cells = (0, *call.index[-axes:])[-2:]
    lengths = (1, *call.input.shape[-axes:])[-2:]
    down, across = (
        Extent(Window(kernels[n], strides[n], padding[n], dilations[n]), cells[n], lengths[n])
        for n in range(2)
    )
    return down, across
