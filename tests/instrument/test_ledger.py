"""Accounts of parameters, against counting them."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from convscope import models
from convscope.accounts import account
from convscope.ledger import Ledger, by_layer, ledger
from convscope.lenses.inception import AUXILIARY
from convscope.zoo import catalog
from tests.instrument.zoo_graphs import layers


def by_part(found: Ledger) -> dict[str, int]:
    parts = dict.fromkeys((entry.part for entry in found.entries), 0)
    for entry in found.entries:
        parts[entry.part] += entry.parameters
    return parts


@pytest.mark.parametrize("network", [entry.id for entry in catalog.ENTRIES])
def test_an_account_adds_up_to_the_network(network: str) -> None:
    module = catalog.find(network).make()
    found = ledger(module, by_layer(layers(network)))
    assert found.parameters == sum(each.numel() for each in module.parameters())
    assert found.macs == sum(layer.macs for layer in layers(network))
    counted = {
        name: sum(each.numel() for each in child.parameters())
        for name, child in module.named_children()
    }
    assert by_part(found) == {name: count for name, count in counted.items() if count}


def test_kinds_are_those_of_the_modules() -> None:
    module = catalog.find("alexnet_mini").make()
    convolutions = [each for each in module.modules() if isinstance(each, nn.Conv2d)]
    linear = [each for each in module.modules() if isinstance(each, nn.Linear)]
    assert ledger(module).by_kind() == {
        "convolution": sum(p.numel() for each in convolutions for p in each.parameters()),
        "linear": sum(p.numel() for each in linear for p in each.parameters()),
    }


class Shared(nn.Module):
    """Two modules with one weight, and a parameter of the network's own."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = nn.Linear(4, 4), nn.Linear(4, 4)
        self.second.weight = self.first.weight
        self.own = nn.Parameter(torch.zeros(3))


def test_what_is_shared_counts_once() -> None:
    found = ledger(Shared())
    assert found.parameters == sum(each.numel() for each in Shared().parameters()) == 27
    assert by_part(found) == {"": 3, "first": 20, "second": 4}


@pytest.mark.parametrize(
    "model",
    [
        "mlp",
        "efficientnet_lite0",
        "torchvision:alexnet",
        "torchvision:googlenet",
        "torchvision:vit_b_16",
        "torchvision:swin_t",
        "timm:coatnet_0_rw_224.sw_in1k",
    ],
)
def test_an_account_has_the_sums_of_the_card(model: str) -> None:
    """Those of the two libraries were counted when their index was written."""
    found = account(model)
    card = models.find(model)
    assert (found.parameters, found.macs) == (card.parameters, card.macs)


def test_a_twin_has_the_account_of_its_network() -> None:
    assert account("torchvision:vit_b_16@untrained") == account("torchvision:vit_b_16")


def test_the_products_of_an_attention_are_counted_by_hand() -> None:
    """ViT-B/16: twelve attentions of 197 tokens, 768 wide; each reads them four times."""
    tokens, width = 197, 768
    products = 4 * tokens * width**2 + 2 * tokens**2 * width
    (attention,) = (
        e for e in account("torchvision:vit_b_16").entries if e.kind == "other" and e.macs
    )
    assert (attention.part, attention.macs) == ("encoder", 12 * products)


def test_the_two_classifiers_of_the_training_are_as_large_as_said() -> None:
    from torchvision.models import GoogLeNet  # noqa: PLC0415 (a second)

    with torch.device("meta"):
        whole = GoogLeNet(init_weights=False)
        without = GoogLeNet(aux_logits=False, init_weights=False)
    assert ledger(whole).parameters - ledger(without).parameters == AUXILIARY
