"""What a run is asked for with, and the answer about it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from app.api.schemas.common import Answer, InputSize, Number, Size
from app.api.schemas.models import LayerAnswer


class RunRequest(BaseModel):
    """Which network to run on which picture."""

    model_config = ConfigDict(extra="forbid")

    model: str = Field(description="One of `GET /models`.", examples=["efficientnet_lite0"])
    image: str = Field(description="Of an upload, or a sample's.", examples=["cat"])


class PredictionAnswer(Answer):
    index: int = Field(description="Number of the class.")
    label: str
    probability: Number


class Timing(Answer):
    """Milliseconds that the computing took."""

    preprocess: float
    forward: float


class FrameAnswer(Answer):
    """The part of the photo that the network sees, in pixels of the photo."""

    left: float
    top: float
    width: float
    height: float


class RunAnswer(Answer):
    """One network on one picture. The same pair gives the same id."""

    id: str
    model: str
    image: str
    predictions: list[PredictionAnswer] = Field(description="The five likeliest, best first.")
    layers: list[LayerAnswer] = Field(description="In the order of execution.")
    timing: Timing
    layout: str = Field(description="Memory layout in which the network computed.")
    frame: FrameAnswer
    input: InputSize
    photo: Size
    notes: list[str] = Field(description="What is good to know about this run.")
