"""The downloads of networks' weights: begun, followed, cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from app.api.deps import JobDep, JobsDep, LanguageDep, ModelId, NetworksDep
from app.api.errors import reason_of
from app.api.openapi import Responses, binary, problems
from app.api.schemas.jobs import JobAnswer
from app.language import language_of
from app.store.job import Job, State

router = APIRouter(tags=["models"])

# A proxy may close a connection on which nothing comes for a minute; half of that leaves room.
KEEP_ALIVE_SECONDS = 15.0
RETRY_MILLISECONDS = 1000
APART_SECONDS = 0.1
UNBUFFERED = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
HERE: Responses = {200: {"model": JobAnswer, "description": "The weights are here already."}}
SEEN: Responses = {204: {"description": "The job is over, and its last event has been seen."}}


@router.post(
    "/models/{model}/download",
    status_code=202,
    responses=HERE | problems(403, 404, 409, 422, 503),
)
def post_download(
    model: ModelId,
    networks: NetworksDep,
    jobs: JobsDep,
    language: LanguageDep,
    response: Response,
) -> JobAnswer:
    """Fetch a network's weights. However many ask, it is fetched once, and they get one job."""
    job = jobs.start(networks.card(model))
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    if job.state.is_over:
        response.status_code = 200
    return _answer(job, job.state, language)


@router.get("/jobs/{job}", responses=problems(404, 422))
async def get_job(job: JobDep, language: LanguageDep) -> JobAnswer:
    """How far a download is."""
    return _answer(job, job.state, language)


@router.get(
    "/jobs/{job}/events",
    response_class=Response,
    responses=binary("Events.", "text/event-stream") | SEEN | problems(404, 422),
)
async def get_job_events(
    job: JobDep,
    request: Request,
    last: Annotated[
        str, Header(alias="Last-Event-ID", description="The event that was seen last.")
    ] = "",
) -> Response:
    """How far a download is, again and again, as server-sent events until it is over."""
    if job.state.is_over and last == str(job.state.version):
        return Response(status_code=204)
    # An `EventSource` of the page cannot say its language, but brings the cookie with it.
    events = _events(job, language_of(request))
    return StreamingResponse(events, media_type="text/event-stream", headers=UNBUFFERED)


@router.delete("/jobs/{job}", status_code=204, responses=problems(403, 404, 422))
async def delete_job(job: JobDep, jobs: JobsDep) -> None:
    """Cancel a download; one that is over stays as it is."""
    jobs.cancel(job)


async def _events(job: Job, language: str) -> AsyncIterator[str]:
    """Every state that a follower gets to see; those that come too fast are left out."""
    with job.listening() as listener:
        state = job.state
        yield f"retry: {RETRY_MILLISECONDS}\n{_event(job, state, language)}"
        while not state.is_over:
            if not await listener.wait(KEEP_ALIVE_SECONDS):
                yield ": still here\n\n"
            elif job.state.version != state.version:
                state = job.state
                yield _event(job, state, language)
                await asyncio.sleep(APART_SECONDS)


def _event(job: Job, state: State, language: str) -> str:
    name = "end" if state.is_over else "progress"
    data = _answer(job, state, language).model_dump_json()
    return f"event: {name}\nid: {state.version}\ndata: {data}\n\n"


def _answer(job: Job, state: State, language: str) -> JobAnswer:
    return JobAnswer(
        id=job.id,
        model=job.card.id,
        status=state.status,
        done=state.done,
        total=state.total,
        rate=state.rate,
        problem=None if state.problem is None else reason_of(state.problem, language),
    )
