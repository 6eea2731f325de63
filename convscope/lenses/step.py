"""A lens: an ordered way through a network's layers, each step with words, a place, a figure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from convscope.message import Message

# A state of the explorer, by the words of its address.
View = dict[str, str | int]


class Figure:
    """What a step shows beside its words; `kind` says which of the figures below it is."""

    kind: ClassVar[str]


@dataclass(frozen=True)
class Span:
    """The smallest and the largest value of a layer."""

    layer: str
    low: float
    high: float


@dataclass(frozen=True)
class Spans(Figure):
    """From where to where the values of some layers reach, on one axis."""

    kind: ClassVar[str] = "spans"
    rows: list[Span]


@dataclass(frozen=True)
class Bar:
    """One value of a layer; `chosen` is the one that the step speaks of."""

    layer: str
    value: float
    chosen: bool = False


@dataclass(frozen=True)
class Bars(Figure):
    """One value for each of some layers.

    `unit` says what a value is: `share` of 1, `ratio` to something, `pixels` a side, `parameters`,
    `maps` or `weights`.
    """

    kind: ClassVar[str] = "bars"
    title: Message
    unit: str
    rows: list[Bar]


@dataclass(frozen=True)
class Tile:
    """One map, called by its layer or by a `caption`.

    `norm` is the Euclidean norm of all values of the layer, where sizes are compared.
    """

    layer: str
    channel: int
    caption: Message | None = None
    norm: float | None = None


@dataclass(frozen=True)
class Maps(Figure):
    """Maps side by side; `signs` stand between them. `shared`: they are coloured on one scale."""

    kind: ClassVar[str] = "maps"
    tiles: list[Tile]
    signs: list[str]
    shared: bool


@dataclass(frozen=True)
class Picture:
    """A picture that is no layer's map: its values by rows, of four digits that count."""

    caption: Message
    values: list[list[float]]


def picture(caption: Message, values: NDArray[np.float64]) -> Picture:
    """The picture of values (H, W)."""
    return Picture(caption, [[float(f"{value:.4g}") for value in row] for row in values.tolist()])


@dataclass(frozen=True)
class Told:
    """A word or a number about each of some pictures."""

    name: Message
    words: list[str]


@dataclass(frozen=True)
class Pictures(Figure):
    """Pictures side by side as in `Maps`, and below them what is to be said of each."""

    kind: ClassVar[str] = "pictures"
    pictures: list[Picture]
    signs: list[str]
    shared: bool
    rows: list[Told] = field(default_factory=list)


@dataclass(frozen=True)
class Ledgers(Figure):
    """Accounts of parameters to compare, as ids of models: groups, each on a scale of its own."""

    kind: ClassVar[str] = "ledgers"
    groups: list[list[str]]


@dataclass(frozen=True)
class Part:
    """Channels `first` to `last` of a layer come from `layer`."""

    layer: str
    first: int
    last: int


@dataclass(frozen=True)
class Origins(Figure):
    """From which layers the channels of one came."""

    kind: ClassVar[str] = "origins"
    layer: str
    parts: list[Part]


@dataclass(frozen=True)
class Gate(Figure):
    """The factor by which each channel of a layer is multiplied."""

    kind: ClassVar[str] = "gate"
    layer: str
    values: list[float]


@dataclass(frozen=True)
class Dropped(Figure):
    """The answer of the whole network, to compare with those without one block each.

    `blocks` are the additions that end one; what the network answers without each is asked for
    when it is shown, because it is computed again for it.
    """

    kind: ClassVar[str] = "dropped"
    blocks: list[str]
    index: int
    label: str
    probability: float


@dataclass(frozen=True)
class Learning:
    """Accuracies (fractions of 1) after each epoch."""

    name: Message
    train: list[float]
    test: list[float]


@dataclass(frozen=True)
class Curves(Figure):
    """How a network learnt in several ways of training."""

    kind: ClassVar[str] = "curves"
    series: list[Learning]


@dataclass(frozen=True)
class Row:
    """One figure of several networks."""

    name: Message
    values: list[float]
    unit: str = ""


@dataclass(frozen=True)
class Compared(Figure):
    """Figures of several networks side by side; `models` are their names, in the rows' order."""

    kind: ClassVar[str] = "compared"
    models: list[str]
    rows: list[Row]


@dataclass(frozen=True)
class Step:
    """One stop of the way. `id` is stable; `view` is the state of the explorer it leads to."""

    id: str
    title: Message
    text: Message
    view: View
    figure: Figure | None = None


@dataclass(frozen=True)
class Lens:
    """The way through a network of one family; values in its words are those of this very run."""

    family: str
    title: Message
    steps: list[Step] = field(default_factory=list)

    def step(self, id: str) -> Step:
        """The step of an id; raises `KeyError`."""
        return {step.id: step for step in self.steps}[id]


def fields_of(figure: Figure) -> dict[str, Any]:
    """The figure with its kind, for whoever writes it down."""
    return {"kind": figure.kind, **vars(figure)}
