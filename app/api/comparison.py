"""Two runs side by side: which layers stand beside each other, and both answers."""

from __future__ import annotations

from fastapi import APIRouter

from app.api.caching import ImmutableRoute
from app.api.deps import KeptRunDep
from app.api.openapi import problems
from app.api.other import OtherRunDep
from app.api.schemas.comparison import ComparisonAnswer
from convscope.pairing import pair
from convscope.verdicts import verdicts

router = APIRouter(tags=["comparison"], route_class=ImmutableRoute)


@router.get("/runs/{run}/comparison/{other}", responses=problems(404, 422, 503))
def get_comparison(other: OtherRunDep, kept: KeptRunDep) -> ComparisonAnswer:
    """Two runs side by side: a partner for each layer, and the classes that either finds likely."""
    return ComparisonAnswer.model_validate(
        {
            "run": kept.id,
            "other": other.id,
            "layers": pair(kept.run.layers, other.run.layers),
            "answers": verdicts(kept.run, other.run),
        }
    )
