"""The shipped weights: what their cards tell is so, and what is broken is said to be."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from convscope import zoo
from convscope.errors import UnknownModel, WeightsDamaged, WeightsMissing
from convscope.models.card import Card
from convscope.zoo import catalog, weights

READY = [card.id for card in zoo.cards() if card.status == "ready"]
MOST_BYTES = 20 * 2**20


def card_of(network: str) -> Card:
    (card,) = [card for card in zoo.cards() if card.id == network]
    return card


def told(network: str) -> dict:
    return json.loads((weights.FOLDER / f"{network}.json").read_text("utf-8"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the weights that a test may damage."""
    copy = tmp_path / "weights"
    shutil.copytree(weights.FOLDER, copy)
    monkeypatch.setattr(weights, "FOLDER", copy)
    return copy


def test_the_cards_are_in_order_of_time():
    years = [card.year for card in zoo.cards()]
    assert years == sorted(years)


@pytest.mark.parametrize("network", READY)
def test_the_card_tells_of_the_file_beside_it(network):
    content = (weights.FOLDER / f"{network}.safetensors").read_bytes()
    card = card_of(network)
    assert card.weights["sha256"] == hashlib.sha256(content).hexdigest()
    assert card.weights["bytes"] == len(content)
    module = zoo.build(card)
    assert card.parameters == sum(value.numel() for value in module.parameters())
    assert card.parameters == told(network)["parameters"]
    stored = load_file(weights.FOLDER / f"{network}.safetensors")
    assert {name: tuple(value.shape) for name, value in stored.items()} == {
        name: tuple(value.shape) for name, value in module.state_dict().items()
    }
    assert all(torch.isfinite(value).all() for value in stored.values())


@pytest.mark.parametrize("network", READY)
def test_the_card_tells_how_the_network_was_trained(network):
    card, entry = told(network), catalog.find(network)
    assert card["recipe"] == vars(entry.recipe)
    assert [epoch["epoch"] for epoch in card["epochs"]] == list(range(1, entry.recipe.epochs + 1))
    assert card["accuracy"] == card["correct"] / card["pictures"]
    assert card["pictures"] == 10_000
    expected = "MNIST" if entry.data == "MNIST" else "a JPEG copy of CIFAR-10"
    assert card["data"] == expected
    assert card_of(network).accuracy["data"] == expected
    # The last epoch was measured in the training's precision, the card in float32.
    assert card["epochs"][-1]["test_accuracy"] == pytest.approx(card["accuracy"], abs=0.005)


@pytest.mark.parametrize("network", READY)
def test_inference_is_deterministic(network):
    card = card_of(network)
    size = card.preprocess
    picture = torch.randn(
        1, size.channels, size.height, size.width, generator=torch.Generator().manual_seed(0)
    )
    with torch.inference_mode():
        first, second, other = (
            zoo.build(card)(picture),
            zoo.build(card)(picture),
            zoo.build(card)(-picture),
        )
    assert torch.equal(first, second)
    assert not torch.equal(first, other)
    assert len(zoo.labels(card)) == card.classes == first.shape[1]


def test_all_weights_together_are_small():
    assert sum(path.stat().st_size for path in weights.FOLDER.iterdir()) <= MOST_BYTES


@pytest.mark.parametrize("ending", ["safetensors", "json"])
def test_a_missing_file_breaks_its_network_alone(folder, ending):
    (folder / f"lenet5.{ending}").unlink()
    problem = f"lenet5.{ending} is not in {folder}"
    assert broken() == {"lenet5": problem}
    with pytest.raises(WeightsMissing, match="convscope train lenet5"):
        zoo.build(card_of("lenet5"))


def test_truncated_weights_break_their_network_alone(folder):
    path = folder / "mlp.safetensors"
    path.write_bytes(path.read_bytes()[:1000])
    (problem,) = broken().values()
    assert "SHA-256" in problem
    with pytest.raises(WeightsDamaged, match="SHA-256"):
        zoo.build(card_of("mlp"))


def test_weights_of_another_network_are_noticed_even_with_their_own_checksum(folder):
    content = (folder / "mlp.safetensors").read_bytes()
    (folder / "lenet5.safetensors").write_bytes(content)
    card = told("lenet5") | {"sha256": hashlib.sha256(content).hexdigest()}
    (folder / "lenet5.json").write_text(json.dumps(card), "utf-8")
    with pytest.raises(WeightsDamaged, match="do not fit lenet5"):
        zoo.build(card_of("lenet5"))


@pytest.mark.parametrize("content", ["", "{", "[]", '{"accuracy": 1}'])
def test_a_damaged_card_breaks_its_network_alone(folder, content):
    (folder / "mlp.json").write_text(content, "utf-8")
    assert list(broken()) == ["mlp"]
    with pytest.raises(WeightsDamaged, match="mlp.json"):
        zoo.build(card_of("mlp"))


def test_a_broken_network_still_tells_everything_else(folder):
    whole = card_of("mlp")
    (folder / "mlp.safetensors").unlink()
    damaged = card_of("mlp")
    assert (damaged.parameters, damaged.year) == (whole.parameters, whole.year)
    assert damaged.accuracy == {}


def test_mended_weights_are_ready_again(folder):
    path = folder / "mlp.safetensors"
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    assert card_of("mlp").status == "broken"
    path.write_bytes(content)
    assert card_of("mlp").status == "ready"


def test_an_unknown_network_is_refused_with_the_known_ones():
    with pytest.raises(UnknownModel, match="'vgg'.*vgg_mini"):
        catalog.find("vgg")


def broken() -> dict[str, str]:
    """The broken networks among those shipped, with the first sentence of what is wrong."""
    return {
        card.id: str(card.problem).split(". ")[0]
        for card in zoo.cards()
        if card.status == "broken" and card.id in READY
    }
