"""One network on one picture."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.api.caching import ImmutableRoute
from app.api.deps import KeptRunDep, LanguageDep, NetworksDep, ServicesDep
from app.api.openapi import binary, problems
from app.api.schemas.common import InputSize, Size
from app.api.schemas.models import LayerAnswer
from app.api.schemas.runs import FrameAnswer, PredictionAnswer, RunAnswer, RunRequest, Timing
from app.catalogue import words
from app.store.networks import input_picture, split_run_id
from app.store.runs import KeptRun
from convscope.photo import encode_png
from convscope.render import npy

router = APIRouter(tags=["runs"], route_class=ImmutableRoute)

LIKELIEST = 5


@router.post("/runs", status_code=201, responses=problems(403, 404, 413, 422, 503))
async def post_run(
    wanted: RunRequest,
    networks: NetworksDep,
    all: ServicesDep,
    language: LanguageDep,
    response: Response,
) -> RunAnswer:
    """Run a network on a picture. The same pair gives the same id, and is computed once."""
    all.images.require(wanted.image)
    run = networks.run_id(wanted.model, wanted.image)
    kept = await all.runs.get(run)
    response.headers["Location"] = f"/api/v1/runs/{run}"
    return _answer(kept, language)


@router.get("/runs/{run}", responses=problems(404, 422, 503))
def get_run(language: LanguageDep, kept: KeptRunDep) -> RunAnswer:
    """The run; where it is no longer in memory it is computed again."""
    return _answer(kept, language)


@router.get(
    "/runs/{run}/input",
    response_class=Response,
    responses=binary("The network's input.", "application/octet-stream", "image/png")
    | problems(404, 422, 503),
)
def get_input(
    kept: KeptRunDep,
    format: Annotated[
        Literal["npy", "png"], Query(description="npy: the very tensor; png: the picture of it.")
    ] = "npy",
) -> Response:
    """What the network saw."""
    if format == "npy":
        return Response(npy(kept.run.input), media_type="application/octet-stream")
    return Response(encode_png(input_picture(kept.run)), media_type="image/png")


def _answer(kept: KeptRun, language: str) -> RunAnswer:
    run = kept.run
    image, _ = split_run_id(kept.id)
    return RunAnswer(
        id=kept.id,
        model=run.network.card.id,
        image=image,
        predictions=[PredictionAnswer.model_validate(one) for one in run.predictions[:LIKELIEST]],
        layers=[LayerAnswer.model_validate(layer) for layer in run.layers],
        timing=Timing(**run.timing),
        layout=run.layout,
        frame=FrameAnswer.model_validate(run.frame),
        input=InputSize.model_validate(run.network.card.preprocess),
        photo=Size(width=run.width, height=run.height),
        notes=[words(note, language) for note in kept.notes],
    )
