"""The answer about colour maps."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.api.schemas.common import Answer


class ColormapAnswer(Answer):
    name: str
    kind: Literal["sequential", "diverging"]
    rgb: list[tuple[int, int, int]] = Field(description="256 colours, for pixels 0 to 255.")


class ColormapsAnswer(Answer):
    colormaps: list[ColormapAnswer]
