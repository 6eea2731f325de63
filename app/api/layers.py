"""The layers of a run and the figures of their outputs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.api.attachment import csv_file, file_name
from app.api.caching import ImmutableRoute
from app.api.deps import KeptRunDep, OutputDep
from app.api.openapi import problems
from app.api.schemas.common import LayerKind
from app.api.schemas.layers import (
    ChannelAnswer,
    ChannelFigures,
    HistogramAnswer,
    LayerFigures,
    LayersAnswer,
    LayerStatistics,
    OutputAnswer,
    Statistics,
)
from app.api.schemas.models import LayerAnswer, LayerDetails
from app.store.runs import KeptRun
from convscope.channels import parse_channels
from convscope.export.table import channels_csv, layers_csv
from convscope.maps import as_maps
from convscope.stats import ChannelStats, channel_stats, histogram, summarize

router = APIRouter(prefix="/runs/{run}/layers", tags=["layers"], route_class=ImmutableRoute)


Format = Annotated[
    Literal["json", "csv"], Query(description="json, or csv: the figures as a table.")
]
TABLE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}}}
}


@router.get("", response_model=LayersAnswer, responses=TABLE | problems(404, 422, 503))
def get_layers(
    kept: KeptRunDep,
    kind: Annotated[LayerKind | None, Query(description="Only layers of this kind.")] = None,
    format: Format = "json",
) -> Response:
    """Every layer, or those of one kind, with figures over its whole output."""
    if format == "csv":
        table = kept.answer(f"layers {kind} csv", lambda: layers_csv(kept.run, kind))
        return csv_file(table, file_name(kept, "csv", *filter(None, [kind])))
    answer = kept.answer(f"layers {kind}", lambda: _layers(kept, kind))
    return Response(answer, media_type="application/json")


@router.get("/{layer}", response_model=OutputAnswer, responses=TABLE | problems(404, 422, 503))
def get_layer(output: OutputDep, format: Format = "json") -> OutputAnswer | Response:
    """One layer: what it is, its figures in all and by channel, and its histogram."""
    if format == "csv":
        name = file_name(output.run, "csv", output.layer.name)
        return csv_file(channels_csv(output.values), name)
    figures = channel_stats(output.values)
    whole = Statistics.model_validate(figures.summary()).model_dump()
    return OutputAnswer(
        **LayerDetails.model_validate(output.layer).model_dump(),
        statistics=LayerStatistics(**whole, dead=int(figures.dead.sum())),
        histogram=HistogramAnswer.model_validate(histogram(output.values)),
        channels=_by_channel(figures),
    )


@router.get("/{layer}/channels/{channel}", responses=problems(404, 422, 503))
def get_channel(
    output: OutputDep,
    channel: Annotated[int, Path(ge=0, le=999_999_999, description="Its number, from 0.")],
) -> ChannelAnswer:
    """One channel of a layer: its figures and its histogram."""
    maps = as_maps(output.values)
    chosen = maps[parse_channels(str(channel), len(maps))]
    return ChannelAnswer(
        channel=channel,
        statistics=Statistics.model_validate(summarize(chosen)),
        histogram=HistogramAnswer.model_validate(histogram(chosen)),
    )


def _layers(kept: KeptRun, kind: str | None) -> bytes:
    layers = [
        LayerFigures.model_validate(
            {
                **LayerAnswer.model_validate(layer).model_dump(),
                **vars(summarize(kept.run.view(layer.name))),
            }
        )
        for layer in kept.run.layers
        if kind in (None, layer.kind)
    ]
    return LayersAnswer(run=kept.id, layers=layers).model_dump_json().encode()


def _by_channel(figures: ChannelStats) -> list[ChannelFigures]:
    columns = (
        figures.minimum.tolist(),
        figures.maximum.tolist(),
        figures.mean.tolist(),
        figures.std.tolist(),
        figures.zeros.tolist(),
        figures.dead.tolist(),
    )
    names = ("minimum", "maximum", "mean", "std", "zeros", "dead")
    return [
        ChannelFigures(channel=channel, **dict(zip(names, row, strict=True)))
        for channel, row in enumerate(zip(*columns, strict=True))
    ]
