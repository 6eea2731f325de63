"""What every answer of a kind has to be, checked in one place."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from httpx2 import Response
from numpy.typing import NDArray
from PIL import Image

PROBLEM = "application/problem+json"


def assert_problem(response: Response, status: int, code: str) -> str:
    """Check a problem document; returns its detail."""
    problem = response.json()
    assert (response.status_code, problem["code"]) == (status, code), problem
    assert_is_problem(response)
    return str(problem["detail"])


def assert_is_problem(response: Response) -> None:
    """Check the form of a problem, whichever it is."""
    assert response.headers["content-type"] == PROBLEM
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers
    problem = response.json()
    assert {"type", "title", "status", "detail", "code"} <= set(problem)
    assert problem["status"] == response.status_code
    assert problem["type"] == f"/docs#{problem['code']}"
    assert problem["detail"].strip()
    assert "Traceback" not in response.text


def read_array(response: Response) -> NDArray[np.float32]:
    assert response.status_code == 200, response.text
    array: NDArray[np.float32] = np.load(BytesIO(response.content), allow_pickle=False)
    return array


def read_picture(response: Response) -> Image.Image:
    assert response.status_code == 200, response.text
    return Image.open(BytesIO(response.content))
