"""The answer about two runs side by side."""

from __future__ import annotations

from pydantic import Field

from app.api.schemas.common import Answer, Number
from app.api.schemas.layers import SheetLayer


class PairAnswer(Answer):
    """A layer, and the layer of the other run that stands beside it."""

    layer: str
    partner: str
    same_shape: bool = Field(description="Whether the two can be subtracted.")
    alike: str | None = Field(
        description="Where they cannot: the nearest layer of the other run that has the shape."
    )


class VerdictAnswer(Answer):
    """A class, and how probable it is in both runs."""

    index: int
    label: str
    a: float
    b: float


class ComparisonAnswer(Answer):
    """`run` is a, `other` is b."""

    run: str
    other: str
    layers: list[PairAnswer] = Field(description="For each layer of a, in order.")
    answers: list[VerdictAnswer] | None = Field(
        description="The classes among the five likeliest of either, the likeliest first; null "
        "where the networks do not have the same classes."
    )


class RowAnswer(Answer):
    """A layer's strip beside that of its partner."""

    layer: str
    partner: str
    relative: Number = Field(
        description="‖a − b‖ / ‖a‖; null where the shapes differ or a is zero everywhere."
    )
    a: SheetLayer
    b: SheetLayer = Field(description="Of the channels of `a`, where both shapes agree.")


class RowsAnswer(Answer):
    run: str
    other: str
    maps: int
    size: int
    layers: list[RowAnswer]
