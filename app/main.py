"""The web app: everything is wired here and nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.staticfiles import StaticFiles

from app.api import (
    cells,
    colormaps,
    comparison,
    difference,
    export,
    graph,
    handlers,
    health,
    images,
    jobs,
    layers,
    lens,
    maps,
    models,
    openapi,
    parts,
    runs,
    samples,
    sheet,
    weights,
)
from app.api.deps import Services
from app.body import BodyLimitMiddleware
from app.config import Settings, read_settings
from app.head import HeadMiddleware
from app.metrics import Metrics, MetricsMiddleware
from app.pages import compare, docs, explore, networks
from app.pages.templates import STATIC
from app.security import HeadersMiddleware, HostMiddleware, OriginMiddleware, allowed_hosts
from app.store.graphs import Graphs
from app.store.images import Images, Keeping
from app.store.jobs import Bounds, Jobs
from app.store.networks import Means, Networks
from app.store.runs import Runs
from app.store.worker import Worker
from convscope import __version__
from convscope.downloads import Patience, download
from convscope.photo import Limits

BASE = "/api/v1"
# What static/js/flow/run.js asks for on a screen of ordinary density.
PAGE_MAPS, PAGE_SIDE = 8, 42
NOUNS = (
    samples, images, models, graph, weights, jobs, runs, layers, sheet, maps, parts, difference,
    comparison, export, cells, lens, colormaps,
)  # fmt: skip


def create_app(settings: Settings | None = None) -> FastAPI:
    """The app, ready to be served. Nothing here imports torch: that begins with the lifespan."""
    settings = settings or read_settings()
    services = _services(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        services.networks.start(lambda: _warm_up(services))
        yield
        services.jobs.close()
        services.networks.close()
        services.worker.close()

    app = FastAPI(
        title="Convscope",
        version=__version__,
        openapi_url=f"{BASE}/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=openapi.operation_id,
        lifespan=lifespan,
    )
    app.state.services = services
    app.state.graphs = Graphs()
    _add_routes(app)
    _add_middleware(app, services)
    handlers.install(app)
    openapi.describe(app)
    return app


def _services(settings: Settings) -> Services:
    metrics = Metrics()
    worker = Worker(settings.queue_length)
    networks = Networks(Means(settings.torch_threads, settings.model_cache_bytes, settings.models))
    images = Images(
        settings.data / "images",
        Limits(settings.image_bytes, settings.image_pixels),
        Keeping(settings.image_days, settings.images_total_bytes),
        settings.photo_cache_bytes,
    )
    runs = Runs(lambda id: networks.run(id, images.open), worker, settings.run_cache_bytes, metrics)
    images.on_removal(runs.forget)
    metrics.watch("convscope_run_cache_bytes", "Bytes of the runs in memory.", lambda: runs.nbytes)
    metrics.watch(
        "convscope_model_cache_bytes", "Bytes of loaded weights.", lambda: networks.nbytes
    )
    metrics.watch("convscope_queue_depth", "Runs waiting for the network.", lambda: worker.waiting)
    downloads = _downloads(settings, metrics)
    return Services(settings, images, networks, worker, runs, downloads, metrics)


def _downloads(settings: Settings, metrics: Metrics) -> Jobs:
    patience = Patience(settings.download_silence_seconds)
    jobs = Jobs(
        lambda card, watch: download(card, watch=watch, patience=patience),
        Bounds(settings.downloads_at_once, settings.downloads_waiting, settings.jobs_remembered),
        metrics,
    )
    metrics.watch("convscope_downloads_running", "Downloads that go on.", lambda: jobs.running)
    metrics.watch("convscope_downloads_waiting", "Downloads that wait.", lambda: jobs.waiting)
    return jobs


def _warm_up(services: Services) -> None:
    """Run what a new visitor sees first, so that the first visit finds it ready."""
    settings = services.settings
    run = services.networks.run_id(settings.default_model, settings.default_image)
    sheet.sheet_answer(services.runs.start(run).result(), PAGE_MAPS, PAGE_SIDE)


def _add_routes(app: FastAPI) -> None:
    api = APIRouter(prefix=BASE)
    for noun in NOUNS:
        api.include_router(noun.router)
    app.include_router(api)
    app.include_router(health.router)
    app.include_router(explore.router)
    app.include_router(networks.router)
    app.include_router(compare.router)
    app.include_router(docs.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.mount("/swagger", StaticFiles(directory=docs.swagger_files()), name="swagger")


def _add_middleware(app: FastAPI, services: Services) -> None:
    """From the innermost to the outermost: what is added last sees a request first."""
    settings = services.settings
    app.add_middleware(BodyLimitMiddleware, limits={f"{BASE}/images": settings.image_bytes})
    app.add_middleware(OriginMiddleware)
    app.add_middleware(HostMiddleware, allowed=allowed_hosts(settings))
    app.add_middleware(handlers.ProblemMiddleware)
    app.add_middleware(HeadersMiddleware)
    app.add_middleware(HeadMiddleware)
    app.add_middleware(MetricsMiddleware, metrics=services.metrics)
