"""The page where a photo is looked at through a network."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.api.deps import ServicesDep
from app.pages.modules import modules_of
from app.pages.templates import render
from convscope.samples import list_samples

router = APIRouter(include_in_schema=False)


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
        modules=modules_of("main.js"),
    )
