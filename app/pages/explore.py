"""The page where a photo is looked at through a network."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.api.deps import ServicesDep
from app.pages.templates import STATIC, render
from convscope.samples import list_samples

router = APIRouter(include_in_schema=False)

# Scripts of other pages, and types without code: no part of this page.
NOT_PRELOADED = {"docs.js", "early.js", "networks.js", "types.js", "graph/answer.js"}
OTHER_PAGES = "networks/"


@router.get("/", response_class=HTMLResponse)
def get_explore(request: Request, all: ServicesDep) -> Response:
    settings = all.settings
    return render(
        request,
        "explore",
        limits={"bytes": settings.image_bytes, "pixels": settings.image_pixels},
        default_model=settings.default_model,
        default_image=settings.default_image,
        samples=list_samples(),
        unsettled=request.query_params.get("model") not in (None, "", settings.default_model),
        modules=_modules(),
    )


def _modules() -> list[str]:
    """The page's modules, so that the browser fetches all at once and not import by import."""
    folder = STATIC / "js"
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.js"))
    return [
        path for path in paths if path not in NOT_PRELOADED and not path.startswith(OTHER_PAGES)
    ]
