"""The weights of a layer over HTTP."""

from __future__ import annotations

import numpy as np
import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

import convscope
from tests.api.answers import assert_problem, read_array, read_picture
from tests.api.conftest import API

MODEL = "efficientnet_lite0"


def get_weights(client: TestClient, layer: str, model: str = MODEL, **query: object) -> Response:
    return client.get(f"{API}/models/{model}/layers/{layer}/weights", params=query)


def own(path: str) -> np.ndarray:
    module = convscope.load(MODEL).module.get_submodule(path)
    return module.weight.detach().numpy()


@pytest.mark.parametrize("layer", ["conv_stem", "blocks.1.0.conv_dw", "bn1", "classifier"])
def test_npy_has_the_very_weights(client: TestClient, layer: str) -> None:
    array = read_array(get_weights(client, layer, format="npy"))
    assert np.array_equal(array, own(layer))
    one = read_array(get_weights(client, layer, format="npy", channel=3))
    assert np.array_equal(one, own(layer)[3:4])


def test_figures_of_kernels(client: TestClient) -> None:
    answer = get_weights(client, "conv_stem").json()
    weight = own("conv_stem")
    assert (answer["model"], answer["layer"], answer["op"]) == (MODEL, "conv_stem", "Conv2d")
    assert (answer["shape"], answer["colours"]) == ([32, 3, 3, 3], True)
    assert answer["statistics"]["minimum"] == pytest.approx(float(weight.min()))
    assert answer["statistics"]["mean"] == pytest.approx(float(weight.mean()), abs=1e-6)
    assert sum(answer["histogram"]["counts"]) == weight.size
    assert (answer["weight"], answer["vectors"]) == (None, {})


def test_figures_of_one_channel(client: TestClient) -> None:
    answer = get_weights(client, "classifier", channel=281).json()
    assert answer["shape"] == [1, 1280]
    assert answer["statistics"]["maximum"] == pytest.approx(float(own("classifier")[281].max()))
    assert len(answer["vectors"]["bias"]) == 1


def test_a_batch_normalisation_with_its_statistics(client: TestClient) -> None:
    module = convscope.load(MODEL).module.bn1
    answer = get_weights(client, "bn1").json()
    assert np.allclose(answer["weight"], module.weight.detach().numpy(), rtol=1e-6)
    assert set(answer["vectors"]) == {"bias", "running_mean", "running_var"}
    assert np.allclose(answer["vectors"]["running_var"], module.running_var.numpy(), rtol=1e-6)


def test_kernels_as_pictures(client: TestClient) -> None:
    first = get_weights(client, "conv_stem", format="png", size=12, columns=8)
    assert first.headers["content-type"] == "image/png"
    assert read_picture(first).size == (8 * 14 - 2, 4 * 14 - 2)
    one = get_weights(client, "blocks.1.0.conv_dw", format="png", size=12, channel=5)
    assert read_picture(one).size == (12, 12)


@pytest.mark.parametrize(
    ("layer", "query", "status", "code"),
    [
        ("nope", {}, 404, "unknown_layer"),
        ("act1", {}, 404, "no_weights"),
        ("act1", {"format": "png"}, 404, "no_weights"),
        ("conv_stem", {"channel": "32"}, 404, "unknown_channel"),
        ("conv_stem", {"channel": "32", "format": "png"}, 404, "unknown_channel"),
        ("conv_stem", {"channel": "-1"}, 422, "invalid_request"),
        ("conv_stem", {"format": "webp"}, 422, "invalid_request"),
        ("blocks.0.0.conv_dw", {"format": "png", "colormap": "jet"}, 400, "bad_option"),
        ("blocks.6.0.conv_pw", {"format": "png", "size": "1025"}, 422, "invalid_request"),
        ("conv_stem", {"chanel": "1"}, 422, "invalid_request"),
    ],
)
def test_bad_requests_are_refused_in_words(
    client: TestClient, layer: str, query: dict[str, str], status: int, code: str
) -> None:
    assert_problem(get_weights(client, layer, **query), status, code)


def test_an_unknown_model_is_refused(client: TestClient) -> None:
    assert_problem(get_weights(client, "conv", model="nope"), 404, "unknown_model")
