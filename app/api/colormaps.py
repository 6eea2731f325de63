"""The colours of maps, so that a page draws them as the server does."""

from __future__ import annotations

from fastapi import APIRouter

from app.api.openapi import problems
from app.api.schemas.colormaps import ColormapAnswer, ColormapsAnswer
from convscope.colormaps import COLORMAPS, lut

router = APIRouter(tags=["maps"])


@router.get("/colormaps", responses=problems())
def get_colormaps() -> ColormapsAnswer:
    """Every colour map as the 256 colours of pixel values 0 to 255."""
    return ColormapsAnswer(
        colormaps=[
            ColormapAnswer(name=each.name, kind=each.kind, rgb=lut(each.name).tolist())
            for each in COLORMAPS.values()
        ]
    )
