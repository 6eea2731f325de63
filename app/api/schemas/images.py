"""Answers about pictures."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.api.schemas.common import Answer


class SampleAnswer(Answer):
    """A picture that comes with Convscope."""

    id: str = Field(description="Valid wherever an image id is.")
    kind: Literal["photo", "digit"] = Field(
        description="digit: white on black, for networks that read handwriting."
    )
    format: Literal["jpeg", "png"] = Field(description="What its file is.")
    title: str
    credit: str
    licence: str
    width: int
    height: int


class SamplesAnswer(Answer):
    samples: list[SampleAnswer]


class ImageAnswer(Answer):
    """An upload that was kept. The same bytes give the same id."""

    id: str
    width: int = Field(description="In pixels, after the picture was turned upright.")
    height: int
    format: str = Field(description="What the bytes were: jpeg, png, gif, webp or bmp.")
    bytes: int = Field(description="Size of the upload.")
    notes: list[str] = Field(description="What is good to know about how it was opened.")
