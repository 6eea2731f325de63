"""One cell of a convolution: the patch of every input channel times its kernel, summed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from convscope.cells import rounding
from convscope.cells.call import Call, entry
from convscope.cells.explanation import Arithmetic, Figures, Operands, Rest
from convscope.cells.geometry import Window, padded, patch, per_axis
from convscope.cells.strongest import split
from convscope.cells.values import Array
from convscope.message import sentence

# timm's convolution that pads as TensorFlow does: as much as the output needs, less of it before.
UNEVEN = "Conv2dSame"

FORMULA = sentence("sum over input channels of (patch × kernel) + bias")


@dataclass(frozen=True, eq=False)
class InputChannel:
    """One input channel's part: `patch` times `kernel` is `products`, (kh, kw) each.

    `channel` is its number in the source; `total` is the sum of its products.
    """

    channel: int
    total: float
    patch: Figures
    kernel: Figures
    products: Figures


@dataclass(frozen=True, eq=False)
class Convolution(Operands):
    """What the cell reads of layer `source`, whose maps have `height` × `width` cells.

    `rows` and `columns` are those under the kernel: outside of the map they lie in the padding,
    which is of `padding_mode`; None is a gap of a transposed convolution, where nothing lies.
    `totals` has the sum of products of every input channel of the cell's group, from channel
    `first` on; `channels` are those that count most, the strongest first, `rest` is all others.
    """

    kind: ClassVar[str] = "convolution"
    source: str
    height: int
    width: int
    rows: list[int | None]
    columns: list[int | None]
    padding_mode: str
    transposed: bool
    first: int
    totals: Figures
    channels: list[InputChannel]
    rest: Rest | None
    bias: float | None


@dataclass(frozen=True, eq=False)
class Taps:
    """What meets in one cell: patches and kernels (I, kh, kw) of input channels from `first` on."""

    patches: Figures
    kernels: Figures
    first: int
    rows: list[int | None]
    columns: list[int | None]
    padding_mode: str = "zeros"
    transposed: bool = False


def explain(call: Call) -> Arithmetic:
    """The arithmetic of one cell of a convolution of one or two dimensions."""
    weight, maps = kernels(call), spatial(call)
    channel, y, x = cell(call)
    down, across = windows(call, weight, maps)
    rows, columns = down.places(y), across.places(x)
    mode = str(call.setting("padding_mode", "zeros"))
    inputs = weight.shape[1]
    first = channel // (len(weight) // call.setting("groups", 1)) * inputs
    there = padded(rows, maps.shape[1], mode), padded(columns, maps.shape[2], mode)
    patches = patch(maps[first : first + inputs], *there)
    return multiplied(
        call, Taps(patches, weight[channel], first, rows.tolist(), columns.tolist(), mode)
    )


def multiplied(call: Call, taps: Taps) -> Arithmetic:
    """Multiply what meets, and add it up for each input channel and in all."""
    maps, (channel, _, _) = spatial(call), cell(call)
    products = taps.patches * taps.kernels.astype(np.float64)
    totals = products.sum(axis=(1, 2))
    chosen, rest = split(totals, call.most)
    bias = entry(call.array("bias"), channel)
    before = call.index[0] * len(maps) + taps.first
    parts = zip(totals, taps.patches, taps.kernels.astype(np.float64), products, strict=True)
    channels = [InputChannel(before + n, float(part[0]), *part[1:]) for n, part in enumerate(parts)]
    operands = Convolution(
        source=call.source,
        height=maps.shape[1],
        width=maps.shape[2],
        rows=taps.rows,
        columns=taps.columns,
        padding_mode=taps.padding_mode,
        transposed=taps.transposed,
        first=before,
        totals=totals,
        channels=[channels[n] for n in chosen],
        rest=rest,
        bias=bias,
    )
    magnitude = float(np.abs(products).sum()) + abs(bias or 0.0)
    explained = float(totals.sum()) + (bias or 0.0)
    return Arithmetic(FORMULA, explained, rounding.of_sum(products.size, magnitude), operands)


def kernels(call: Call) -> Array:
    """The kernels as they lie in memory, (·, ·, kh, kw); those of one dimension have one row."""
    found = call.array("weight")
    assert found is not None
    return found[:, :, None] if found.ndim == 3 else found


def spatial(call: Call) -> Array:
    """The maps (C, H, W) that are read; those of one dimension have one row."""
    maps: Array = call.input[call.index[0]]
    return maps[:, None] if maps.ndim == 2 else maps


def cell(call: Call) -> tuple[int, int, int]:
    """Output channel, row and column of the cell."""
    index = call.index
    return index[1], index[2] if len(index) == 4 else 0, index[-1]


def windows(call: Call, weight: Array, maps: Array) -> tuple[Window, Window]:
    """The sliding window along rows and along columns."""
    axes = call.input.ndim - 2
    strides = per_axis(call.setting("stride"), axes, default=1)
    dilations = per_axis(call.setting("dilation"), axes, default=1)
    reaches = tuple((weight.shape[2 + n] - 1) * dilations[n] for n in range(2))
    padding = call.setting("padding", 0)
    if call.op == UNEVEN:
        cells = [call.output_shape[2 + n] for n in range(2)]
        before = tuple(
            max((cells[n] - 1) * strides[n] + reaches[n] + 1 - maps.shape[1 + n], 0) // 2
            for n in range(2)
        )
    elif padding == "same":
        before = tuple(reach // 2 for reach in reaches)
    else:
        before = per_axis(0 if padding == "valid" else padding, axes, default=0)
    down, across = (
        Window(weight.shape[2 + n], strides[n], before[n], dilations[n]) for n in range(2)
    )
    return down, across
