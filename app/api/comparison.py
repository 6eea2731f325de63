"""Two runs side by side: which layers stand beside each other, their strips, and both answers."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from app.api.caching import ImmutableRoute
from app.api.deps import KeptRunDep
from app.api.openapi import problems
from app.api.other import OtherRunDep
from app.api.schemas.comparison import ComparisonAnswer, RowAnswer, RowsAnswer
from app.api.sheet import MAPS, SIZE, MapsQuery, SizeQuery, sheet_layer
from app.store.runs import KeptRun
from convscope.pairing import pair
from convscope.side_by_side import Row, side_by_side
from convscope.verdicts import verdicts

router = APIRouter(
    prefix="/runs/{run}/comparison/{other}", tags=["comparison"], route_class=ImmutableRoute
)


@router.get("", responses=problems(404, 422, 503))
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


@router.get("/sheet", response_model=RowsAnswer, responses=problems(404, 422, 503))
def get_comparison_sheet(
    other: OtherRunDep,
    kept: KeptRunDep,
    maps: MapsQuery = MAPS,
    size: SizeQuery = SIZE,
) -> Response:
    """For every layer the same maps of both runs, as 256 levels, and how far the two differ."""
    name = f"beside {other.id} {maps} {size}"
    answer = kept.answer(name, lambda: _rows(kept, other, maps, size))
    return Response(answer, media_type="application/json")


def _rows(kept: KeptRun, other: KeptRun, maps: int, size: int) -> bytes:
    rows = [_row(row) for row in side_by_side(kept.run, other.run, maps, size)]
    answer = RowsAnswer(run=kept.id, other=other.id, maps=maps, size=size, layers=rows)
    return answer.model_dump_json().encode()


def _row(row: Row) -> RowAnswer:
    return RowAnswer(
        layer=row.layer,
        partner=row.partner,
        relative=row.relative,
        a=sheet_layer(row.layer, row.a),
        b=sheet_layer(row.partner, row.b),
    )
