"""What a network's family is about, shown in a run: its guided way, and its blocks dropped."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path
from starlette.requests import Request

from app.api.caching import ImmutableRoute, ask_each_time
from app.api.deps import KeptRunDep, LanguageDep, ModelId, NetworksDep, ServicesDep
from app.api.openapi import problems
from app.api.schemas.lens import LedgerAnswer, LensAnswer, WithoutAnswer
from app.catalogue import say
from app.store import lenses
from convscope.message import Message

if TYPE_CHECKING:
    from convscope.lenses.step import Step

router = APIRouter(tags=["lenses"], route_class=ImmutableRoute)

LIKELIEST = 5


@router.get("/runs/{run}/lens", responses=problems(404, 422, 500, 503))
def get_lens(language: LanguageDep, kept: KeptRunDep) -> LensAnswer:
    """A guided way through the network's own layers, for what its family is about."""
    lens = lenses.lens(kept.run)
    if lens is None:
        return LensAnswer(run=kept.id, family=None, title="", steps=[])
    return LensAnswer.model_validate(
        {
            "run": kept.id,
            "family": lens.family,
            "title": say(lens.title, language),
            "steps": [_step(step, language) for step in lens.steps],
        }
    )


@router.get("/runs/{run}/without/{addition}", responses=problems(404, 422, 500, 503))
async def get_without(
    kept: KeptRunDep,
    addition: Annotated[str, Path(description="Name of the addition that ends the block.")],
    all: ServicesDep,
) -> WithoutAnswer:
    """What the network answers when one residual block is dropped, so that its input goes on.

    What comes after the block is computed again, and waits in line for it.
    """
    job = all.worker.submit(lambda: lenses.without(kept.run, addition))
    found = await asyncio.shield(asyncio.wrap_future(job))
    return WithoutAnswer.model_validate(
        {
            **asdict(found.skip),
            "run": kept.id,
            "projected": found.skip.projected,
            "predictions": found.predictions[:LIKELIEST],
            "probabilities": found.probabilities,
        }
    )


@router.get("/models/{model}/ledger", responses=problems(404, 409, 422, 500, 503))
def get_ledger(request: Request, model: ModelId, networks: NetworksDep) -> LedgerAnswer:
    """Where a network's parameters and multiply-adds are, by part and by kind of layer.

    What torchvision and timm publish needs no weights for it.
    """
    ask_each_time(request)  # a person may put another network in the place of one of their own
    card = networks.card(model)
    found = lenses.account(model)
    return LedgerAnswer.model_validate(
        {
            "model": card.id,
            "name": card.name,
            "parameters": found.parameters,
            "macs": found.macs,
            "entries": found.entries,
        }
    )


def _step(step: Step, language: str) -> dict[str, Any]:
    figure = None
    if step.figure is not None:
        figure = {"kind": step.figure.kind, **_said(step.figure, language)}
    return {**_said(step, language), "figure": figure}


def _said(value: Any, language: str) -> Any:
    """A value with every message in it in the person's language."""
    if isinstance(value, Message):
        return say(value, language)
    if isinstance(value, list):
        return [_said(each, language) for each in value]
    if is_dataclass(value):
        return {name: _said(each, language) for name, each in vars(value).items()}
    return value
