"""Every error as `application/problem+json`, and the only place that knows statuses."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.schemas.problem import FieldProblem, Problem
from convscope import errors

log = logging.getLogger("uvicorn.error")

MEDIA_TYPE = "application/problem+json"


class Kind(NamedTuple):
    """What all occurrences of one class of error have in common."""

    status: int
    title: str
    headers: Mapping[str, str] = {}


KINDS: dict[type[errors.ConvscopeError], Kind] = {
    errors.ConvscopeError: Kind(500, "Something went wrong"),
    errors.ImageError: Kind(422, "The picture cannot be used"),
    errors.EmptyFile: Kind(400, "The file is empty"),
    errors.NotAnImage: Kind(415, "The file is not a picture"),
    errors.UnsupportedFormat: Kind(415, "The picture's format is not opened"),
    errors.DamagedImage: Kind(422, "The picture is damaged"),
    errors.FileTooLarge: Kind(413, "The upload has too many bytes"),
    errors.TooManyPixels: Kind(413, "The picture has too many pixels"),
    errors.UnknownThing: Kind(404, "There is no such thing"),
    errors.UnknownModel: Kind(404, "There is no such model"),
    errors.UnknownImage: Kind(404, "There is no such image"),
    errors.UnknownRun: Kind(404, "There is no such run"),
    errors.UnknownLayer: Kind(404, "There is no such layer"),
    errors.UnknownChannel: Kind(404, "There is no such channel"),
    errors.BadRequest: Kind(400, "The request cannot be carried out"),
    errors.BadChannels: Kind(400, "The channel list cannot be read"),
    errors.BadOption: Kind(400, "An option is outside its choices"),
    errors.ModelError: Kind(500, "The network cannot be used"),
    errors.WeightsMissing: Kind(503, "The network's weights are missing"),
    errors.WeightsDamaged: Kind(500, "The network's weights are damaged"),
    errors.ModelFailed: Kind(500, "The network failed"),
    errors.Busy: Kind(503, "Too many runs are waiting", {"Retry-After": "2"}),
    errors.HostNotAllowed: Kind(421, "The host is not served here"),
    errors.OriginNotAllowed: Kind(403, "Another site may not change anything here"),
}

# What can go wrong before the instrument is asked at all, by code.
WEB_KINDS: dict[str, Kind] = {
    "invalid_request": Kind(422, "The request has a value that cannot be used"),
    "starting": Kind(503, "The server is still starting", {"Retry-After": "1"}),
    "internal_error": Kind(500, "Something went wrong in the server"),
}


def kind_of(error: type[errors.ConvscopeError]) -> Kind:
    """The kind of an error, its own or that of the nearest class above it."""
    return next(KINDS[ancestor] for ancestor in error.__mro__ if ancestor in KINDS)


def problem(
    code: str, kind: Kind, detail: str, fields: list[FieldProblem] | None = None
) -> Response:
    """The answer for one error; it is never cached."""
    body = Problem(
        type=f"/docs#{code}",
        title=kind.title,
        status=kind.status,
        detail=_encodable(detail),
        code=code,
        errors=fields,
    )
    return Response(
        body.model_dump_json(exclude_none=True),
        kind.status,
        {**kind.headers, "Cache-Control": "no-store"},
        MEDIA_TYPE,
    )


def answer_for(error: errors.ConvscopeError) -> Response:
    kind = kind_of(type(error))
    if kind.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s: %s", error.code, error)
    return problem(error.code, kind, str(error))


def install(app: FastAPI) -> None:
    """Have the routes' errors answered here."""
    app.add_exception_handler(errors.ConvscopeError, _on_convscope_error)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)


async def _on_convscope_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, errors.ConvscopeError)
    return answer_for(error)


async def _on_http_exception(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: unknown paths, wrong methods, unreadable bodies."""
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    code = status.name.lower()
    details = {
        404: f"There is nothing at {request.url.path}. GET /docs shows every call.",
        405: f"{request.method} is not possible at {request.url.path}. "
        f"Possible: {(error.headers or {}).get('Allow', 'see GET /docs')}.",
    }
    detail = details.get(error.status_code, f"{error.detail}. GET /docs shows what is expected.")
    return problem(code, Kind(status, status.phrase, error.headers or {}), detail)


async def _on_invalid_request(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    fields = [_field_problem(one) for one in error.errors()]
    words = "; ".join(f"{one.field}: {one.problem}" for one in fields)
    detail = f"{words}. GET /docs shows what this call takes."
    return problem("invalid_request", WEB_KINDS["invalid_request"], detail, fields)


def _field_problem(error: Mapping[str, Any]) -> FieldProblem:
    if error["type"] == "json_invalid":
        return FieldProblem(field="body", problem=f"This is not JSON: {error['ctx']['error']}")
    place = ".".join(str(part) for part in error["loc"])
    given = "" if error["type"] == "missing" else f" (it is {_shortened(error['input'])})"
    return FieldProblem(field=_encodable(place), problem=_encodable(error["msg"] + given))


def _shortened(value: object, longest: int = 80) -> str:
    words = repr(value)
    return words if len(words) <= longest else f"{words[:longest]}…"


def _encodable(text: str) -> str:
    # A lone surrogate, which JSON can carry in, cannot be written out again as UTF-8.
    return text.encode("utf-8", "backslashreplace").decode()


class ProblemMiddleware:
    """The last resort: whatever is raised inside becomes a problem, never a stack trace.

    Errors of the tree that the middlewares further in raise have their own status; anything else
    is logged with a reference that the answer names, so that a report leads to its log entry.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if started or scope["type"] != "http":
                raise
            await _last_answer(error)(scope, receive, send)


def _last_answer(error: Exception) -> Response:
    if isinstance(error, errors.ConvscopeError):
        return answer_for(error)
    reference = secrets.token_hex(4)
    log.error("internal error %s", reference, exc_info=error)
    return problem(
        "internal_error",
        WEB_KINDS["internal_error"],
        f"This is a fault of the server, not of the request. Its log says more at {reference}.",
    )
