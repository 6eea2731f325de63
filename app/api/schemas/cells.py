"""The answer about one cell: its number, how that came about, and what it can see."""

from __future__ import annotations

from pydantic import Field

from app.api.schemas.common import Answer, Number
from app.api.schemas.operands import CellPlace, Operands
from app.api.schemas.runs import FrameAnswer


class PatchAnswer(Answer):
    """A rectangle of cells, first and last included."""

    rows: tuple[int, int]
    columns: tuple[int, int]


class LayerPatch(PatchAnswer):
    layer: str


class CellFieldAnswer(Answer):
    """What the cell can see; null is what is not known, or nothing at all."""

    input: PatchAnswer | None = Field(description="Pixels of the input.")
    theory: PatchAnswer | None = Field(description="The same, going on beyond the input.")
    photo: FrameAnswer | None = Field(description="The same part of the photo, in its pixels.")
    layers: list[LayerPatch] = Field(description="Every layer on the way, the last one first.")


class ExplanationAnswer(Answer):
    """One number of a layer, taken apart."""

    layer: str
    op: str
    kind: str = Field(description="That of `operands`.")
    cell: CellPlace = Field(description="Channel, y, x.")
    value: Number = Field(description="As the network computed it, in float32.")
    explained: Number = Field(description="The same worked out from `operands` in float64.")
    difference: Number = Field(description="explained − value.")
    rounding: Number = Field(description="How much of a difference float32 accounts for.")
    formula: str
    inputs: list[str] = Field(description="The layers that are read.")
    nonfinite: int = Field(description="How many of the numbers are NaN or infinite: null here.")
    operands: Operands


class CellAnswer(ExplanationAnswer):
    """One number of a layer of a run, taken apart, and its receptive field."""

    run: str
    field: CellFieldAnswer
