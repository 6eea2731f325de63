"""The pictures that come with Convscope."""

from __future__ import annotations

from fastapi import APIRouter

from app.api.openapi import problems
from app.api.schemas.images import SampleAnswer, SamplesAnswer
from convscope.samples import list_samples

router = APIRouter(tags=["images"])


@router.get("/samples", responses=problems())
async def get_samples() -> SamplesAnswer:
    """The sample pictures; each one's id is valid wherever an image id is."""
    return SamplesAnswer(samples=[SampleAnswer.model_validate(each) for each in list_samples()])
