"""The whole network at one glance: the strongest maps of every layer in one answer."""

from __future__ import annotations

import base64
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.api.caching import ImmutableRoute
from app.api.deps import KeptRunDep
from app.api.openapi import problems
from app.api.schemas.layers import SheetAnswer, SheetLayer
from app.store.runs import KeptRun
from convscope.sheet import Strip, sheet

router = APIRouter(prefix="/runs/{run}", tags=["layers"], route_class=ImmutableRoute)

MAPS, MOST_MAPS = 8, 64
SIZE, LARGEST_SIZE = 48, 224
MapsQuery = Annotated[int, Query(ge=1, le=MOST_MAPS, description="Maps per layer, at most.")]
SizeQuery = Annotated[
    int, Query(ge=1, le=LARGEST_SIZE, description="Longest side of a map, at most.")
]


@router.get("/sheet", response_model=SheetAnswer, responses=problems(404, 422, 503))
def get_sheet(
    kept: KeptRunDep,
    maps: MapsQuery = MAPS,
    size: SizeQuery = SIZE,
) -> Response:
    """For every layer the maps that vary most over space, averaged down, as 256 levels."""
    return Response(sheet_answer(kept, maps, size), media_type="application/json")


def sheet_answer(kept: KeptRun, maps: int = MAPS, size: int = SIZE) -> bytes:
    """The sheet as JSON, kept with the run as one of its few answers."""
    return kept.answer(f"sheet {maps} {size}", lambda: _sheet(kept, maps, size))


def _sheet(kept: KeptRun, maps: int, size: int) -> bytes:
    outputs = ((layer.name, kept.run.view(layer.name)) for layer in kept.run.layers)
    strips = sheet(outputs, maps, size)
    layers = [sheet_layer(name, strip) for name, strip in strips.items()]
    return SheetAnswer(run=kept.id, maps=maps, size=size, layers=layers).model_dump_json().encode()


def sheet_layer(name: str, strip: Strip) -> SheetLayer:
    """The strip of a layer, as JSON can carry it."""
    return SheetLayer(
        name=name,
        channels=strip.channels,
        width=strip.width,
        height=strip.height,
        minimum=strip.minimum,
        maximum=strip.maximum,
        signed=strip.signed,
        pixels=base64.b64encode(strip.pixels.tobytes()).decode(),
    )
