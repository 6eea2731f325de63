"""The receptive field of one cell: in the input, in the photo, and on every layer on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from convscope.cells.place import Cell
from convscope.fields import ReceptiveField
from convscope.preprocess import Frame
from convscope.runs import Run
from convscope.sight import Patch


@dataclass(frozen=True)
class CellField:
    """What one cell can see.

    `input` are the pixels of the network's input, `photo` the same part of the photo in its
    pixels, `layers` the cells of every layer on the way, the last one first. `theory` is the field
    as papers count it: it goes on beyond the input, so that rows and columns may be negative. None
    is what is not known, or nothing at all.
    """

    input: Patch | None
    theory: Patch | None
    photo: Frame | None
    layers: Mapping[str, Patch]


def field_of(run: Run, layer: str, cell: Cell) -> CellField:
    """The field of a cell (channel, y, x). Raises `UnknownLayer`."""
    run.layer(layer)
    _, y, x = cell
    seen = run.network.sight.of_number(layer, *cell)
    origin, row, column = run.network.sight.origin(layer, *cell)
    source = run.layers[0].name
    pixels = Patch((y, y), (x, x)) if layer == source else seen.get(source)
    return CellField(
        input=pixels,
        theory=_in_theory(run.layer(origin).receptive_field, row, column),
        photo=None if pixels is None else _in_photo(run, pixels),
        layers=seen,
    )


def _in_theory(field: ReceptiveField | None, y: int, x: int) -> Patch | None:
    if field is None:
        return None
    top, left = field.start[0] + y * field.stride[0], field.start[1] + x * field.stride[1]
    return Patch((top, top + field.size[0] - 1), (left, left + field.size[1] - 1))


def _in_photo(run: Run, pixels: Patch) -> Frame:
    """The photo is stretched over the input evenly, so that whole pixels cover whole parts."""
    frame, preprocess = run.frame, run.network.preprocess
    down, across = frame.height / preprocess.height, frame.width / preprocess.width
    (top, bottom), (left, right) = pixels.rows, pixels.columns
    return Frame(
        left=frame.left + left * across,
        top=frame.top + top * down,
        width=(right - left + 1) * across,
        height=(bottom - top + 1) * down,
    )
