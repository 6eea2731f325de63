"""The output of a layer itself, in five formats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from app.api.caching import ImmutableRoute
from app.api.deps import OutputDep
from app.api.openapi import binary, problems
from convscope.channels import format_channels
from convscope.errors import BadOption
from convscope.maps import Floats
from convscope.options import LARGEST_SIZE, MOST_COLUMNS
from convscope.order import choose
from convscope.render import U8, npy, png, to_json, u8, webp

router = APIRouter(prefix="/runs/{run}/layers/{layer}", tags=["maps"], route_class=ImmutableRoute)

BYTES = "application/octet-stream"
# Two numbers for each map go into headers: of more maps, clients and proxies would not take them.
MOST_SCALES = 2048

U8_HEADERS = {
    "X-Convscope-Shape": "u8: channels, height and width of the bytes, as in `64,112,112`.",
    "X-Convscope-Minimum": "u8: value of pixel 0, for all maps or one per map.",
    "X-Convscope-Maximum": "u8: value of pixel 255, for all maps or one per map.",
    "X-Convscope-Channels": "u8: the channels, in the order of the maps, such as `0,3,5-9`.",
    "X-Convscope-Nonfinite": "u8: how many values are NaN or infinite.",
}


class MapsQuery(BaseModel):
    """How a layer's output is wanted; a misspelt name is refused rather than ignored."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["npy", "json", "u8", "png", "webp"] = Field(
        "npy", description="npy and json: float32 exactly; u8: 256 levels; png, webp: a picture."
    )
    channels: str | None = Field(None, description="Some channels only, such as `0,3,5-9`.")
    sort: Literal["index", "spread", "mean", "max"] | None = Field(
        None, description="By what the maps are ordered, the highest first."
    )
    normalize: Literal["layer", "channel", "symmetric", "clipped", "zero"] | None = Field(
        None, description="u8, png, webp: over what a map's levels are spread."
    )
    colormap: str | None = Field(None, description="png, webp: one of `GET /colormaps`.")
    size: int | None = Field(
        None,
        ge=1,
        le=LARGEST_SIZE,
        description="u8, png, webp: longest side of one map, in pixels.",
    )
    columns: int | None = Field(
        None, ge=1, le=MOST_COLUMNS, description="png, webp: maps side by side."
    )
    gap: Literal["light", "dark"] = Field(
        "light", description="png, webp: for what ground, which decides the colour between maps."
    )


ANSWERS = binary(
    "The maps.", BYTES, "application/json", "image/png", "image/webp", headers=U8_HEADERS
) | problems(400, 404, 422, 503)


@router.get("/maps", response_class=Response, responses=ANSWERS)
def get_maps(output: OutputDep, query: Annotated[MapsQuery, Query()]) -> Response:
    """The output of a layer, all of it or some channels."""
    return maps_answer(output.values, query)


def maps_answer(layer: Floats, query: MapsQuery) -> Response:
    """Of the maps of a layer, those that are wanted, in the form in which they are."""
    channels, values = choose(layer, query.channels, query.sort)
    match query.format:
        case "npy":
            return Response(npy(values), media_type=BYTES)
        case "json":
            return Response(to_json(values), media_type="application/json")
        case "u8":
            return _levels(values, channels, layer, query)
        case "png" | "webp":
            return _picture(values, layer, query)


def _levels(values: Floats, channels: list[int], layer: Floats, query: MapsQuery) -> Response:
    if query.normalize == "channel" and len(channels) > MOST_SCALES:
        raise BadOption(
            "format=u8 with normalize=channel cannot give the scales of {count} channels. "
            "Ask for at most {most} at a time with channels=, or take format=npy.",
            count=len(channels),
            most=MOST_SCALES,
        )
    return levels_answer(
        u8(values, query.normalize or "layer", query.size, scale_of=layer), channels
    )


def levels_answer(levels: U8, channels: list[int]) -> Response:
    """Levels as bytes, with their scale in the headers."""
    figures = (
        _joined(levels.pixels.shape),
        _joined(levels.minimum),
        _joined(levels.maximum),
        format_channels(channels),
        str(levels.nonfinite),
    )
    headers = dict(zip(U8_HEADERS, figures, strict=True))
    return Response(levels.pixels.tobytes(), headers=headers, media_type=BYTES)


def _picture(values: Floats, layer: Floats, query: MapsQuery) -> Response:
    draw = png if query.format == "png" else webp
    look = (query.normalize, query.colormap, query.size, query.columns)
    picture = draw(values, *look, gap=query.gap, scale_of=layer)
    return Response(picture, media_type=f"image/{query.format}")


def _joined(numbers: Iterable[float]) -> str:
    # Nine digits bring back the very same float32.
    return ",".join(f"{number:.9g}" for number in numbers)
