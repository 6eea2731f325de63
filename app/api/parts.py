"""One map of a convolution, unfolded into what each input channel gives to it."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.api.caching import ImmutableRoute
from app.api.deps import OutputDep
from app.api.maps import BYTES
from app.api.openapi import binary, problems
from app.api.schemas.parts import PartsAnswer
from app.store.parts import unfold
from convscope.render import npy

router = APIRouter(tags=["maps"], route_class=ImmutableRoute)


@router.get(
    "/runs/{run}/layers/{layer}/maps/{channel}/parts",
    response_model=PartsAnswer,
    responses=binary("The parts.", BYTES) | problems(400, 404, 422, 503),
)
def get_parts(
    output: OutputDep,
    channel: Annotated[int, Path(ge=0, le=999_999_999, description="The map's number, from 0.")],
    channels: Annotated[
        str,
        Query(
            description="How many input channels are given one by one, those of the most energy "
            "first; `all`: every one."
        ),
    ] = "12",
    format: Annotated[
        Literal["json", "npy"], Query(description="json: what the parts are; npy: the maps.")
    ] = "json",
) -> PartsAnswer | Response:
    """What each input channel gives to one map of a convolution: the parts it is the sum of."""
    parts = unfold(output.run.run, output.layer.name, channel, channels)
    if format == "npy":
        return Response(npy(parts.stack), media_type=BYTES)
    place = {"run": output.run.id, "layer": output.layer.name, "channel": channel}
    return PartsAnswer.model_validate({**vars(parts), **place, "kernels": list(parts.kernels)})
