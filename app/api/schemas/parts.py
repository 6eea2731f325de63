"""The answer about the parts that one map is the sum of."""

from __future__ import annotations

from pydantic import Field

from app.api.schemas.common import Answer, Number
from app.api.schemas.operands import Matrix, Vector


class PartsAnswer(Answer):
    """What the maps of one layer give to a map of a convolution."""

    run: str
    layer: str
    channel: int
    source: str = Field(description="The layer that is read.")
    first: int = Field(description="The channel of the source that `energies` begin with.")
    transposed: bool
    energies: Vector = Field(description="The mean square of every input channel's part.")
    channels: list[int] = Field(description="Of the source, the most energy first.")
    kernels: list[Matrix] = Field(description="Of each of `channels`, rows by columns.")
    others: int = Field(description="How many parts are only given as their sum.")
    bias: Number
