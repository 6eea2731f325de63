"""The answer about the difference of two layers' outputs."""

from __future__ import annotations

from pydantic import Field

from app.api.schemas.common import Answer, Number


class ChannelDifference(Answer):
    """One channel of it."""

    channel: int
    mean: Number = Field(description="Of the absolute difference.")
    largest: Number = Field(description="The largest absolute difference.")
    correlation: Number = Field(description="Pearson's; null where a map is constant.")


class DifferenceAnswer(Answer):
    """Figures of a − b: a is `layer` of `run`, b is `other_layer` of `other`."""

    run: str
    layer: str
    other: str
    other_layer: str
    mean: Number = Field(description="Of the absolute difference.")
    largest: Number = Field(description="The largest absolute difference.")
    cell: tuple[int, int, int] | None = Field(description="Where that is: channel, row, column.")
    relative: Number = Field(description="‖a − b‖ / ‖a‖; null where a is zero everywhere.")
    correlation: Number = Field(description="Pearson's; null where an output is constant.")
    equal: float = Field(description="Fraction of values that are the very same in both.")
    nonfinite: int = Field(description="Differences that are NaN or infinite, left out above.")
    order: list[int] = Field(description="The channels, the largest mean first.")
    channels: list[ChannelDifference]
