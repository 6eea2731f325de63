"""Which cells of every layer before it one cell of a layer sees: its receptive field on the way.

The rules are those of `convscope/reach.py`, asked for one step at a time: what one operation reads
of each of its inputs. A cell's field is carried back from layer to layer and cut to the maps on the
way, so that what it shows is there. Where two ways lead to one layer, both count.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from convscope.fields import Axis, Field
from convscope.layers import Layer
from convscope.reach import Step, field_after

# Beyond any map: merged with another field it leaves that field as it is.
FAR = 1 << 40

# What lays the numbers of a map behind one another, row by row, and changes none.
FLATTENING = ("Flatten", "flatten", "reshape", "view")

# Of most steps there is nothing to work out: each cell reads the cell in its own place.
SAME_PLACE = Field.of_input(1, 1)


Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Patch:
    """A rectangle of cells of every channel, first and last included: `(first, last)` each."""

    rows: tuple[int, int]
    columns: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Cells:
    """The rows and the columns of a map that are seen, as masks: there may be gaps between them."""

    rows: Mask
    columns: Mask

    @classmethod
    def one(cls, shape: tuple[int, int], y: int, x: int) -> Cells:
        height, width = shape
        return cls(np.arange(height) == y, np.arange(width) == x)

    def read(self, field: Field, height: int, width: int) -> Cells:
        """What these cells read of a map that `field` gives the windows on."""
        if field is SAME_PLACE:
            return self
        return Cells(_read(field.y, self.rows, height), _read(field.x, self.columns, width))

    def __or__(self, other: Cells) -> Cells:
        return Cells(self.rows | other.rows, self.columns | other.columns)

    def patch(self) -> Patch | None:
        """The rectangle about them, or None where nothing is seen."""
        rows, columns = np.flatnonzero(self.rows), np.flatnonzero(self.columns)
        if not (rows.size and columns.size):
            return None
        return Patch((int(rows[0]), int(rows[-1])), (int(columns[0]), int(columns[-1])))


class Sight:
    """The layers of a network, looked back through from any cell.

    `unclear` are the layers of which it is not known what they read.
    """

    def __init__(self, layers: Sequence[Layer], unclear: Collection[str] = ()) -> None:
        self._layers = layers
        self._unclear = frozenset(unclear)
        self._place = {layer.name: place for place, layer in enumerate(layers)}
        # What a layer reads of each of its inputs, once somebody asked.
        self._reads: dict[str, Mapping[str, Field | None]] = {}

    def __call__(self, layer: str, y: int, x: int) -> dict[str, Patch]:
        """What cell `(y, x)` sees of every layer before it, by name, the last layer first.

        Left out are the layers of which it sees nothing, and those of which that is not known: what
        lies before an operation that `convscope/reach.py` has no rule for, and all where the layer
        is neither maps nor a vector.
        """
        if layer not in self._place or not _spatial(self._shape(layer)):
            return {}
        seen, unknown = {layer: Cells.one(_plane(self._shape(layer)), y, x)}, set[str]()
        for current in reversed(self._layers[: self._place[layer] + 1]):
            if current.name in unknown:
                unknown.update(current.inputs)
            elif current.name in seen:
                self._look_back(current, seen, unknown)
        return self._patches(layer, {name: seen[name] for name in seen if name not in unknown})

    def of_number(self, layer: str, channel: int, y: int, x: int) -> dict[str, Patch]:
        """The same of one number: one of a flattened map sees what it saw in its place there."""
        before = self._moved_from(layer, channel)
        if before is None:
            return self(layer, y, x)
        source, row, column = before
        seen = self.of_number(source, channel, row, column)
        return {source: Patch((row, row), (column, column)), **seen}

    def origin(self, layer: str, channel: int, y: int, x: int) -> tuple[str, int, int]:
        """The layer, row and column where a number stood before it was flattened, if it was."""
        before = self._moved_from(layer, channel)
        return (layer, y, x) if before is None else self.origin(before[0], channel, *before[1:])

    def _moved_from(self, layer: str, channel: int) -> tuple[str, int, int] | None:
        """Where a number of a vector stood that was only moved, or None of any other."""
        found = self._layers[self._place[layer]] if layer in self._place else None
        if found is None or len(found.shape) != 1 or len(found.inputs) != 1:
            return None
        source, before = found.inputs[0], self._shape(found.inputs[0])
        if layer in self._unclear or math.prod(before) != found.shape[0]:
            return None
        if len(before) == 1 and (found.kind == "dropout" or found.op in FLATTENING):
            return source, 0, 0
        if len(before) == 3 and found.op in FLATTENING:
            return source, *divmod(channel % math.prod(before[1:]), before[2])
        return None

    def _look_back(self, layer: Layer, seen: dict[str, Cells], unknown: set[str]) -> None:
        """Add what the cells seen of one layer read of its inputs."""
        for name, field in self._reads_of(layer).items():
            if field is None:
                unknown.add(name)
            else:
                found = seen[layer.name].read(field, *_plane(self._shape(name)))
                seen[name] = found | seen.get(name, found)

    def _patches(self, layer: str, seen: Mapping[str, Cells]) -> dict[str, Patch]:
        before = reversed(self._layers[: self._place[layer]])
        patches = {each.name: seen[each.name].patch() for each in before if each.name in seen}
        return {name: patch for name, patch in patches.items() if patch is not None}

    def _reads_of(self, layer: Layer) -> Mapping[str, Field | None]:
        if layer.name not in self._reads:
            self._reads[layer.name] = {name: self._read_of(layer, name) for name in layer.inputs}
        return self._reads[layer.name]

    def _read_of(self, layer: Layer, name: str) -> Field | None:
        """For each cell of `layer` the first and the last cell that it reads of one input."""
        shapes = [self._shape(each) for each in layer.inputs]
        if layer.name in self._unclear or not all(_spatial(each) for each in shapes):
            return None
        fields = [
            Field.of_input(*_plane(shape)) if each == name else _nowhere(*_plane(shape))
            for each, shape in zip(layer.inputs, shapes, strict=True)
        ]
        inputs = list(zip(fields, shapes, strict=True))
        read = field_after(Step(layer.op, layer.kind, inputs, layer.shape, layer.hyperparameters))
        # A rule that leaves an input out of account does not know what is read of it.
        if read is None or read.y.first.max() >= FAR:
            return None
        same = (
            _in_place(read.y)
            and _in_place(read.x)
            and _plane(self._shape(name)) == (len(read.y), len(read.x))
        )
        return SAME_PLACE if same else read

    def _shape(self, layer: str) -> tuple[int, ...]:
        return self._layers[self._place[layer]].shape


def _spatial(shape: tuple[int, ...]) -> bool:
    """Has it maps of rows and columns, or is it a vector, which is a map of one cell each?"""
    return len(shape) in (1, 3)


def _plane(shape: tuple[int, ...]) -> tuple[int, int]:
    return (shape[1], shape[2]) if len(shape) == 3 else (1, 1)


def _in_place(axis: Axis) -> bool:
    places = np.arange(len(axis))
    return np.array_equal(axis.first, places) and np.array_equal(axis.last, places)


def _nowhere(height: int, width: int) -> Field:
    def nothing(cells: int) -> Axis:
        return Axis(np.full(cells, FAR), np.full(cells, -FAR), 1)

    return Field(nothing(height), nothing(width))


def _read(axis: Axis, cells: Mask, length: int) -> Mask:
    """The cells of an axis under the windows of some, those of the padding left out."""
    first, last = np.maximum(axis.first[cells], 0), np.minimum(axis.last[cells], length - 1)
    there = first <= last
    ends = np.zeros(length + 1, dtype=np.int64)
    np.add.at(ends, first[there], 1)
    np.add.at(ends, last[there] + 1, -1)
    return np.cumsum(ends[:-1]) > 0
