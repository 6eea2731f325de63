"""The API page: Swagger UI from files that are installed here, and what each problem code means."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.api.errors import KINDS, WEB_KINDS
from app.pages.templates import render

router = APIRouter(include_in_schema=False)


class Row(NamedTuple):
    """One problem code in the table below the calls."""

    code: str
    status: int
    title: str


def swagger_files() -> Path:
    """The folder of Swagger UI's script and style, found without importing its package."""
    spec = find_spec("fastapi_offline")
    if spec is None or spec.origin is None:
        raise RuntimeError("The package fastapi-offline is missing: install Convscope again.")
    return Path(spec.origin).parent / "static"


@router.get("/docs", response_class=HTMLResponse)
def get_docs(request: Request) -> Response:
    rows = [Row(error.code, kind.status, kind.title) for error, kind in KINDS.items()]
    rows += [Row(code, kind.status, kind.title) for code, kind in WEB_KINDS.items()]
    return render(
        request, "docs", openapi=request.app.openapi_url, problems=sorted(rows, key=_by_status)
    )


def _by_status(row: Row) -> tuple[int, str]:
    return row.status, row.code
