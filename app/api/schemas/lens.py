"""The answers about a network's family: its guided way, dropped blocks, and its account."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.api.schemas.common import Answer, Number
from app.api.schemas.operands import Matrix, Vector
from app.api.schemas.runs import PredictionAnswer


class SpanAnswer(Answer):
    layer: str
    low: Number
    high: Number


class SpansFigure(Answer):
    """From where to where the values of some layers reach."""

    kind: Literal["spans"]
    rows: list[SpanAnswer]


class BarAnswer(Answer):
    layer: str
    value: Number
    chosen: bool = Field(description="Whether the step speaks of it.")


class BarsFigure(Answer):
    """One value for each of some layers."""

    kind: Literal["bars"]
    title: str
    unit: Literal["share", "ratio", "pixels", "parameters", "maps"]
    rows: list[BarAnswer]


class TileAnswer(Answer):
    """One map."""

    layer: str
    channel: int
    caption: str | None = Field(description="Null: it is called by its layer.")
    norm: Number = Field(description="Of all values of the layer, where sizes are compared.")


class MapsFigure(Answer):
    """Maps side by side."""

    kind: Literal["maps"]
    tiles: list[TileAnswer]
    signs: list[str] = Field(description="What stands between them.")
    shared: bool = Field(description="Whether they are coloured on one scale.")


class PictureAnswer(Answer):
    """A picture that is no layer's map."""

    caption: str
    values: Matrix = Field(description="By rows, of four digits that count.")


class ToldAnswer(Answer):
    name: str
    words: list[str] = Field(description="One for each picture.")


class PicturesFigure(Answer):
    """Pictures side by side, and what is to be said of each."""

    kind: Literal["pictures"]
    pictures: list[PictureAnswer]
    signs: list[str] = Field(description="What stands between them.")
    shared: bool = Field(description="Whether they are coloured on one scale.")
    rows: list[ToldAnswer]


class LedgersFigure(Answer):
    """Accounts to compare."""

    kind: Literal["ledgers"]
    groups: list[list[str]] = Field(description="Ids of models, for `GET /models/{model}/ledger`.")


class PartAnswer(Answer):
    layer: str
    first: int
    last: int


class OriginsFigure(Answer):
    """From which layers the channels of one came."""

    kind: Literal["origins"]
    layer: str
    parts: list[PartAnswer]


class GateFigure(Answer):
    """The factor of each channel."""

    kind: Literal["gate"]
    layer: str
    values: Vector


class DroppedFigure(Answer):
    """The answer of the whole network, and the blocks to drop."""

    kind: Literal["dropped"]
    blocks: list[str] = Field(description="For `GET /runs/{run}/without/{addition}`.")
    index: int
    label: str
    probability: Number


class LearningAnswer(Answer):
    name: str
    train: list[float]
    test: list[float]


class CurvesFigure(Answer):
    """Accuracies after each epoch, fractions of 1."""

    kind: Literal["curves"]
    series: list[LearningAnswer]


class RowAnswer(Answer):
    name: str
    values: list[float]
    unit: Literal["", "share"]


class ComparedFigure(Answer):
    """Figures of several networks."""

    kind: Literal["compared"]
    models: list[str] = Field(description="Their names.")
    rows: list[RowAnswer]


FigureAnswer = Annotated[
    SpansFigure
    | BarsFigure
    | MapsFigure
    | PicturesFigure
    | LedgersFigure
    | OriginsFigure
    | GateFigure
    | DroppedFigure
    | CurvesFigure
    | ComparedFigure,
    Field(discriminator="kind"),
]


class StepAnswer(Answer):
    """One stop of the way."""

    id: str
    title: str
    text: str
    view: dict[str, str | int] = Field(description="State of the page, by words of its address.")
    figure: FigureAnswer | None


class LensAnswer(Answer):
    """A guided way through the layers of a network; no steps where its family has none."""

    run: str
    family: str | None
    title: str
    steps: list[StepAnswer]


class WithoutAnswer(Answer):
    """What a network answers without one of its blocks."""

    run: str
    addition: str
    kept: str = Field(description="The layer that goes on in the sum's place.")
    residual: str = Field(description="The layer that is left out of the sum.")
    projected: bool = Field(description="Whether the skip is a projection.")
    predictions: list[PredictionAnswer] = Field(description="The five likeliest, best first.")
    probabilities: Vector = Field(description="Of all classes, in their order.")


class EntryAnswer(Answer):
    part: str
    kind: str
    parameters: int
    macs: int


class LedgerAnswer(Answer):
    """Where the parameters of a network are."""

    model: str
    name: str
    parameters: int
    macs: int
    entries: list[EntryAnswer]
