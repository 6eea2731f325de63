"""The account of a network by its id, of one whose weights are not here as well."""

from __future__ import annotations

from functools import partial

from convscope import models
from convscope.ledger import Ledger, by_layer, ledger
from convscope.meta import on_meta
from convscope.models.untrained import trained_id
from convscope.network import load
from convscope.products import products

# Libraries whose architectures can be built without their weights.
LIBRARIES = ("torchvision", "timm")


def account(model: str) -> Ledger:
    """Where the parameters and the multiply-adds of a network are; their sums are its card's.

    What a library publishes is built without numbers, so that AlexNet's 61 million weights take no
    memory, and every product is counted, those of an attention as well. Of other networks those of
    their layers are, as for their cards: what torch's own attention multiplies is not among them.
    Raises `UnknownModel`, and of the others every `ModelError`.
    """
    card = models.find(trained_id(model))
    if card.source in LIBRARIES:
        module = on_meta(partial(models.SOURCES[card.source].make, card))
        size = card.preprocess
        return ledger(module, products(module, (size.channels, size.height, size.width)))
    network = load(model)
    return ledger(network.module, by_layer(network.layers))
