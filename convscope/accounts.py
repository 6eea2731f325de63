"""The account of a network by its id, of one whose weights are not here as well."""

from __future__ import annotations

from functools import partial

import torch
from torch import nn

from convscope import models
from convscope.layers import Layer
from convscope.ledger import Ledger, ledger
from convscope.meta import hooked_layers, on_meta
from convscope.models.card import Card
from convscope.models.untrained import trained_id
from convscope.network import load
from convscope.trace import evaluating

# Libraries whose architectures can be built without their weights.
LIBRARIES = ("torchvision", "timm")


def account(model: str) -> Ledger:
    """Where the parameters and the multiply-adds of a network are.

    What a library publishes is built without numbers, so that AlexNet's 61 million weights take no
    memory. Only modules are seen at work there, so
    that the products of an attention that no module does are not counted. Raises `UnknownModel`,
    and of the others every `ModelError`.
    """
    card = models.find(trained_id(model))
    if card.source in LIBRARIES:
        module = on_meta(partial(models.SOURCES[card.source].make, card))
        return ledger(module, _layers(module, card))
    network = load(model)
    return ledger(network.module, network.layers)


def _layers(module: nn.Module, card: Card) -> list[Layer]:
    size = card.preprocess
    example = torch.empty(1, size.channels, size.height, size.width, device="meta")
    with torch.no_grad(), evaluating(module):
        return hooked_layers(module, example)
