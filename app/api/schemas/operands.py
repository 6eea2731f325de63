"""What single numbers are made of, one shape for each kind of layer, told apart by `kind`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from app.api.schemas.common import Answer, JsonObject, Number, without_nonfinite


def _listed(values: Any) -> Any:
    """An array as nested lists, NaN and infinities as null."""
    return without_nonfinite(values.tolist() if hasattr(values, "tolist") else values)


Vector = Annotated[list[float | None], BeforeValidator(_listed)]
Matrix = Annotated[list[list[float | None]], BeforeValidator(_listed)]
CellPlace = tuple[int, int, int]


class SourceAnswer(Answer):
    """A number that went in; a constant where it is neither of a layer nor of a parameter."""

    value: Number
    layer: str | None
    cell: CellPlace | None = Field(description="Channel, y, x in that layer.")
    parameter: str | None = Field(description="Path of a learned tensor of the network.")


class RestAnswer(Answer):
    """The terms that are not written out, as one."""

    count: int
    total: Number


class InputChannelAnswer(Answer):
    """One input channel's part: patch × kernel = products, `total` their sum."""

    channel: int
    total: Number
    patch: Matrix
    kernel: Matrix
    products: Matrix


class ConvolutionOperands(Answer):
    kind: Literal["convolution"]
    source: str = Field(description="The layer that is read.")
    height: int = Field(description="Of the source's maps: rows beyond it are padding.")
    width: int
    rows: list[int | None] = Field(
        description="Under the kernel, in the source; null: a gap of a transposed convolution."
    )
    columns: list[int | None]
    padding_mode: str
    transposed: bool
    first: int = Field(description="The input channel that `totals` begin with.")
    totals: Vector = Field(description="The sum of products of every input channel.")
    channels: list[InputChannelAnswer] = Field(description="The strongest come first.")
    rest: RestAnswer | None
    bias: Number


class WinnerAnswer(Answer):
    """The cell whose value a maximum is, the first in reading order of `ties`."""

    y: int
    x: int
    ties: int


class PoolingOperands(Answer):
    kind: Literal["pooling"]
    method: Literal["maximum", "mean", "sum"]
    source: str
    channel: int
    rows: list[int] = Field(description="Of the window, in the source's map.")
    columns: list[int]
    values: Matrix | None = Field(description="Null for windows of more than 1,024 cells.")
    winner: WinnerAnswer | None
    total: Number
    divisor: int | None


class StatisticsAnswer(Answer):
    """`count` numbers of this picture, or running statistics, of which there is no count."""

    mean: Number
    variance: Number
    over: str
    count: int | None


class NormalizationOperands(Answer):
    kind: Literal["normalization"]
    method: Literal["batch", "layer", "group", "instance", "root mean square"]
    source: SourceAnswer
    statistics: StatisticsAnswer
    eps: float
    normalized: Number
    weight: Number
    bias: Number


class LocalResponseOperands(Answer):
    kind: Literal["local_response"]
    source: SourceAnswer
    first: int = Field(description="The channel that `neighbours` begin with.")
    neighbours: Vector
    size: int
    alpha: float
    beta: float
    k: float
    divisor: Number


class ActivationOperands(Answer):
    kind: Literal["activation"]
    function: str
    settings: JsonObject
    source: SourceAnswer
    curve_x: Vector = Field(description="From the smallest to the largest input of the layer.")
    curve_y: Vector


class LinearOperands(Answer):
    kind: Literal["linear"]
    source: str
    count: int = Field(description="Length of the vector that is read.")
    index: list[int] = Field(description="Where the terms lie in it, the largest first.")
    inputs: Vector
    weights: Vector
    products: Vector
    rest: RestAnswer | None
    bias: Number


class MatrixProductOperands(Answer):
    kind: Literal["matrix_product"]
    count: int
    index: list[int]
    left: Vector
    right: Vector
    products: Vector
    rest: RestAnswer | None


class ArithmeticOperands(Answer):
    kind: Literal["arithmetic"]
    operation: str
    terms: list[SourceAnswer]
    scale: float = Field(description="What the second term is multiplied by first.")
    rest: RestAnswer | None


class PartAnswer(Answer):
    """One input of a concatenation and the places along its axis that are its own."""

    layer: str | None
    first: int
    last: int


class ConcatenationOperands(Answer):
    kind: Literal["concatenation"]
    axis: int
    parts: list[PartAnswer]
    chosen: int
    source: SourceAnswer


class SoftmaxOperands(Answer):
    kind: Literal["softmax"]
    source: str
    own: int
    logit: Number
    count: int
    shift: Number = Field(description="The largest logit.")
    index: list[int]
    logits: Vector
    exponentials: Vector = Field(description="Of the logits less the shift.")
    rest: RestAnswer | None
    total: Number = Field(description="Sum of all exponentials.")
    logarithm: bool


class MovedOperands(Answer):
    kind: Literal["moved"]
    source: SourceAnswer


class PixelOperands(Answer):
    kind: Literal["pixel"]
    level: int = Field(description="0 to 255, of the photo cropped and resized.")
    mean: float
    std: float
    y: float = Field(description="The middle of the pixel in the photo, in the photo's pixels.")
    x: float


class OpaqueOperands(Answer):
    kind: Literal["opaque"]
    reason: str


Operands = Annotated[
    ConvolutionOperands
    | PoolingOperands
    | NormalizationOperands
    | LocalResponseOperands
    | ActivationOperands
    | LinearOperands
    | MatrixProductOperands
    | ArithmeticOperands
    | ConcatenationOperands
    | SoftmaxOperands
    | MovedOperands
    | PixelOperands
    | OpaqueOperands,
    Field(discriminator="kind"),
]
