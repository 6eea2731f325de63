from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.config import Settings
from convscope.depth import depth
from convscope.folders import models_folder
from convscope.network import load
from tests.api.answers import assert_problem
from tests.api.conftest import API, MakeClient
from tests.api.timm_reference import timm_network
from tests.instrument.own_models import CLASSES, Own

DEFAULT = "efficientnet_lite0"


def ids(client: TestClient, query: str = "") -> list[str]:
    return [model["id"] for model in client.get(f"{API}/models{query}").json()["models"]]


def test_models_are_listed(client: TestClient) -> None:
    model = client.get(f"{API}/models").json()["models"][0]
    assert set(model) == {
        "id", "name", "family", "source", "status", "classes", "parameters", "input", "weights",
        "accuracy", "year", "paper", "summary", "macs", "depth", "licence", "convolutional",
        "problem",
    }  # fmt: skip
    assert (model["id"], model["source"], model["status"]) == (DEFAULT, "bundled", "ready")
    assert model["input"] == {"channels": 3, "height": 224, "width": 224}
    assert model["classes"] == 1000
    assert model["parameters"] == sum(each.numel() for each in timm_network().parameters())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?source=bundled", True),
        ("?source=timm", False),
        ("?status=ready", True),
        ("?status=downloading", False),
        ("?family=EfficientNet", True),
        ("?family=VGG", False),
        ("?q=LITE0", True),
        ("?q=vgg", False),
        ("?q=bundled+lite0", False),
        ("?q=LITE0+efficientnet", True),
        ("?q=lite&source=bundled&status=ready", True),
        ("?q=lite&source=file", False),
        ("?parameters_min=4652008&parameters_max=4652008", True),
        ("?parameters_min=4652009", False),
        ("?parameters_max=4652007", False),
        ("?input_size_min=224&input_size_max=224", True),
        ("?input_size_min=225", False),
        ("?input_size_max=223", False),
        ("?convolutional=true", True),
        ("?convolutional=false", False),
        ("?licence=cc-by-nc-4.0", False),
    ],
)
def test_filters(client: TestClient, query: str, found: bool) -> None:
    assert (DEFAULT in ids(client, query)) is found


def test_a_page_of_the_list_tells_how_long_the_list_is(client: TestClient) -> None:
    whole = client.get(f"{API}/models?family=ResNet").json()
    assert whole["total"] == len(whole["models"])
    page = client.get(f"{API}/models?family=ResNet&offset=2&limit=3").json()
    assert (page["models"], page["total"]) == (whole["models"][2:5], whole["total"])


def test_the_list_is_not_sent_again_to_whoever_has_it(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    first = client.get(f"{API}/models")
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get(f"{API}/models", headers=known).status_code == 304
    assert client.get(f"{API}/models?q=vgg", headers=known).status_code == 200

    file = tmp_path / "hub" / "checkpoints" / "vgg16-397923af.pth"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"anything")
    again = client.get(f"{API}/models", headers=known)
    assert again.status_code == 200
    (vgg16,) = [each for each in again.json()["models"] if each["id"] == "torchvision:vgg16"]
    assert vgg16["status"] == "ready"


@pytest.mark.parametrize(
    "query", ["?source=web", "?status=lost", "?limit=0", "?offset=-1", "?parameters_max=many"]
)
def test_filters_outside_their_choices(client: TestClient, query: str) -> None:
    assert_problem(client.get(f"{API}/models{query}"), 422, "invalid_request")


def test_one_model_with_its_layers(client: TestClient, run: str) -> None:
    model = client.get(f"{API}/models/{DEFAULT}").json()

    listed = client.get(f"{API}/models?q={DEFAULT}").json()["models"][0]
    assert {name: model[name] for name in listed} == listed
    for layer in model["layers"]:
        assert set(layer) == {
            "name", "op", "kind", "path", "inputs", "shape", "parameters", "macs",
            "hyperparameters", "receptive_field", "hooked",
        }  # fmt: skip
    assert sum(layer["parameters"] for layer in model["layers"]) == model["parameters"]
    in_run = client.get(f"{API}/runs/{run}").json()["layers"]
    assert [layer["name"] for layer in model["layers"]] == [layer["name"] for layer in in_run]


@pytest.mark.parametrize("model", ["resnet1", "torchvision:resnet50@nope", "%00", "a%20b"])
def test_an_unknown_model(client: TestClient, model: str) -> None:
    words = assert_problem(client.get(f"{API}/models/{model}"), 404, "unknown_model")
    assert "listed by `convscope models`" in words


def test_every_figure_of_a_card_is_that_of_its_layers(client: TestClient) -> None:
    for model in client.get(f"{API}/models?status=ready").json()["models"]:
        network = load(model["id"])
        assert model["parameters"] == sum(p.numel() for p in network.module.parameters())
        assert model["macs"] == sum(layer.macs for layer in network.layers)
        assert model["depth"] == depth(network.layers)
        kinds = {layer.kind for layer in network.layers}
        assert model["convolutional"] is ("convolution" in kinds)
        assert model["classes"] == len(network.labels)


def test_an_untrained_twin_runs_and_says_that_it_is_one(client: TestClient) -> None:
    model = client.get(f"{API}/models/lenet5@untrained").json()
    assert (model["weights"]["name"], model["accuracy"]) == ("untrained", {})
    assert "untrained" in model["name"]

    pair = {"model": "lenet5@untrained", "image": "cat"}
    run = client.post(f"{API}/runs", json=pair).json()
    assert run["model"] == "lenet5@untrained"
    trained = client.post(f"{API}/runs", json={**pair, "model": "lenet5"}).json()
    assert run["predictions"] != trained["predictions"]


def test_a_run_of_a_twin_is_known_to_a_server_that_has_never_seen_it(
    client: TestClient, make_client: MakeClient
) -> None:
    pair = {"model": "torchvision:squeezenet1_1@untrained", "image": "cat"}
    run = client.post(f"{API}/runs", json=pair).json()
    again = make_client().get(f"{API}/runs/{run['id']}").json()
    assert again["predictions"] == run["predictions"]


def test_a_network_that_is_not_downloaded_says_how_to_get_it(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    id = "torchvision:squeezenet1_1"
    (model,) = client.get(f"{API}/models?q=squeezenet1_1").json()["models"]
    assert (model["id"], model["status"]) == (id, "downloadable")
    words = assert_problem(client.get(f"{API}/models/{id}"), 409, "not_downloaded")
    assert f"POST /api/v1/models/{id}/download" in words
    answer = client.post(f"{API}/runs", json={"model": id, "image": "cat"})
    assert_problem(answer, 409, "not_downloaded")


def test_networks_of_ones_own_are_listed_and_run_and_broken_ones_say_why(
    make_client: MakeClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Own.install(tmp_path / "own", monkeypatch)
    own.weights("mine.safetensors")
    own.card("mine.toml")
    own.text("other.toml", "architecture = 'zoo:vgg_mini'")
    client = make_client(models=own.folder)
    mine, other = client.get(f"{API}/models?source=file").json()["models"]
    assert (mine["id"], mine["status"], mine["problem"]) == ("file:mine", "ready", "")
    assert (other["id"], other["status"]) == ("file:other", "broken")
    assert "put one of other.safetensors, other.pth" in other["problem"]

    run = client.post(f"{API}/runs", json={"model": "file:mine", "image": "cat"}).json()
    assert {each["label"] for each in run["predictions"]} == set(CLASSES)
    answer = client.post(f"{API}/runs", json={"model": "file:other", "image": "cat"})
    assert_problem(answer, 409, "model_broken")

    again = make_client(models=own.folder).get(f"{API}/runs/{run['id']}").json()
    assert again["predictions"] == run["predictions"]
    own.card("mine.toml", classes=("cat", "cow", "owl"))
    assert_problem(client.get(f"{API}/runs/{run['id']}"), 404, "unknown_run")


def test_models_lie_beside_the_data_unless_it_is_said_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONVSCOPE_DATA", str(tmp_path))
    monkeypatch.delenv("CONVSCOPE_MODELS", raising=False)
    assert Settings().models == models_folder() == tmp_path / "models"
    monkeypatch.setenv("CONVSCOPE_MODELS", str(tmp_path / "mine"))
    assert Settings().models == models_folder() == tmp_path / "mine"
