"""Figures for Prometheus, in a registry per app so that two apps in one process do not mix."""

from __future__ import annotations

import time
from collections.abc import Callable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

UNKNOWN = "(none)"


class Metrics:
    """What is counted, and what is read off when somebody asks."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.requests = Counter(
            "convscope_requests",
            "Answers by method, route and status.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "convscope_request_seconds",
            "Time from a request to the end of its answer.",
            ("method", "route"),
            registry=self.registry,
        )
        self._runs = Counter(
            "convscope_runs",
            "Runs that were computed, found in memory, or evicted from it.",
            ("event",),
            registry=self.registry,
        )
        self._downloaded = Counter(
            "convscope_downloaded_bytes",
            "Bytes of weights that came over the line.",
            registry=self.registry,
        )
        self._downloads = Counter(
            "convscope_downloads",
            "Downloads of weights that are over, by how they ended.",
            ("status",),
            registry=self.registry,
        )

    def watch(self, name: str, words: str, read: Callable[[], float]) -> None:
        """Offer a figure that is read whenever the metrics are."""
        Gauge(name, words, registry=self.registry).set_function(read)

    def computed(self) -> None:
        self._runs.labels("computed").inc()

    def cached(self) -> None:
        self._runs.labels("cached").inc()

    def evicted(self, count: int) -> None:
        self._runs.labels("evicted").inc(count)

    def downloaded(self, count: int) -> None:
        self._downloaded.inc(count)

    def download_over(self, status: str) -> None:
        self._downloads.labels(status).inc()

    def text(self) -> bytes:
        return generate_latest(self.registry)


class MetricsMiddleware:
    """Counts every answer under its route's template, so that ids make no labels of their own."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500
        begin = time.perf_counter()

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            labels = (_method_of(scope), _route_of(scope))
            self._metrics.requests.labels(*labels, str(status)).inc()
            self._metrics.seconds.labels(*labels).observe(time.perf_counter() - begin)


def _route_of(scope: Scope) -> str:
    # Whether a route's path has the prefix of its router depends on the framework's version.
    return str(getattr(scope.get("route"), "path", UNKNOWN)).removeprefix("/api/v1")


def _method_of(scope: Scope) -> str:
    method = str(scope["method"])
    return method if method in ("GET", "HEAD", "POST", "DELETE") else "OTHER"
