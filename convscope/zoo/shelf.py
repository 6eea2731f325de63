"""The zoo as cards, and the trained network behind each."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import torch
from torch import nn

from convscope.costs import module_parameters
from convscope.errors import ModelError
from convscope.models.card import Card
from convscope.zoo import catalog, weights
from convscope.zoo.data import LABELS
from convscope.zoo.weights import Trained

SOURCE = "the zoo of Convscope, by `convscope train`"


def cards() -> tuple[Card, ...]:
    """The cards of all networks, in order of time.

    One whose files are missing or damaged has the status `broken`, and its `problem` says what is
    wrong with them.
    """
    return tuple(_card(entry, Trained(entry.id, weights.FOLDER)) for entry in catalog.ENTRIES)


def make(card: Card) -> nn.Module:
    """The architecture of one of these cards with fresh random weights."""
    return catalog.find(card.id).make()


def build(card: Card) -> nn.Module:
    """The trained network of one of these cards, in evaluation mode.

    Raises `UnknownModel`, `WeightsMissing` or `WeightsDamaged`.
    """
    module = make(card)
    weights.load_into(module, Trained(card.id, weights.FOLDER))
    return module.eval()


def labels(card: Card) -> tuple[str, ...]:
    """The names of the classes of one of these cards, in the order of the outputs."""
    return LABELS[catalog.find(card.id).data]


def _card(entry: catalog.Entry, trained: Trained) -> Card:
    card = Card(
        id=entry.id,
        name=entry.name,
        family=entry.family,
        source="zoo",
        status="ready",
        classes=len(LABELS[entry.data]),
        parameters=0,
        preprocess=entry.preprocess,
        weights={"name": trained.file.name, "source": SOURCE},
        year=entry.year,
        paper=entry.paper,
        summary=entry.summary,
        licence="Apache-2.0",
        convolutional=entry.convolutional,
    )
    try:
        told = weights.check(trained)
    except ModelError as error:
        parameters = _parameters(entry.id)
        return replace(card, status="broken", parameters=parameters, problem=error.message)
    return replace(
        card,
        parameters=told["parameters"],
        weights=card.weights | {name: told[name] for name in ("sha256", "bytes", "data")},
        accuracy={name: told[name] for name in ("accuracy", "correct", "pictures", "data")},
        macs=told["macs"],
        depth=told["depth"],
    )


@cache
def _parameters(network: str) -> int:
    """Counted where no file tells: on torch's meta device some would have to load its compiler."""
    with torch.random.fork_rng(devices=[]):
        return module_parameters(catalog.find(network).make())
