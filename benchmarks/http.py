"""A cached layer over HTTP against the same made in this process."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import httpx

import convscope
from benchmarks import report
from benchmarks.server import serving
from benchmarks.timing import in_turn, median
from convscope import render
from convscope.models import DEFAULT
from convscope.samples import read_sample

LAYER = "blocks.1.0.act1"
FORMATS: dict[str, Callable[..., Any]] = {"u8": render.u8, "npy": render.npy}
EXTRA = 2.0  # milliseconds


def main() -> None:
    report.heading(f"The cached layer {LAYER} over HTTP against in process")
    run = convscope.run(DEFAULT, read_sample("cat"))
    with serving() as base, closing(HTTPConnection(urlsplit(base).netloc)) as connection:
        made = httpx.post(f"{base}/api/v1/runs", json={"model": DEFAULT, "image": "cat"}).json()
        path = f"/api/v1/runs/{made['id']}/layers/{LAYER}/maps?format="
        for name, encode in FORMATS.items():
            fetch = partial(_fetched, connection, path + name)
            times = in_turn({"http": fetch, "here": partial(_made, encode, run)})
            http, here = median(times["http"]), median(times["here"])
            report.line(f"{name}: beyond {EXTRA:g} ms", max(http - EXTRA, 0) / here, 1.2)
            report.note(f"  over HTTP {http:.1f} ms, in process {here:.1f} ms")


def _fetched(connection: HTTPConnection, path: str) -> bytes:
    """Over one open connection, by a client that only reads: the server is what is measured."""
    connection.request("GET", path)
    with connection.getresponse() as response:
        return response.read()


def _made(encode: Callable[..., Any], run: convscope.Run) -> Any:
    return encode(run.view(LAYER))
