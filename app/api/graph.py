"""The graph of a network, laid out for drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from app.api.caching import ImmutableRoute, ask_each_time, stop_if_known
from app.api.deps import ModelId, NetworksDep
from app.api.openapi import problems
from app.api.schemas.graph import GraphAnswer
from app.store.graphs import Graphs, picture

if TYPE_CHECKING:  # torch must not be imported before the server listens
    from convscope.graphview.picture import Picture

router = APIRouter(tags=["models"], route_class=ImmutableRoute)

# Where a model's id does not say which network it is: the person may put another in its place.
CHANGING = ("file", "module")


def _graphs(request: Request) -> Graphs:
    found: Graphs = request.app.state.graphs
    return found


@router.get(
    "/models/{model}/graph",
    response_model=GraphAnswer,
    responses=problems(400, 404, 409, 422, 503),
)
def get_graph(
    request: Request,
    model: ModelId,
    networks: NetworksDep,
    graphs: Annotated[Graphs, Depends(_graphs)],
    expanded: Annotated[
        str | None,
        Query(
            max_length=20_000,
            description="Ids of the blocks to open, separated by commas; those around them are "
            "opened with them. `all`: every block; empty: none; left out: as many as are easily "
            "read.",
        ),
    ] = None,
) -> Response:
    """The network drawn as a graph: closed blocks and layers as nodes, open blocks as frames."""
    network = networks.load(model)
    # A new version may lay the same network out otherwise, at the same address.
    ask_each_time(request)
    if network.card.source not in CHANGING:
        stop_if_known(request)
    wanted = None if expanded is None else [id for id in expanded.split(",") if id]
    name = "" if wanted is None else f"={','.join(wanted)}"
    answer = graphs.answer(network, name, lambda: _answer(model, picture(network, wanted)))
    return Response(answer, media_type="application/json")


def _answer(model: str, drawn: Picture) -> bytes:
    answer = GraphAnswer.model_validate(
        {
            "model": model,
            "expanded": drawn.expanded,
            "width": drawn.width,
            "height": drawn.height,
            "nodes": [_placed(node, spot) for node, spot in drawn.nodes],
            "frames": [_placed(frame, spot) for frame, spot in drawn.frames],
            "edges": [{**vars(edge), **vars(line)} for edge, line in drawn.edges],
        }
    )
    return answer.model_dump_json().encode()


def _placed(thing: object, spot: object) -> dict[str, Any]:
    return {**vars(thing), **vars(spot)}
