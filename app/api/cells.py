"""One number of a run: how it came about, and what it can see."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from app.api.caching import ImmutableRoute
from app.api.deps import OutputDep, ServicesDep
from app.api.maps import BYTES, U8_HEADERS, levels_answer
from app.api.openapi import binary, problems
from app.api.schemas.cells import CellAnswer, CellFieldAnswer, ExplanationAnswer, LayerPatch
from app.store import cells
from app.store.cells import Cell
from convscope.maps import Floats
from convscope.options import LARGEST_SIZE
from convscope.render import npy, png, u8

router = APIRouter(
    prefix="/runs/{run}/layers/{layer}/cells/{channel}/{y}/{x}",
    tags=["cells"],
    route_class=ImmutableRoute,
)

TERMS = "12"
LARGEST = 999_999_999


def _cell(
    channel: Annotated[int, Path(ge=0, le=LARGEST, description="Its channel, from 0.")],
    y: Annotated[int, Path(ge=0, le=LARGEST, description="Its row, from 0; of a vector 0.")],
    x: Annotated[int, Path(ge=0, le=LARGEST, description="Its column, from 0; of a vector 0.")],
) -> Cell:
    return channel, y, x


CellDep = Annotated[Cell, Depends(_cell)]


class FieldQuery(BaseModel):
    """How the effective field is wanted; a misspelt name is refused rather than ignored."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["npy", "u8", "png"] = Field(
        "npy", description="npy: float32; u8: 256 levels; png: a picture."
    )
    colormap: str | None = Field(None, description="png: one of `GET /colormaps`.")
    size: int | None = Field(
        None, ge=1, le=LARGEST_SIZE, description="u8, png: longest side, in pixels."
    )


@router.get("", responses=problems(400, 404, 422, 503))
def get_cell(
    output: OutputDep,
    cell: CellDep,
    channels: Annotated[
        str,
        Query(
            description="How many input channels, or terms, are written out, strongest first; "
            "`all`: every one."
        ),
    ] = TERMS,
) -> CellAnswer:
    """How one number came about: what it was computed from, and what it can see of the photo."""
    run, layer = output.run.run, output.layer.name
    explained = cells.explain(run, layer, cell, channels)
    field = cells.field_of(run, layer, cell)
    seen = [LayerPatch(layer=name, **vars(patch)) for name, patch in field.layers.items()]
    return CellAnswer(
        run=output.run.id,
        field=CellFieldAnswer.model_validate({**vars(field), "layers": seen}),
        **dict(ExplanationAnswer.model_validate(explained)),
    )


@router.get(
    "/field",
    response_class=Response,
    responses=binary("The field.", BYTES, "image/png", headers=U8_HEADERS)
    | problems(400, 404, 422, 503),
)
async def get_field(
    output: OutputDep, cell: CellDep, all: ServicesDep, query: Annotated[FieldQuery, Query()]
) -> Response:
    """How much each pixel of the input moves one number: its effective receptive field.

    The absolute gradient of the number by the input, summed over the input's channels; one map of
    the input's height and width. It takes a pass with gradients, and waits in line for it.
    """
    run, layer = output.run.run, output.layer.name
    job = all.worker.submit(lambda: cells.effective_field(run, layer, cell))
    field = await asyncio.shield(asyncio.wrap_future(job))
    return await asyncio.to_thread(_drawn, field[None], query)


def _drawn(field: Floats, query: FieldQuery) -> Response:
    match query.format:
        case "npy":
            return Response(npy(field[0]), media_type=BYTES)
        case "u8":
            return levels_answer(u8(field, size=query.size), [0])
        case "png":
            picture = png(field, "layer", query.colormap, query.size)
            return Response(picture, media_type="image/png")
