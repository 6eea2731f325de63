"""Lenses over HTTP: the guided way, dropped blocks, and accounts."""

from __future__ import annotations

import numpy as np
import pytest
from fastapi.testclient import TestClient

from tests.api.answers import assert_problem, read_array
from tests.api.conftest import API


@pytest.fixture(scope="module")
def resnet(client: TestClient) -> str:
    """The id of ResNet mini's run on the cat."""
    answer = client.post(f"{API}/runs", json={"model": "resnet_mini", "image": "cat"})
    return str(answer.json()["id"])


def test_each_step_has_words_a_place_and_a_figure(client: TestClient, resnet: str) -> None:
    lens = client.get(f"{API}/runs/{resnet}/lens").json()
    assert lens["family"] == "ResNet"
    layers = {each["name"] for each in client.get(f"{API}/runs/{resnet}").json()["layers"]}
    for step in lens["steps"]:
        assert step["title"]
        assert "{" not in step["text"]
        assert step["view"]["layer"] in layers
    kinds = {step["id"]: step["figure"]["kind"] for step in lens["steps"]}
    assert kinds == {"sum": "maps", "sizes": "bars", "drop": "dropped"}


def test_the_three_terms_have_the_norms_of_their_layers(client: TestClient, resnet: str) -> None:
    lens = client.get(f"{API}/runs/{resnet}/lens").json()
    (figure,) = (step["figure"] for step in lens["steps"] if step["id"] == "sum")
    values = [
        read_array(client.get(f"{API}/runs/{resnet}/layers/{tile['layer']}/maps"))
        for tile in figure["tiles"]
    ]
    for tile, array in zip(figure["tiles"], values, strict=True):
        assert tile["norm"] == pytest.approx(np.linalg.norm(array.ravel()), rel=1e-5)
    assert values[0] + values[1] == pytest.approx(values[2], abs=1e-5)


def test_a_network_without_a_family_has_no_steps(client: TestClient) -> None:
    asked = {"model": "torchvision:squeezenet1_1@untrained", "image": "cat"}
    run = client.post(f"{API}/runs", json=asked).json()["id"]
    lens = client.get(f"{API}/runs/{run}/lens").json()
    assert lens == {"run": run, "family": None, "title": "", "steps": []}


def test_a_lens_in_another_language_is_another_answer(client: TestClient, resnet: str) -> None:
    english, korean = (
        client.get(f"{API}/runs/{resnet}/lens", headers={"Accept-Language": each})
        for each in ("en", "ko")
    )
    assert "Accept-Language" in english.headers["vary"]
    assert english.headers["etag"] != korean.headers["etag"]
    known = {"Accept-Language": "ko", "If-None-Match": english.headers["etag"]}
    assert client.get(f"{API}/runs/{resnet}/lens", headers=known).status_code == 200
    known["If-None-Match"] = korean.headers["etag"]
    unchanged = client.get(f"{API}/runs/{resnet}/lens", headers=known)
    assert unchanged.status_code == 304
    assert (unchanged.headers["vary"], unchanged.headers["content-language"]) == (
        "Accept-Language",
        "ko",
    )
    figures = [
        [(step["id"], step["view"]) for step in answer.json()["steps"]]
        for answer in (english, korean)
    ]
    assert figures[0] == figures[1]


def test_a_dropped_block_changes_the_answer(client: TestClient, resnet: str) -> None:
    said = client.get(f"{API}/runs/{resnet}/without/block1.0.add").json()
    assert (said["kept"], said["residual"]) == ("pool", "block1.0.bn2")
    assert said["projected"] is False
    assert len(said["probabilities"]) == 10
    assert sum(said["probabilities"]) == pytest.approx(1, abs=1e-5)
    best = said["predictions"][0]
    assert best["probability"] == max(said["probabilities"])
    assert best["index"] == int(np.argmax(said["probabilities"]))
    whole = client.get(f"{API}/runs/{resnet}").json()["predictions"][0]
    assert said["probabilities"][whole["index"]] != pytest.approx(whole["probability"], abs=1e-3)


def test_a_skip_may_be_a_projection(client: TestClient, resnet: str) -> None:
    said = client.get(f"{API}/runs/{resnet}/without/block2.0.add").json()
    assert (said["kept"], said["projected"]) == ("block2.0.shortcut.bn", True)


def test_what_is_no_block_cannot_be_dropped(client: TestClient, resnet: str) -> None:
    refused = client.get(f"{API}/runs/{resnet}/without/block1.0.conv1")
    assert "block" in assert_problem(refused, 404, "no_skip")
    missing = client.get(f"{API}/runs/{resnet}/without/nothing")
    assert_problem(missing, 404, "unknown_layer")


@pytest.mark.parametrize("model", ["googlenet_mini", "mlp", "torchvision:swin_t@untrained"])
def test_an_account_adds_up_to_what_the_card_says(client: TestClient, model: str) -> None:
    card = client.get(f"{API}/models/{model}").json()
    account = client.get(f"{API}/models/{model}/ledger").json()
    for name in ("parameters", "macs"):
        assert sum(entry[name] for entry in account["entries"]) == account[name] == card[name]


def test_the_account_of_what_was_never_downloaded(client: TestClient) -> None:
    account = client.get(f"{API}/models/torchvision:alexnet/ledger").json()
    assert account["parameters"] == 61_100_840  # Krizhevsky et al.: 60 million
    linear = sum(e["parameters"] for e in account["entries"] if e["kind"] == "linear")
    assert linear == 58_631_144
    assert_problem(client.get(f"{API}/models/nothing/ledger"), 404, "unknown_model")
