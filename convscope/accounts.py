"""The account of a network by its id, of one whose weights are not here as well."""

from __future__ import annotations

import torch
from torch import nn

from convscope import models
from convscope.hooks import Unique, watching
from convscope.layers import Layer, hooked_layer
from convscope.ledger import Ledger, ledger
from convscope.models.card import Card
from convscope.models.untrained import trained_id
from convscope.network import load
from convscope.trace import evaluating

# Libraries whose architectures can be built without their weights.
LIBRARIES = ("torchvision", "timm")


def account(model: str) -> Ledger:
    """Where the parameters and the multiply-adds of a network are.

    What a library publishes is built on torch's meta device, where tensors have shapes and no
    numbers: AlexNet's 61 million weights take no memory. Only modules are seen at work there, so
    that the products of an attention that no module does are not counted. Raises `UnknownModel`,
    and of the others every `ModelError`.
    """
    card = models.find(trained_id(model))
    if card.source in LIBRARIES:
        module = _on_meta(card)
        return ledger(module, _layers(module, card))
    network = load(model)
    return ledger(network.module, network.layers)


def _on_meta(card: Card) -> nn.Module:
    make = models.SOURCES[card.source].make
    try:
        with torch.device("meta"):
            module: nn.Module = make(card)
    except (NotImplementedError, RuntimeError):
        # Some constructors read numbers off a tensor, for the rates of stochastic depth.
        module = make(card).to("meta")
    return module


def _layers(module: nn.Module, card: Card) -> list[Layer]:
    size = card.preprocess
    example = torch.empty(1, size.channels, size.height, size.width, device="meta")
    names = Unique()
    with torch.no_grad(), evaluating(module), watching(module, "") as seen:
        module(example)
    return [hooked_layer(names(each.path), module.get_submodule(each.path), each) for each in seen]
