"""Where errors are caught, so that every one of them is answered as a problem."""

from __future__ import annotations

import logging
import secrets
from contextlib import suppress
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Sent

from app.api import errors
from app.api.invalid import field_problem
from app.api.methods import methods_at
from app.language import accepted_language, language_of
from app.pages.missing import is_for_a_person, missing_page
from app.pages.trouble import trouble_page
from convscope.errors import ConvscopeError
from convscope.message import Message

log = logging.getLogger("uvicorn.error")

# What an error may be answered with: a problem, or a page where a person asked for one.
OURS = (errors.MEDIA_TYPE, "text/html; charset=utf-8")


def install(app: FastAPI) -> None:
    """Have the routes' errors answered here."""
    app.add_exception_handler(ConvscopeError, _on_convscope_error)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)


async def _on_convscope_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ConvscopeError)
    return _worded_answer(request, error)


async def _on_http_exception(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: unknown paths, wrong methods, unreadable bodies."""
    assert isinstance(error, HTTPException)
    status, path = HTTPStatus(error.status_code), request.url.path
    headers = dict(error.headers or {})
    if status == HTTPStatus.NOT_FOUND and is_for_a_person(request):
        return missing_page(request)
    match status:
        case HTTPStatus.NOT_FOUND:
            detail = Message(
                "There is nothing at {path}. GET /docs shows what every call takes.", {"path": path}
            )
        case HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = methods_at(request.app, path) or headers.get("Allow", "GET, HEAD")
            detail = Message(
                "{method} is not possible at {path}, only {allowed}. "
                "GET /docs shows what every call takes.",
                {"method": request.method, "path": path, "allowed": headers["Allow"]},
            )
        case _:
            detail = errors.framework_words(error.detail)
    return errors.from_status(status, accepted_language(request), detail, headers)


async def _on_invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    language = accepted_language(request)
    fields = [field_problem(one, language) for one in error.errors()]
    words = "; ".join(f"{one.field} {one.problem}" for one in fields)
    detail = Message("{words}. GET /docs shows what this call takes.", {"words": words})
    kind = errors.WEB_KINDS["invalid_request"]
    return errors.problem("invalid_request", kind, detail, language, fields)


class ProblemMiddleware:
    """The last resort: whatever is raised inside is answered in words, never by a stack trace.

    Errors of the tree that the middlewares further in raise have their own status; anything else
    is logged with a reference that the answer names, so that a report leads to its log entry. An
    error that the framework answers in a form of its own is put into ours.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False
        foreign: int | None = None

        async def watched(message: Sent) -> None:
            nonlocal started, foreign
            if message["type"] == "http.response.start" and _is_foreign(message):
                foreign = message["status"]
            elif foreign is None:
                started = True
                await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if started or scope["type"] != "http":
                raise
            await _last_answer(Request(scope), error)(scope, receive, send)
        else:
            if foreign is not None:
                language = accepted_language(HTTPConnection(scope))
                answer = errors.from_status(HTTPStatus(foreign), language)
                await answer(scope, receive, send)


def _is_foreign(start: Sent) -> bool:
    headers = Headers(raw=start["headers"])
    return start["status"] >= 400 and headers.get("content-type") not in OURS


def _worded_answer(request: Request, error: ConvscopeError) -> Response:
    if not is_for_a_person(request):
        return errors.answer_for(error, accepted_language(request))
    errors.note(error)
    reason = errors.reason_of(error, language_of(request))
    return trouble_page(request, reason, errors.kind_of(type(error)).headers)


def _last_answer(request: Request, error: Exception) -> Response:
    if isinstance(error, ConvscopeError):
        return _worded_answer(request, error)
    reference = secrets.token_hex(4)
    log.error("internal error %s", reference, exc_info=error)
    code, kind = "internal_error", errors.WEB_KINDS["internal_error"]
    detail = Message(
        "This is a fault of the server, not of the request. Its log says more at {reference}.",
        {"reference": reference},
    )
    if is_for_a_person(request):
        # What keeps a page from being made may keep this one from it, too.
        with suppress(Exception):
            reason = errors.reason(code, kind, detail, language_of(request))
            return trouble_page(request, reason, kind.headers)
    return errors.problem(code, kind, detail, accepted_language(request))
