"""The parts of a map over HTTP: figures as JSON, maps as an array."""

from __future__ import annotations

import numpy as np
import pytest
from fastapi.testclient import TestClient

from tests.api.answers import assert_problem, read_array
from tests.api.conftest import API

LAYER = "blocks.1.0.conv_pwl"  # 96 maps of 56×56 to 24


def path(run: str, layer: str = LAYER, channel: int = 5) -> str:
    return f"{API}/runs/{run}/layers/{layer}/maps/{channel}/parts"


def test_the_strongest_and_the_rest_add_up_to_the_map(client: TestClient, run: str) -> None:
    said = client.get(path(run)).json()
    assert (said["source"], said["first"], len(said["energies"])) == ("blocks.1.0.act2", 0, 96)
    assert (len(said["channels"]), len(said["kernels"]), said["others"]) == (12, 12, 84)
    maps = read_array(client.get(path(run), params={"format": "npy"}))
    assert maps.shape == (13, 56, 56)
    own = read_array(client.get(f"{API}/runs/{run}/layers/{LAYER}/maps?channels=5"))[0]
    assert maps.sum(axis=0) + (said["bias"] or 0) == pytest.approx(own, abs=1e-4)


def test_a_part_is_the_input_map_times_its_kernel(client: TestClient, run: str) -> None:
    said = client.get(path(run)).json()
    maps = read_array(client.get(path(run), params={"format": "npy"}))
    inputs = read_array(client.get(f"{API}/runs/{run}/layers/{said['source']}/maps"))
    for number, channel in enumerate(said["channels"]):
        weight = said["kernels"][number][0][0]  # 1×1
        assert maps[number] == pytest.approx(inputs[channel] * weight, rel=1e-5)
        energy = np.square(maps[number].astype(np.float64)).mean()
        assert said["energies"][channel] == pytest.approx(float(energy), rel=1e-5)
    assert said["channels"] == np.argsort(-np.array(said["energies"]))[:12].tolist()


def test_all_of_them(client: TestClient, run: str) -> None:
    said = client.get(path(run), params={"channels": "all"}).json()
    assert sorted(said["channels"]) == list(range(96))
    assert said["others"] == 0
    everything = {"channels": "all", "format": "npy"}
    assert read_array(client.get(path(run), params=everything)).shape == (96, 56, 56)


def test_a_depthwise_map_has_one_part(client: TestClient, run: str) -> None:
    said = client.get(path(run, "blocks.1.0.conv_dw", 7)).json()
    assert (said["channels"], said["first"], len(said["energies"])) == ([7], 7, 1)


def test_refusals_say_what_to_do(client: TestClient, run: str) -> None:
    refused = client.get(path(run, "blocks.1.0.act2"))
    assert "convolution" in assert_problem(refused, 404, "no_parts")
    assert_problem(client.get(path(run, channel=24)), 404, "unknown_channel")
    assert_problem(client.get(path(run), params={"channels": "some"}), 400, "bad_option")
    assert_problem(client.get(path(run), params={"format": "png"}), 422, "invalid_request")
