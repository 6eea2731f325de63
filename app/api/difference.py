"""The outputs of two layers subtracted: the maps of the difference, and its figures."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.api.caching import ImmutableRoute
from app.api.deps import OutputDep
from app.api.maps import ANSWERS, MapsQuery, maps_answer
from app.api.openapi import problems
from app.api.other import OtherRunDep
from app.api.schemas.difference import ChannelDifference, DifferenceAnswer
from convscope.difference import ChannelDifferences, difference, subtract

router = APIRouter(
    prefix="/runs/{run}/layers/{layer}/difference/{other}/{other_layer}",
    tags=["comparison"],
    route_class=ImmutableRoute,
)

OtherLayer = Annotated[
    str, Path(description="Name of a layer of the other run, of the same shape.")
]


@router.get("", responses=problems(400, 404, 422, 503))
def get_difference(
    other: OtherRunDep, output: OutputDep, other_layer: OtherLayer
) -> DifferenceAnswer:
    """How much a layer's output differs from that of another run: a − b, in all and by channel."""
    found = difference(output.run.run.output(output.layer.name), other.run.output(other_layer))
    return DifferenceAnswer(
        **{name: value for name, value in vars(found).items() if name != "channels"},
        run=output.run.id,
        layer=output.layer.name,
        other=other.id,
        other_layer=other_layer,
        order=found.channels.ranked(),
        channels=_by_channel(found.channels),
    )


@router.get("/maps", response_class=Response, responses=ANSWERS)
def get_difference_maps(
    other: OtherRunDep,
    output: OutputDep,
    other_layer: OtherLayer,
    query: Annotated[MapsQuery, Query()],
) -> Response:
    """The difference itself, value by value: the layer's output minus that of the other run."""
    return maps_answer(subtract(output.values, other.run.view(other_layer)), query)


def _by_channel(figures: ChannelDifferences) -> list[ChannelDifference]:
    columns = (figures.mean.tolist(), figures.largest.tolist(), figures.correlation.tolist())
    return [
        ChannelDifference(channel=channel, mean=mean, largest=largest, correlation=correlation)
        for channel, (mean, largest, correlation) in enumerate(zip(*columns, strict=True))
    ]
