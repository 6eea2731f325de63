"""Whether the server is alive, whether it is ready, and its figures."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from app.api.deps import ServicesDep
from app.api.errors import WEB_KINDS, problem
from app.api.openapi import binary, problems
from app.api.schemas.common import Answer
from app.language import accepted_language
from convscope.errors import ConvscopeError
from convscope.message import Message

router = APIRouter(tags=["server"])

_SOON = Message(
    "The network {model} is being loaded and run once. Ask again in a second; "
    "other calls may be made already, and wait for it."
)
_NEVER = Message("The network {model} cannot be used. {why}")
_IN_THE_LOG = Message("The server's log says why.")


class Health(Answer):
    status: Literal["alive"] = "alive"


class Readiness(Answer):
    status: Literal["ready"] = "ready"
    model: str


@router.get("/healthz", responses=problems())
async def get_health() -> Health:
    """The server answers, whether or not it can run a network yet."""
    return Health()


@router.get("/readyz", response_model=Readiness, responses=problems(503))
async def get_readiness(request: Request, all: ServicesDep) -> Readiness | Response:
    """The default network is loaded and has run once."""
    model = all.settings.default_model
    ready = all.networks.ready
    if not ready.done():
        return _not_ready(request, _SOON, model=model)
    if (failure := ready.exception()) is not None:
        why = failure.message if isinstance(failure, ConvscopeError) else _IN_THE_LOG
        return _not_ready(request, _NEVER, model=model, why=why)
    return Readiness(model=model)


@router.get(
    "/metrics",
    response_class=Response,
    responses=binary("Figures.", CONTENT_TYPE_LATEST) | problems(),
)
def get_metrics(all: ServicesDep) -> Response:
    """Figures in the text format of Prometheus."""
    return Response(all.metrics.text(), media_type=CONTENT_TYPE_LATEST)


def _not_ready(request: Request, words: Message, **values: object) -> Response:
    detail = Message(words.text, values)
    return problem("not_ready", WEB_KINDS["not_ready"], detail, accepted_language(request))
