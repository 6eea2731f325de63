"""What several answers share."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo

from app.catalogue import words
from app.language import ENGLISH
from convscope.message import Message


def without_nonfinite(value: Any) -> Any:
    """JSON has no NaN and no infinities: each becomes null, however deep it lies."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {str(key): without_nonfinite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [without_nonfinite(each) for each in value]
    return value


def said(value: str | Message, info: ValidationInfo) -> str:
    """Words in the `language` of the validation's context."""
    return words(value, (info.context or {}).get("language", ENGLISH))


Number = Annotated[float | None, BeforeValidator(without_nonfinite)]
JsonObject = Annotated[dict[str, Any], BeforeValidator(without_nonfinite)]
Said = Annotated[str, BeforeValidator(said)]

LayerKind = Literal[
    "input",
    "convolution",
    "pooling",
    "activation",
    "normalization",
    "linear",
    "addition",
    "concatenation",
    "multiplication",
    "dropout",
    "reshape",
    "output",
    "other",
]


class Answer(BaseModel):
    """Base of the answers; they are read off the instrument's own dataclasses by field name."""

    model_config = ConfigDict(from_attributes=True)


class Size(Answer):
    """Pixels across and down."""

    width: int
    height: int


class InputSize(Answer):
    """The shape of the tensor that a network takes."""

    channels: int
    height: int
    width: int
