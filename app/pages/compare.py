"""The page where two photos, or two networks, are looked at side by side."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.api.deps import ServicesDep
from app.pages.modules import modules_of
from app.pages.templates import render
from convscope.samples import list_samples

router = APIRouter(include_in_schema=False)


@router.get("/compare", response_class=HTMLResponse)
def get_compare(request: Request, all: ServicesDep) -> Response:
    settings = all.settings
    samples = list_samples()
    photos = [each.id for each in samples if each.kind == "photo"]
    return render(
        request,
        "compare",
        limits={"bytes": settings.image_bytes},
        default_model=settings.default_model,
        default_image=settings.default_image,
        other_image=next(each for each in photos if each != settings.default_image),
        samples=samples,
        modules=modules_of("compare.js"),
    )
