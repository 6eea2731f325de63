"""A second run in the path of a call, beside the first."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path

from app.api.deps import ImagesDep, KeptRunDep, ServicesDep
from app.store.networks import split_run_id
from app.store.runs import KeptRun

OtherRunId = Annotated[str, Path(description="Id of the run that is compared with.")]


async def _known(other: OtherRunId, images: ImagesDep, all: ServicesDep) -> str:
    """Its id, once it is known to be good: before the first run may stop at a known answer."""
    image, _ = split_run_id(other)
    images.require(image)
    await all.networks.imported()
    all.networks.model_of(other)
    return other


async def _kept(other: Annotated[str, Depends(_known)], _: KeptRunDep, all: ServicesDep) -> KeptRun:
    return await all.runs.get(other)


OtherRunDep = Annotated[KeptRun, Depends(_kept)]
