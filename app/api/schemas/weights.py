"""The answer about what a layer has learned."""

from __future__ import annotations

from pydantic import Field

from app.api.schemas.common import Answer
from app.api.schemas.layers import HistogramAnswer, Statistics
from app.api.schemas.operands import Vector


class WeightsAnswer(Answer):
    """Figures of a layer's weights, or of one output channel's, and its vectors."""

    model: str
    layer: str
    op: str
    shape: list[int] = Field(description="Output channels first: (O, I / groups, rows, columns).")
    colours: bool = Field(description="Whether the kernels are over red, green and blue.")
    statistics: Statistics
    histogram: HistogramAnswer
    weight: Vector | None = Field(description="The weights themselves, where they are a vector.")
    vectors: dict[str, Vector] = Field(
        description="`bias`, and of a batch normalisation `running_mean` and `running_var`."
    )
