"""torchvision's networks: the index against its registry, and loading against its own loading."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn
from torchvision import models as library
from torchvision.models import WeightsEnum

from convscope import models
from convscope.errors import NotDownloaded, WeightsDamaged
from convscope.models import from_torchvision, imagenet, index
from convscope.models.card import Card
from convscope.photo import open_photo
from convscope.samples import read_sample
from tests.instrument.references import seeded


def classifiers() -> list[tuple[str, WeightsEnum]]:
    return [
        (architecture, weights)
        for architecture in library.list_models(module=library)
        for weights in library.get_model_weights(architecture)
        if weights.meta["categories"] is not None
    ]


@pytest.fixture(autouse=True)
def torch_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    folder = tmp_path / "hub" / "checkpoints"
    folder.mkdir(parents=True)
    return folder


def put(card: Card, state: dict[str, Any], folder: Path) -> Card:
    """Have these tensors in torch's cache, and a card that expects just them."""
    path = folder / card.weights["name"]
    torch.save(state, path)
    prefix = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    return replace(card, weights={**card.weights, "sha256_prefix": prefix})


def test_every_published_classifier_is_listed_as_torchvision_has_it() -> None:
    made_from = index.read("torchvision").version
    if made_from != version("torchvision"):
        pytest.skip(f"`python -m scripts.index torchvision` renews the index of {made_from}")
    entries = {
        (each.architecture, each.weights): each for each in index.read("torchvision").entries
    }
    assert set(entries) == {(name, weights.name) for name, weights in classifiers()}
    for name, weights in classifiers():
        entry, meta = entries[name, weights.name], weights.meta
        assert entry.default == (weights is library.get_model_weights(name).DEFAULT)
        assert entry.parameters == meta["num_params"]
        assert entry.macs / 1e9 == pytest.approx(meta["_ops"], abs=0.0006)
        assert entry.correct / 500 == pytest.approx(meta["_metrics"]["ImageNet-1K"]["acc@1"])
        assert entry.classes == len(meta["categories"])
        assert imagenet.labels() == tuple(meta["categories"])
        assert from_torchvision.SITE + entry.place == weights.url


@pytest.mark.parametrize("name", ["resnet50", "vit_b_16", "regnet_y_16gf", "inception_v3"])
def test_each_of_the_weights_has_its_own_transforms(name: str) -> None:
    picture = open_photo(read_sample("rocket")).picture
    for weights in library.get_model_weights(name):
        card = models.find(f"torchvision:{name}@{weights.name}")
        assert torch.equal(card.preprocess(picture), weights.transforms()(picture))


def test_the_best_weights_have_the_short_id() -> None:
    best = models.find("torchvision:resnet50")
    assert models.find("torchvision:resnet50@IMAGENET1K_V2") is best
    assert best.weights["name"] == "resnet50-11ad3fa6.pth"
    first = models.find("torchvision:resnet50@IMAGENET1K_V1")
    assert (first.id, first.weights["sha256_prefix"]) == (
        "torchvision:resnet50@IMAGENET1K_V1", "0676ba61",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "convolutional"),
    [("resnet18", True), ("convnext_tiny", True), ("maxvit_t", True), ("mobilenet_v2", True),
     ("vit_b_16", False), ("swin_t", False), ("swin_v2_t", False)],
)  # fmt: skip
def test_networks_without_convolutions_are_marked(name: str, convolutional: bool) -> None:
    assert models.find(f"torchvision:{name}").convolutional is convolutional


def as_it_is(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return state


def with_old_names(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """As the tensors of DenseNets are called in torchvision's files, which are of 2017."""
    pattern = re.compile(r"(denselayer\d+\.)(norm|conv)([12])\.")
    return {
        pattern.sub(r"\1\2.\3.", name): value
        for name, value in state.items()
        if "num_batches_tracked" not in name
    }


def with_auxiliaries(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    full = library.googlenet(weights=None, init_weights=False)
    return {**full.state_dict(), **state}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("squeezenet1_1", as_it_is),
        ("mnasnet0_5", as_it_is),
        ("densenet121", with_old_names),
        ("googlenet", with_auxiliaries),
    ],
)
def test_what_is_loaded_is_what_torchvision_loads(
    torch_home: Path, name: str, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    card = models.find(f"torchvision:{name}")
    made = seeded(lambda: from_torchvision.make(card))
    card = put(card, change(made.state_dict()), torch_home)
    ours = models.build(card)
    theirs = library.get_model(name, weights="DEFAULT").eval()
    assert list(ours.state_dict()) == list(theirs.state_dict())
    picture = card.preprocess(open_photo(read_sample("cat")).picture).unsqueeze(0)
    with torch.inference_mode():
        assert torch.equal(ours(picture), theirs(picture))


def test_a_transformer_is_built_for_the_size_that_its_weights_need() -> None:
    with torch.device("meta"):
        large = from_torchvision.make(models.find("torchvision:vit_b_16@IMAGENET1K_SWAG_E2E_V1"))
        usual = from_torchvision.make(models.find("torchvision:vit_b_16"))
    assert large.encoder.pos_embedding.shape[1] == (384 // 16) ** 2 + 1
    assert usual.encoder.pos_embedding.shape[1] == (224 // 16) ** 2 + 1


def test_what_torch_has_in_its_cache_is_ready(torch_home: Path) -> None:
    id = "torchvision:squeezenet1_1"
    assert models.find(id).status == "downloadable"
    assert not [card for card in from_torchvision.cards() if card.status == "ready"]
    (torch_home / models.find(id).weights["name"]).write_bytes(b"12345")
    assert [card.id for card in from_torchvision.cards() if card.status == "ready"] == [id]
    assert (models.find(id).status, models.find(id).weights["bytes"]) == ("ready", 5)


def test_weights_that_are_not_there_are_not_fetched_behind_ones_back() -> None:
    with pytest.raises(NotDownloaded, match="convscope download torchvision:squeezenet1_1"):
        models.build(models.find("torchvision:squeezenet1_1"))


def test_a_file_with_another_digest_is_not_read(torch_home: Path) -> None:
    card = models.find("torchvision:squeezenet1_1")
    torch.save(from_torchvision.make(card).state_dict(), torch_home / card.weights["name"])
    with pytest.raises(WeightsDamaged, match="not b8a52dc0"):
        models.build(card)


def test_a_file_of_another_network_says_what_does_not_fit(torch_home: Path) -> None:
    card = models.find("torchvision:squeezenet1_1")
    state = from_torchvision.make(models.find("torchvision:squeezenet1_0")).state_dict()
    with pytest.raises(WeightsDamaged, match="do not fit") as raised:
        models.build(put(card, state, torch_home))
    words = str(raised.value)
    assert "missing: features.6.squeeze.weight · " in words
    assert "unexpected: features.5.squeeze.weight · " in words
    assert "of another shape: features.0.weight, 96×3×7×7 in place of 64×3×3×3 · " in words


class Trap:
    """A pickle that would do something while it is read."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (Path("trapped"),))


def test_a_pickle_that_would_run_code_is_not_read(
    torch_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(torch_home)
    card = put(models.find("torchvision:squeezenet1_1"), {"a": Trap()}, torch_home)
    with pytest.raises(WeightsDamaged, match="would run code"):
        models.build(card)
    assert not (torch_home / "trapped").exists()


def test_every_network_without_batch_counts_is_loaded_all_the_same(torch_home: Path) -> None:
    """Files of before torch 0.4.1 have none, and torch's strict loading lets that pass."""
    card = models.find("torchvision:mobilenet_v3_small")
    made = seeded(lambda: from_torchvision.make(card))
    state = {name: each for name, each in made.state_dict().items() if "num_batches" not in name}
    loaded = models.build(put(card, state, torch_home))
    assert isinstance(loaded, nn.Module)
    assert torch.equal(loaded.state_dict()["classifier.0.bias"], state["classifier.0.bias"])
