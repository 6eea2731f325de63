"""The list of networks as a whole, and the untrained twins."""

from __future__ import annotations

import subprocess
import sys

import pytest
import torch
from torchvision import models as torchvision_models

from convscope import models
from convscope.errors import UnknownModel
from convscope.network import Network

LISTING = """
import sys
from convscope import models
cards = models.list_models()
assert len(cards) > 100
assert models.find("torchvision:resnet50@untrained").status == "ready"
print(*{"torchvision", "timm"} & set(sys.modules))
"""


def test_listing_imports_neither_library() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LISTING], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == ""


def test_every_id_is_found_and_no_two_are_alike() -> None:
    cards = models.list_models()
    assert len({card.id for card in cards}) == len(cards)
    assert cards[0].id == models.DEFAULT
    for card in cards:
        assert models.find(card.id).id == card.id


def test_no_two_networks_have_the_same_key() -> None:
    cards = (*models.list_models(), *models.twins())
    assert len({card.key for card in cards}) == len(cards)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownModel, match=r"'resnet_mimi'.*nearest are resnet_mini,"):
        models.find("resnet_mimi")
    with pytest.raises(UnknownModel, match="nearest are torchvision:squeezenet1_1,"):
        models.find("squeezenet1.1")
    with pytest.raises(UnknownModel, match=r"'§'\. All are listed by"):
        models.find("§")
    with pytest.raises(UnknownModel):
        models.find("torchvision:resnet50@IMAGENET1K_V9")
    with pytest.raises(UnknownModel):
        models.find("nothing@untrained")


@pytest.mark.parametrize("model", ["lenet5", "efficientnet_lite0", "torchvision:squeezenet1_1"])
def test_a_twin_has_the_layers_of_its_network_and_says_that_it_is_untrained(model: str) -> None:
    trained, twin = models.find(model), models.find(f"{model}@untrained")
    assert (twin.status, twin.weights["name"], twin.accuracy) == ("ready", "untrained", {})
    assert twin.name.endswith("untrained")
    assert "ntrained" in twin.summary
    assert (twin.parameters, twin.macs) == (trained.parameters, trained.macs)
    network = Network(twin, models.build(twin), models.labels(twin))
    assert sum(layer.macs for layer in network.layers) == twin.macs
    assert network.labels == models.labels(trained)
    assert not network.module.training


def test_a_twin_has_the_random_weights_of_seed_zero() -> None:
    state = models.build(models.find("torchvision:squeezenet1_1@untrained")).state_dict()
    torch.manual_seed(0)
    expected = torchvision_models.squeezenet1_1(weights=None).state_dict()
    assert all(torch.equal(state[name], expected[name]) for name in expected)


def test_the_random_numbers_of_the_program_go_on_as_they_would() -> None:
    torch.manual_seed(7)
    expected = torch.rand(4)
    torch.manual_seed(7)
    models.build(models.find("lenet5@untrained"))
    assert torch.equal(torch.rand(4), expected)


def test_twins_are_not_in_the_list() -> None:
    assert not [card for card in models.list_models() if card.id.endswith("@untrained")]
