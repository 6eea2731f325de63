"""Where pages come from, and how one is answered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from convscope import __version__

WEB = Path(__file__).parents[2]
STATIC = WEB / "static"

_templates = Jinja2Templates(WEB / "templates")


def render(request: Request, page: str, **context: Any) -> Response:
    """The page of a template, which every page's context tells the version."""
    return _templates.TemplateResponse(request, f"{page}.html", {"version": __version__, **context})
