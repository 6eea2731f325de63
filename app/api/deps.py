"""What routes ask for by type: the stores, and the run and layer that their path names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Path
from starlette.requests import Request
from starlette.responses import Response

from app.api.caching import ask_each_time, stop_if_known
from app.api.errors import said_in
from app.config import Settings
from app.language import accepted_language
from app.metrics import Metrics
from app.store.images import Images
from app.store.job import Job
from app.store.jobs import Jobs
from app.store.networks import Networks, split_run_id
from app.store.runs import KeptRun, Runs
from app.store.worker import Worker

if TYPE_CHECKING:
    from convscope.layers import Layer
    from convscope.maps import Floats


@dataclass(frozen=True)
class Services:
    """Everything that lives as long as the app; wired in `app.main`."""

    settings: Settings
    images: Images
    networks: Networks
    worker: Worker
    runs: Runs
    jobs: Jobs
    metrics: Metrics


def services(request: Request) -> Services:
    found: Services = request.app.state.services
    return found


ServicesDep = Annotated[Services, Depends(services)]


def _images(all: ServicesDep) -> Images:
    return all.images


async def _networks(all: ServicesDep) -> Networks:
    """The networks, once torch is imported: early requests wait for it rather than fail."""
    await all.networks.imported()
    return all.networks


def _jobs(all: ServicesDep) -> Jobs:
    return all.jobs


def _language(request: Request, response: Response) -> str:
    """The language of an answer that holds sentences; its headers tell, those of a 304 as well."""
    language = accepted_language(request)
    request.state.said_in = said_in(language)
    response.headers.update(said_in(language))
    return language


ImagesDep = Annotated[Images, Depends(_images)]
NetworksDep = Annotated[Networks, Depends(_networks)]
JobsDep = Annotated[Jobs, Depends(_jobs)]
LanguageDep = Annotated[str, Depends(_language)]

ImageId = Annotated[str, Path(description="Id of an uploaded image, or of a sample.")]
ModelId = Annotated[str, Path(description="Id of a model, one of `GET /models`.")]
RunId = Annotated[str, Path(description="Id of a run, from the answer to `POST /runs`.")]
JobId = Annotated[str, Path(description="Id of a download, from `POST /models/{model}/download`.")]
LayerName = Annotated[str, Path(description="Name of a layer, one of the run's `layers`.")]


def _stored_image(request: Request, image: ImageId, images: ImagesDep) -> str:
    images.require(image)
    if not images.is_sample(image):
        ask_each_time(request)
    stop_if_known(request)
    return image


async def _kept_run(request: Request, run: RunId, images: ImagesDep, all: ServicesDep) -> KeptRun:
    """The run of the path; it waits without holding a thread while the run is computed."""
    image, _ = split_run_id(run)
    images.require(image)
    await all.networks.imported()
    all.networks.model_of(run)
    stop_if_known(request)
    return await all.runs.get(run)


async def _job(job: JobId, jobs: JobsDep) -> Job:
    return jobs.find(job)


StoredImage = Annotated[str, Depends(_stored_image)]
KeptRunDep = Annotated[KeptRun, Depends(_kept_run)]
JobDep = Annotated[Job, Depends(_job)]


@dataclass(frozen=True)
class Output:
    """One layer of a run and its output, without the batch axis."""

    run: KeptRun
    layer: Layer
    values: Floats


def _output(run: KeptRunDep, layer: LayerName) -> Output:
    found = run.run.layer(layer)
    return Output(run, found, run.run.view(layer))


OutputDep = Annotated[Output, Depends(_output)]
