"""Small pictures for uploading."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
from fastapi.testclient import TestClient
from httpx2 import Response
from PIL import Image

from tests.api.conftest import API


def picture(width: int = 60, height: int = 40, seed: int = 0) -> Image.Image:
    """Smooth colours, so that lossy formats keep them nearly."""
    rng = np.random.default_rng(seed)
    small = Image.fromarray(rng.integers(0, 255, (3, 4, 3), dtype=np.uint8))
    return small.resize((width, height), Image.Resampling.BICUBIC)


def encoded(image: Image.Image, format: str = "PNG", **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def upload(client: TestClient, data: bytes, name: str = "photo") -> Response:
    return client.post(f"{API}/images", files={"file": (name, data)})
