from __future__ import annotations

import numpy as np
import pytest
import torch
from fastapi.testclient import TestClient
from httpx2 import Response

from tests.api.answers import assert_problem, read_array, read_picture
from tests.api.conftest import API, MakeClient
from tests.api.pictures import encoded, picture, upload
from tests.api.timm_reference import timm_input, timm_network

MODEL = "efficientnet_lite0"


def post_run(client: TestClient, image: str, model: str = MODEL) -> Response:
    return client.post(f"{API}/runs", json={"model": model, "image": image})


@pytest.mark.parametrize("image", ["cat", "espresso", "rocket", "astronaut"])
def test_answers_are_those_of_timm(client: TestClient, image: str) -> None:
    with torch.inference_mode():
        expected = timm_network()(timm_input(image)[None]).softmax(-1)[0]

    predictions = post_run(client, image).json()["predictions"]

    assert [one["index"] for one in predictions] == expected.topk(5).indices.tolist()
    probabilities = [one["probability"] for one in predictions]
    assert probabilities == pytest.approx(expected.topk(5).values.tolist(), rel=1e-3)


@pytest.mark.parametrize(
    ("image", "labels"),
    [
        ("cat", ["tiger cat", "Egyptian cat", "tabby"]),
        ("espresso", ["espresso"]),
        ("rocket", ["missile"]),
    ],
)
def test_known_answers(client: TestClient, image: str, labels: list[str]) -> None:
    predictions = post_run(client, image).json()["predictions"]
    assert [one["label"] for one in predictions][: len(labels)] == labels


def test_a_run_tells_all_that_a_page_shows(client: TestClient) -> None:
    response = post_run(client, "cat")

    assert response.status_code == 201
    run = response.json()
    assert response.headers["location"] == f"{API}/runs/{run['id']}"
    assert set(run) == {
        "id", "model", "image", "predictions", "layers", "timing", "layout", "frame", "input",
        "photo", "notes",
    }  # fmt: skip
    assert (run["model"], run["image"]) == (MODEL, "cat")
    assert len(run["predictions"]) == 5
    assert set(run["timing"]) == {"preprocess", "forward"}
    assert run["input"] == {"channels": 3, "height": 224, "width": 224}
    assert run["photo"] == {"width": 451, "height": 300}
    for layer in run["layers"]:
        assert set(layer) == {"name", "kind", "op", "path", "shape", "inputs", "hooked"}
    kinds = [layer["kind"] for layer in run["layers"]]
    ops = [layer["op"] for layer in run["layers"]]
    assert (kinds.count("normalization"), ops.count("ReLU6")) == (49, 33)


def test_the_frame_is_the_centre_that_is_kept(client: TestClient) -> None:
    """The shortest side, 300, becomes 256; of that the middle 224 are seen."""
    frame = post_run(client, "cat").json()["frame"]
    side = 300 * 224 / 256
    assert frame["height"] == pytest.approx(side)
    assert frame["width"] == pytest.approx(side, rel=0.01)
    assert frame["top"] == pytest.approx((300 - side) / 2)
    assert frame["left"] == pytest.approx((451 - side) / 2, abs=1)


def test_the_same_pair_gives_the_same_run(client: TestClient) -> None:
    first, second = post_run(client, "rocket").json(), post_run(client, "rocket").json()
    assert first == second
    assert client.get(f"{API}/runs/{first['id']}").json() == first


def test_the_input_is_what_timm_would_feed(client: TestClient, run: str) -> None:
    array = read_array(client.get(f"{API}/runs/{run}/input"))
    assert (array.dtype, array.shape) == (np.float32, (3, 224, 224))
    assert np.array_equal(array, timm_input("cat").numpy())


def test_the_picture_of_the_input_is_its_levels(client: TestClient, run: str) -> None:
    response = client.get(f"{API}/runs/{run}/input?format=png")
    assert response.headers["content-type"] == "image/png"
    seen = np.asarray(read_picture(response))
    levels = np.rint((timm_input("cat").numpy() * 0.5 + 0.5) * 255).transpose(1, 2, 0)
    assert np.array_equal(seen, levels)


@pytest.mark.parametrize(
    ("model", "image", "code"),
    [
        ("resnet1", "cat", "unknown_model"),
        ("", "cat", "unknown_model"),
        (MODEL, "nobody", "unknown_image"),
        (MODEL, "../../etc/passwd", "unknown_image"),
        (MODEL, "0" * 32, "unknown_image"),
    ],
)
def test_unknown_halves_of_a_pair(client: TestClient, model: str, image: str, code: str) -> None:
    detail = assert_problem(post_run(client, image, model), 404, code)
    assert ("listed by" if code == "unknown_model" else "hoose one of") in detail


@pytest.mark.parametrize("run", ["nope", "cat", "cat.", f"cat.{'0' * 16}", "..", "cat.zz.yy"])
def test_unknown_runs(client: TestClient, run: str) -> None:
    response = client.get(f"{API}/runs/{run}/layers")
    if response.json()["code"] != "not_found":  # `..` leads to another path
        detail = assert_problem(response, 404, "unknown_run")
        assert "POST /api/v1/runs" in detail


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"{", "body"),
        (b"", "body"),
        (b"not JSON", "body"),
        (b'"cat"', "body"),
        (b"[1, 2]", "body"),
        (b'{"model": "efficientnet_lite0"}', "body.image"),
        (b'{"model": 3, "image": "cat"}', "body.model"),
        (b'{"model": null, "image": ["cat"]}', "body.model"),
        (b'{"model": "efficientnet_lite0", "image": "cat", "layer": "x"}', "body.layer"),
    ],
)
def test_a_bad_body_names_its_field(client: TestClient, body: bytes, field: str) -> None:
    headers = {"Content-Type": "application/json"}
    response = client.post(f"{API}/runs", content=body, headers=headers)
    assert_problem(response, 422, "invalid_request")
    assert response.json()["errors"][0]["field"] == field


@pytest.mark.parametrize("body", [b"[" * 50_000, b'{"model": "\\ud800", "image": "\\udfff"}'])
def test_spiteful_json_is_refused(client: TestClient, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    response = client.post(f"{API}/runs", content=body, headers=headers)
    assert 400 <= response.status_code < 500
    assert_problem(response, response.status_code, response.json()["code"])


def test_runs_and_their_bytes_are_the_same_after_a_restart(make_client: MakeClient) -> None:
    data = encoded(picture(seed=21))
    first = make_client()
    image = upload(first, data).json()["id"]
    run = post_run(first, image).json()["id"]
    maps = f"{API}/runs/{run}/layers/bn1/maps"
    before = first.get(maps)

    second = make_client()

    after = second.get(maps)  # the run is computed again, from its id alone
    assert after.content == before.content
    assert after.headers["etag"] == before.headers["etag"]
    assert post_run(second, image).json()["id"] == run


def test_an_evicted_run_is_computed_again(make_client: MakeClient) -> None:
    client = make_client(run_cache_bytes=0)  # only the newest is kept
    run = post_run(client, "cat").json()["id"]
    maps = f"{API}/runs/{run}/layers/conv_stem/maps"
    before = client.get(maps).content

    post_run(client, "rocket")

    assert client.get(maps).content == before
    metrics = client.get("/metrics").text
    assert 'convscope_runs_total{event="computed"} 3.0' in metrics
    assert 'convscope_runs_total{event="evicted"} 2.0' in metrics
