from __future__ import annotations

import numpy as np
import pytest
from fastapi.testclient import TestClient
from numpy.typing import NDArray

from tests.api.answers import assert_problem, read_array
from tests.api.conftest import API

LAYERS = ["input", "conv_stem", "bn1", "act1", "blocks.1.1.add", "pool", "classifier"]


def output_of(client: TestClient, run: str, layer: str) -> NDArray[np.float64]:
    maps = read_array(client.get(f"{API}/runs/{run}/layers/{layer}/maps"))
    return maps.astype(np.float64)


def figures_of(values: NDArray[np.float64]) -> dict[str, float]:
    return {
        "minimum": values.min(),
        "maximum": values.max(),
        "mean": values.mean(),
        "std": values.std(),
        "zeros": (values == 0).mean(),
    }


def assert_figures(answer: dict[str, float], expected: dict[str, float]) -> None:
    for name, value in expected.items():
        assert answer[name] == pytest.approx(value, rel=1e-6, abs=1e-9), name


def test_every_layer_is_listed_with_its_figures(client: TestClient, run: str) -> None:
    layers = client.get(f"{API}/runs/{run}/layers").json()["layers"]

    names = [layer["name"] for layer in client.get(f"{API}/runs/{run}").json()["layers"]]
    assert [layer["name"] for layer in layers] == names
    for layer in layers:
        if layer["name"] in LAYERS:
            assert_figures(layer, figures_of(output_of(client, run, layer["name"])))
        assert {"name", "kind", "op", "path", "inputs", "shape"} <= set(layer)


@pytest.mark.parametrize("kind", ["pooling", "convolution", "addition", "dropout"])
def test_layers_of_one_kind(client: TestClient, run: str, kind: str) -> None:
    every = client.get(f"{API}/runs/{run}/layers").json()["layers"]
    some = client.get(f"{API}/runs/{run}/layers?kind={kind}").json()
    assert some == {"run": run, "layers": [layer for layer in every if layer["kind"] == kind]}


def test_an_unknown_kind_is_refused_with_the_choices(client: TestClient, run: str) -> None:
    response = client.get(f"{API}/runs/{run}/layers?kind=magic")
    assert "convolution" in assert_problem(response, 422, "invalid_request")


@pytest.mark.parametrize("layer", LAYERS)
def test_one_layer(client: TestClient, run: str, layer: str) -> None:
    answer = client.get(f"{API}/runs/{run}/layers/{layer}").json()

    values = output_of(client, run, layer)
    assert answer["shape"] == list(values.shape)
    assert_figures(answer["statistics"], figures_of(values))
    rows = values.reshape(len(values), -1)
    assert answer["statistics"]["nonfinite"] == 0
    assert answer["statistics"]["dead"] == (rows == 0).all(axis=1).sum()
    assert [channel["channel"] for channel in answer["channels"]] == list(range(len(values)))
    for channel, row in zip(answer["channels"], rows, strict=True):
        assert_figures(channel, figures_of(row))
        assert channel["dead"] == (row == 0).all()


@pytest.mark.parametrize("layer", LAYERS)
def test_the_histogram_counts_every_value(client: TestClient, run: str, layer: str) -> None:
    histogram = client.get(f"{API}/runs/{run}/layers/{layer}").json()["histogram"]
    values = output_of(client, run, layer)
    expected, edges = np.histogram(values, len(histogram["counts"]))
    assert histogram["edges"] == pytest.approx(edges.tolist(), rel=1e-6)
    assert sum(histogram["counts"]) == values.size
    # A value on an edge may fall to either side.
    assert np.abs(np.cumsum(histogram["counts"]) - np.cumsum(expected)).max() <= 2


def test_what_a_layer_is(client: TestClient, run: str) -> None:
    layer = client.get(f"{API}/runs/{run}/layers/conv_stem").json()
    assert layer["kind"] == "convolution"
    assert layer["op"] == "Conv2d"
    assert layer["parameters"] == 32 * 3 * 3 * 3
    assert layer["macs"] == 32 * 3 * 3 * 3 * 112 * 112
    assert layer["hyperparameters"]["stride"] == [2, 2]
    assert layer["receptive_field"] == {"size": [3, 3], "stride": [2, 2], "start": [0, 0]}
    assert layer["hooked"] is False
    model = client.get(f"{API}/models/efficientnet_lite0").json()
    known = next(each for each in model["layers"] if each["name"] == "conv_stem")
    assert {name: layer[name] for name in known} == known


@pytest.mark.parametrize("channel", [0, 3, 31])
def test_one_channel(client: TestClient, run: str, channel: int) -> None:
    answer = client.get(f"{API}/runs/{run}/layers/bn1/channels/{channel}").json()
    values = output_of(client, run, "bn1")[channel]
    assert answer["channel"] == channel
    assert_figures(answer["statistics"], figures_of(values))
    assert sum(answer["histogram"]["counts"]) == values.size


@pytest.mark.parametrize("layer", ["nope", "conv_stem.", "..%2Fbn1", "%00", "bn1%20"])
def test_an_unknown_layer(client: TestClient, run: str, layer: str) -> None:
    for rest in ("", "/maps", "/channels/0"):
        response = client.get(f"{API}/runs/{run}/layers/{layer}{rest}")
        assert response.status_code == 404
        assert_problem(response, 404, response.json()["code"])


@pytest.mark.parametrize(
    ("channel", "status", "code"),
    [
        ("32", 404, "unknown_channel"),
        ("999999999", 404, "unknown_channel"),
        ("-1", 422, "invalid_request"),
        ("9999999999999999999999", 422, "invalid_request"),
        ("1.5", 422, "invalid_request"),
        ("x", 422, "invalid_request"),
    ],
)
def test_an_unknown_channel(
    client: TestClient, run: str, channel: str, status: int, code: str
) -> None:
    response = client.get(f"{API}/runs/{run}/layers/bn1/channels/{channel}")
    assert_problem(response, status, code)
