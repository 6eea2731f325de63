"""The page in place of one that could not be made: what is wrong, in a sentence, and the way on."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from app.api.schemas.problem import Reason
from app.pages.templates import render


def trouble_page(request: Request, reason: Reason, headers: Mapping[str, str]) -> Response:
    """An error as a person reads it; `headers` are those that its problem has as well."""
    answer = render(request, "trouble", reason=reason)
    answer.status_code = reason.status
    answer.headers.update({**headers, "Cache-Control": "no-store"})
    return answer
