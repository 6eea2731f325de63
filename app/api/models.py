"""The networks that can be run."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from app.api import listing
from app.api.deps import JobsDep, LanguageDep, ModelId, NetworksDep
from app.api.openapi import problems
from app.api.schemas.models import ModelAnswer, ModelDetails, ModelsAnswer, ModelsWanted

router = APIRouter(tags=["models"])


@router.get("/models", response_model=ModelsAnswer, responses=problems(422))
def get_models(
    request: Request,
    networks: NetworksDep,
    jobs: JobsDep,
    wanted: Annotated[ModelsWanted, Query()],
    language: LanguageDep,
) -> Response:
    """Every network, or those that all the filters given leave."""
    cards = jobs.overlay(networks.list())
    return listing.answer(cards, wanted, language, request.headers.get("if-none-match", ""))


@router.get("/models/{model}", responses=problems(404, 409, 422, 503))
def get_model(model: ModelId, networks: NetworksDep, language: LanguageDep) -> ModelDetails:
    """One network with all of its layers in the order of execution."""
    network = networks.load(model)
    spoken = {"language": language}
    card = ModelAnswer.model_validate(network.card, context=spoken)
    return ModelDetails.model_validate(
        {**card.model_dump(), "layers": network.layers, "notes": network.notes}, context=spoken
    )
