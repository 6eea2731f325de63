from __future__ import annotations

import base64

import numpy as np
import pytest
from fastapi.testclient import TestClient

from tests.api.answers import assert_problem, read_array
from tests.api.conftest import API


def test_every_layer_has_a_strip(client: TestClient, run: str) -> None:
    sheet = client.get(f"{API}/runs/{run}/sheet?maps=4&size=16").json()

    assert (sheet["run"], sheet["maps"], sheet["size"]) == (run, 4, 16)
    layers = client.get(f"{API}/runs/{run}").json()["layers"]
    assert [strip["name"] for strip in sheet["layers"]] == [layer["name"] for layer in layers]
    for strip, layer in zip(sheet["layers"], layers, strict=True):
        shape = [*layer["shape"], 1, 1][:3]
        assert len(strip["channels"]) == min(4, shape[0])
        assert max(strip["width"], strip["height"]) == min(16, max(shape[1:]))
        pixels = base64.b64decode(strip["pixels"])
        assert len(pixels) == len(strip["channels"]) * strip["width"] * strip["height"]


@pytest.mark.parametrize("layer", ["bn1", "act1", "blocks.4.0.act2", "pool", "classifier"])
def test_a_strip_has_the_strongest_maps(client: TestClient, run: str, layer: str) -> None:
    sheet = client.get(f"{API}/runs/{run}/sheet").json()
    strip = next(each for each in sheet["layers"] if each["name"] == layer)
    values = read_array(client.get(f"{API}/runs/{run}/layers/{layer}/maps")).astype(np.float64)
    maps = values.reshape(len(values), -1)

    strength = np.abs(maps[:, 0]) if maps.shape[1] == 1 else maps.std(axis=1)
    chosen = strength[strip["channels"]]
    assert np.all(np.diff(chosen) <= 1e-9)
    assert chosen == pytest.approx(np.sort(strength)[::-1][: len(chosen)])

    assert strip["signed"] == (values.min() < 0)
    assert strip["minimum"] == (-strip["maximum"] if strip["signed"] else 0)
    assert 0 < strip["maximum"] <= np.abs(values).max() * 1.000001


def test_pixels_are_the_means_of_the_map(client: TestClient, run: str) -> None:
    sheet = client.get(f"{API}/runs/{run}/sheet?maps=3&size=56").json()
    strip = next(each for each in sheet["layers"] if each["name"] == "act1")
    exact = read_array(client.get(f"{API}/runs/{run}/layers/act1/maps"))[strip["channels"]]

    levels = np.frombuffer(base64.b64decode(strip["pixels"]), np.uint8).reshape(3, 56, 56)
    values = strip["minimum"] + levels / 255 * (strip["maximum"] - strip["minimum"])
    means = exact.reshape(3, 56, 2, 56, 2).mean(axis=(2, 4))
    within = means <= strip["maximum"]
    assert within.mean() >= 0.99
    assert np.abs(values - means)[within].max() <= strip["maximum"] / 255 * 0.501
    assert (levels[~within] == 255).all()


@pytest.mark.parametrize("query", ["maps=0", "maps=65", "size=0", "size=9999", "maps=x"])
def test_options_out_of_range(client: TestClient, run: str, query: str) -> None:
    assert_problem(client.get(f"{API}/runs/{run}/sheet?{query}"), 422, "invalid_request")
