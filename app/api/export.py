"""A whole run as one archive of arrays, made while it is sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import closing
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.concurrency import iterate_in_threadpool
from starlette.responses import StreamingResponse

from app.api.attachment import attachment, file_name
from app.api.caching import ImmutableRoute
from app.api.deps import KeptRunDep, ServicesDep
from app.api.openapi import binary, problems
from app.store.runs import Runs
from convscope.export.npz import Npz, length
from convscope.export.select import parse_layers

router = APIRouter(prefix="/runs/{run}", tags=["runs"], route_class=ImmutableRoute)

BYTES = "application/octet-stream"


@router.get(
    "/arrays.npz",
    response_class=StreamingResponse,
    responses=binary("An archive that `numpy.load` reads.", BYTES) | problems(400, 404, 422, 503),
)
def get_arrays(
    kept: KeptRunDep,
    all: ServicesDep,
    layers: Annotated[
        str | None, Query(description="Some layers only, such as `conv1,fc`, in that order.")
    ] = None,
) -> StreamingResponse:
    """The output of every layer, or of some, as one NPZ archive with a member per layer."""
    names = parse_layers(layers, kept.run)
    size = length((name, kept.run.view(name).shape) for name in names)
    headers = {"Content-Length": str(size), **attachment(file_name(kept, "npz"))}
    return StreamingResponse(_archive(all.runs, kept.id, names), headers=headers, media_type=BYTES)


async def _archive(runs: Runs, run: str, names: list[str]) -> AsyncIterator[bytes]:
    """The archive's pieces, made in a thread as fast as they are sent.

    The run is asked for again at every layer: whoever reads slowly holds one layer in memory and
    not the run, which may be evicted meanwhile and is then computed again.
    """
    archive = Npz()
    for name in names:
        values = (await runs.get(run)).run.view(name)
        with closing(archive.member(name, values)) as pieces:
            async for piece in iterate_in_threadpool(pieces):
                yield piece
    yield archive.end()
