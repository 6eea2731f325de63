"""The networks that can be run."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from app.api.deps import JobsDep, ModelId, NetworksDep
from app.api.openapi import problems
from app.api.schemas.models import ModelAnswer, ModelDetails, ModelsAnswer, Source, Status

router = APIRouter(tags=["models"])


@router.get("/models", responses=problems(422))
def get_models(
    networks: NetworksDep,
    jobs: JobsDep,
    *,
    source: Annotated[Source | None, Query(description="Only from there.")] = None,
    family: Annotated[str | None, Query(description="Only of this family.")] = None,
    status: Annotated[Status | None, Query(description="Only in this state.")] = None,
    q: Annotated[str | None, Query(description="Only with this in its id or name.")] = None,
) -> ModelsAnswer:
    """Every network, or those that all the filters given leave."""
    models = [ModelAnswer.model_validate(card) for card in jobs.overlay(networks.list())]
    return ModelsAnswer(
        models=[
            model
            for model in models
            if source in (None, model.source)
            and family in (None, model.family)
            and status in (None, model.status)
            and (q is None or q.casefold() in f"{model.id} {model.name}".casefold())
        ]
    )


@router.get("/models/{model}", responses=problems(404, 422, 503))
def get_model(model: ModelId, networks: NetworksDep) -> ModelDetails:
    """One network with all of its layers in the order of execution."""
    network = networks.load(model)
    card = ModelAnswer.model_validate(network.card)
    return ModelDetails.model_validate(
        {**card.model_dump(), "layers": network.layers, "notes": network.notes}
    )
