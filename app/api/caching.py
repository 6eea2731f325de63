"""Answers that never change: a strong ETag, kept by the browser for a year, 304 without computing.

What a run or a picture's id names is derived from content, so the address, the version of
Convscope, the query and the language asked for together decide the answer. (A run's `timing` is
that of the pass that was timed for this answer; another pass would have taken about as long.)

Only uploaded pictures are asked about each time: whoever removes one does not want it to stay in
the browser's cache.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlencode

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from app.language import accepted_language
from convscope import __version__

CACHE_CONTROL = "private, max-age=31536000, immutable"
ASK_EACH_TIME = "private, no-cache"

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class NotModified(Exception):
    """The client has this very answer already."""


def etag_of(request: Request) -> str:
    """The ETag of the answer to a request, known before there is an answer."""
    query = urlencode(sorted(request.query_params.items()), errors="backslashreplace")
    name = f"{__version__}\n{request.url.path}\n{query}\n{accepted_language(request)}"
    return f'"{hashlib.sha256(name.encode()).hexdigest()[:32]}"'


def stop_if_known(request: Request) -> None:
    """Raise `NotModified` where the client names the answer's ETag; call it once the id is good.

    `*` is not understood: it would vouch for an answer that there may never have been.
    """
    known = request.headers.get("if-none-match", "")
    tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
    if etag_of(request) in tags:
        raise NotModified


def ask_each_time(request: Request) -> None:
    """Have the browser ask whether the answer is still there before it shows its copy."""
    request.state.cache_control = ASK_EACH_TIME


class ImmutableRoute(APIRoute):
    """A route whose successful answers may be kept for good."""

    def get_route_handler(self) -> Handler:
        handler = super().get_route_handler()

        async def immutable(request: Request) -> Response:
            try:
                response = await handler(request)
            except NotModified:
                response = Response(None, 304, getattr(request.state, "said_in", None))
            if request.method == "GET" and response.status_code in (200, 304):
                response.headers["ETag"] = etag_of(request)
                response.headers["Cache-Control"] = getattr(
                    request.state, "cache_control", CACHE_CONTROL
                )
            return response

        return immutable
