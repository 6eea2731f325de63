"""Answers about the outputs of a run's layers."""

from __future__ import annotations

from pydantic import Field

from app.api.schemas.common import Answer, Number
from app.api.schemas.models import LayerAnswer, LayerDetails


class Figures(Answer):
    """Figures over finite values; null where there are none. `std` is the population's."""

    minimum: Number
    maximum: Number
    mean: Number
    std: Number
    zeros: float = Field(description="Fraction of values that are exactly zero.")


class LayerFigures(LayerAnswer, Figures):
    """A layer of a run with the figures of its output."""


class LayersAnswer(Answer):
    run: str
    layers: list[LayerFigures]


class ChannelFigures(Figures):
    channel: int
    dead: bool = Field(description="Whether every value of its map is exactly zero.")


class Statistics(Figures):
    nonfinite: int = Field(description="How many values are NaN or infinite.")


class LayerStatistics(Statistics):
    dead: int = Field(description="How many channels are zero everywhere.")


class HistogramAnswer(Answer):
    """How often values fall between two neighbouring edges."""

    edges: list[Number]
    counts: list[int]


class OutputAnswer(LayerDetails):
    """A layer of a run, its figures in all and by channel."""

    statistics: LayerStatistics
    histogram: HistogramAnswer
    channels: list[ChannelFigures]


class ChannelAnswer(Answer):
    """One channel of a layer of a run."""

    channel: int
    statistics: Statistics
    histogram: HistogramAnswer


class SheetLayer(Answer):
    """The strongest maps of one layer; value = minimum + pixel / 255 · (maximum − minimum)."""

    name: str
    channels: list[int] = Field(description="Those whose maps vary most over space come first.")
    width: int = Field(description="Of every map, in pixels.")
    height: int
    minimum: float
    maximum: float
    signed: bool = Field(description="Whether the layer has negative values: then zero is midway.")
    pixels: str = Field(description="Base64 of bytes, channel by channel, row by row.")


class SheetAnswer(Answer):
    run: str
    maps: int
    size: int
    layers: list[SheetLayer]
