"""The weights of a layer as a picture: in colours, or as signed numbers about zero."""

from __future__ import annotations

from convscope import grid, render
from convscope.kernels import Weights
from convscope.maps import Floats, as_maps
from convscope.options import MOST_COLUMNS, check_columns, check_size
from convscope.scale import measure, quantise
from convscope.shrink import fit, shrink


def kernels_png(
    weights: Weights,
    channel: int | None = None,
    colormap: str | None = None,
    size: int | None = None,
    columns: int | None = None,
) -> bytes:
    """The kernels of a layer, or of one of its output channels, 2 px apart, as a PNG file.

    Kernels over red, green and blue are pictures in colour, in which zero is grey; of any other
    layer each kernel is a map of its own, in a diverging colour map with zero in the middle, those
    of one output channel in a row. Weights without rows and columns are one matrix, outputs down.
    Black and white, or the ends of the colour map, stand for the largest weight of the whole layer.
    The options are those of `convscope.render.png`. Raises `BadOption` or `UnknownChannel`.
    """
    kernels = (weights if channel is None else weights.of_channel(channel)).weight
    if weights.of_colours:
        return _in_colours(weights.weight, kernels, size, columns)
    if columns is None and _rows_of_kernels(kernels):
        columns = kernels.shape[1]
    return render.png(
        _maps(kernels),
        "symmetric",
        colormap or "diverging_light",
        size,
        columns,
        scale_of=_maps(weights.weight),
    )


def _in_colours(layer: Floats, kernels: Floats, size: int | None, columns: int | None) -> bytes:
    check_size(size)
    check_columns(columns)
    count, colours, height, width = kernels.shape
    planes = kernels.reshape(count * colours, height, width)
    tall, wide = (height, width) if size is None else fit(height, width, size)
    if max(tall, wide) < max(height, width):
        planes = shrink(planes, tall, wide)
    levels = quantise(planes, measure(as_maps(layer), "symmetric"))
    pictures = levels.reshape(count, colours, *levels.shape[1:])
    return grid.encode_colours(pictures, grid.lay_out(count, columns, tall, wide))


def _maps(weight: Floats) -> Floats:
    """1×1 kernels are the entries of one matrix."""
    flat = weight.ndim == 4 and weight.shape[2:] == (1, 1)
    return as_maps(weight[:, :, 0, 0] if flat else weight)


def _rows_of_kernels(weight: Floats) -> bool:
    return weight.ndim == 4 and weight.shape[2:] != (1, 1) and 1 < weight.shape[1] <= MOST_COLUMNS
