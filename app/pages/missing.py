"""The page for an address at which there is nothing."""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from app.pages.templates import render

API = "/api"


def is_for_a_person(request: Request) -> bool:
    """Whether a browser asked for a page: programs, and whoever calls the API, get a problem."""
    accepted = {
        part.partition(";")[0].strip() for part in request.headers.get("accept", "").split(",")
    }
    path = request.url.path
    return "text/html" in accepted and path != API and not path.startswith(f"{API}/")


def missing_page(request: Request) -> Response:
    answer = render(request, "missing", path=request.url.path)
    answer.status_code = HTTPStatus.NOT_FOUND
    answer.headers["Cache-Control"] = "no-store"
    return answer
