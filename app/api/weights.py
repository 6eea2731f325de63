"""What a layer of a network has learned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from app.api.caching import ImmutableRoute, ask_each_time, stop_if_known
from app.api.deps import LayerName, ModelId, NetworksDep
from app.api.graph import CHANGING
from app.api.maps import BYTES
from app.api.openapi import binary, problems
from app.api.schemas.layers import HistogramAnswer, Statistics
from app.api.schemas.weights import WeightsAnswer
from app.store import cells
from convscope.options import LARGEST_SIZE, MOST_COLUMNS
from convscope.render import npy
from convscope.stats import histogram, summarize

if TYPE_CHECKING:  # torch must not be imported before the server listens
    from convscope.kernels import Weights

router = APIRouter(tags=["models"], route_class=ImmutableRoute)


class WeightsQuery(BaseModel):
    """How a layer's weights are wanted; a misspelt name is refused rather than ignored."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["json", "npy", "png"] = Field(
        "json", description="json: figures; npy: float32 exactly; png: the kernels as pictures."
    )
    channel: int | None = Field(
        None, ge=0, le=999_999_999, description="Only those of this output channel."
    )
    colormap: str | None = Field(None, description="png: one of `GET /colormaps`.")
    size: int | None = Field(
        None, ge=1, le=LARGEST_SIZE, description="png: longest side of one kernel, in pixels."
    )
    columns: int | None = Field(None, ge=1, le=MOST_COLUMNS, description="png: kernels in a row.")


@router.get(
    "/models/{model}/layers/{layer}/weights",
    response_model=WeightsAnswer,
    responses=binary("The weights.", BYTES, "image/png") | problems(400, 404, 409, 422, 503),
)
def get_weights(
    request: Request,
    model: ModelId,
    layer: LayerName,
    networks: NetworksDep,
    query: Annotated[WeightsQuery, Query()],
) -> Response:
    """The learned weights of a layer: figures, the numbers themselves, or pictures of kernels."""
    network = networks.load(model)
    network.layer(layer)
    if network.card.source in CHANGING:
        ask_each_time(request)
    else:
        stop_if_known(request)
    weights = cells.weights_of(network, layer)
    if query.format == "png":
        look = query.model_dump(include={"channel", "colormap", "size", "columns"})
        return Response(cells.kernels_png(weights, **look), media_type="image/png")
    chosen = weights if query.channel is None else weights.of_channel(query.channel)
    if query.format == "npy":
        return Response(npy(chosen.weight), media_type=BYTES)
    return Response(_figures(model, chosen), media_type="application/json")


def _figures(model: str, weights: Weights) -> bytes:
    vector = weights.weight if weights.weight.ndim == 1 else None
    answer = WeightsAnswer.model_validate(
        {
            "model": model,
            "layer": weights.layer.name,
            "op": weights.layer.op,
            "shape": weights.weight.shape,
            "colours": weights.of_colours,
            "statistics": Statistics.model_validate(summarize(weights.weight)),
            "histogram": HistogramAnswer.model_validate(histogram(weights.weight)),
            "weight": vector,
            "vectors": dict(weights.vectors),
        }
    )
    return answer.model_dump_json().encode()
