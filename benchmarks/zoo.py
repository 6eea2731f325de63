"""One run of every network of the zoo: a photo never seen before, to the whole reply."""

from __future__ import annotations

import io
import time

import httpx
import numpy as np
from PIL import Image

from benchmarks import report
from benchmarks.server import serving
from benchmarks.timing import WARM_UP, median, percentile

PHOTOS = 21
SIDE = 64
AIM = 60.0  # milliseconds


def main() -> None:
    report.heading("One run of a network of the zoo: POST /runs to its reply")
    with serving() as base, httpx.Client(base_url=f"{base}/api/v1", timeout=60) as client:
        photos = [_upload(client, seed) for seed in range(WARM_UP + PHOTOS)]
        for network in _networks(client):
            times = [_run(client, network, photo) for photo in photos][WARM_UP:]
            report.line(f"{network}: median", median(times), AIM, "ms")
            report.note(f"  95th percentile {percentile(times, 95):.1f} ms")


def _networks(client: httpx.Client) -> list[str]:
    answer = client.get("/models", params={"source": "zoo", "status": "ready"})
    return [model["id"] for model in answer.raise_for_status().json()["models"]]


def _upload(client: httpx.Client, seed: int) -> str:
    """A photo of noise: what is in it changes neither the work nor the size of the reply."""
    levels = np.random.default_rng(seed).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(levels).save(file, "png")
    answer = client.post("/images", files={"file": ("noise.png", file.getvalue())})
    image: str = answer.raise_for_status().json()["id"]
    return image


def _run(client: httpx.Client, network: str, image: str) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    client.post("/runs", json={"model": network, "image": image}).raise_for_status()
    return (time.perf_counter() - started) * 1000
