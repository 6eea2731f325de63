"""Where a cell lies: its channel, row and column, and its index in the output."""

from __future__ import annotations

import math

import numpy as np

from convscope.errors import UnknownCell, UnknownChannel
from convscope.message import Message

Shape = tuple[int, ...]
Index = tuple[int, ...]
Cell = tuple[int, int, int]

# What to say of the only one, and of several.
_CHANNELS = (Message("Its only channel is 0."), Message("Its channels are 0 to {last}."))
_ROWS = (Message("Its only row is 0."), Message("Its rows are 0 to {last}."))
_COLUMNS = (Message("Its only column is 0."), Message("Its columns are 0 to {last}."))


def index_of(layer: str, shape: Shape, cell: Cell) -> Index:
    """The index, into an output of this shape, of a cell (channel, y, x) of its maps.

    Maps are those of `convscope.maps.as_maps`. Raises `UnknownChannel` or `UnknownCell`, with the
    range that there is.
    """
    channels, height, width = maps_shape(shape)
    channel, y, x = cell
    if not 0 <= channel < channels:
        raise UnknownChannel(
            "The layer {layer!r} has no channel {channel}. {channels}",
            layer=layer,
            channel=channel,
            channels=_numbered(_CHANNELS, channels),
        )
    if not (0 <= y < height and 0 <= x < width):
        raise UnknownCell(
            "The layer {layer!r} has no cell at row {y}, column {x}. {rows} {columns}",
            layer=layer,
            y=y,
            x=x,
            rows=_numbered(_ROWS, height),
            columns=_numbered(_COLUMNS, width),
        )
    if len(shape) < 2:
        return (channel,)[: len(shape)]
    leading = (int(each) for each in np.unravel_index(channel, shape[:-2])) if shape[:-2] else ()
    return (*leading, y, x)


def cell_of(shape: Shape, index: Index) -> Cell:
    """The way back: an index into an output of this shape -> (channel, y, x)."""
    if len(shape) < 2:
        return (index[0] if index else 0, 0, 0)
    leading = index[:-2]
    channel = int(np.ravel_multi_index(leading, shape[:-2])) if leading else 0
    return (channel, index[-2], index[-1])


def maps_shape(shape: Shape) -> Cell:
    """Channels, rows and columns of an output's maps."""
    if len(shape) < 2:
        return (math.prod(shape), 1, 1)
    return (math.prod(shape[:-2]), shape[-2], shape[-1])


def _numbered(words: tuple[Message, Message], count: int) -> Message:
    only, several = words
    return only if count == 1 else Message(several.text, {"last": count - 1})
