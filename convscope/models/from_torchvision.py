"""torchvision's classification networks, with each of the weights that it publishes."""

from __future__ import annotations

import importlib
import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from torch import nn

from convscope.message import sentence
from convscope.models import imagenet, index, places, state
from convscope.models.card import Card
from convscope.models.index import Entry
from convscope.models.published import at_address, card_of
from convscope.models.state import State

SITE = "https://download.pytorch.org/models/"
# What building without weights would choose otherwise than building with them.
OPTIONS: dict[str, dict[str, Any]] = {
    "googlenet": {"transform_input": True, "aux_logits": False, "init_weights": False},
    "inception_v3": {"transform_input": True, "init_weights": False},
}
# The training's additional answers of GoogLeNet, which its file has and the network has not.
AUXILIARY = ("aux1.", "aux2.")


def cards() -> tuple[Card, ...]:
    """One card for each of the published weights; those in torch's cache are `ready`."""
    names = {card.weights["name"] for card in _all().values()}
    return _cards(frozenset(each for each in places.torch_files().items() if each[0] in names))


def find(id: str) -> Card | None:
    """The card of `torchvision:ARCHITECTURE`, its best weights, or `…@WEIGHTS`."""
    card = _all().get(_aliases().get(id, id))
    return card and _as_it_is(card, places.torch_file(card.weights["name"]))


def make(card: Card) -> nn.Module:
    """The architecture of a card with fresh random weights."""
    return construct(_architecture(card), card.preprocess.height)


def build(card: Card) -> nn.Module:
    """The trained network of a card; raises `NotDownloaded` or `WeightsDamaged`."""
    path = places.torch_folder() / card.weights["name"]
    if not path.is_file():
        raise places.not_downloaded(card)
    state.check_digest(path, card.weights["sha256_prefix"])
    module = make(card)
    state.load_into(module, _renamed(state.read_state(path), _architecture(card)), path.name)
    return module


def labels(card: Card) -> tuple[str, ...]:
    return imagenet.labels()


def construct(architecture: str, side: int, classes: int = imagenet.CLASSES) -> nn.Module:
    """An architecture of torchvision, untrained, for pictures of side × side pixels."""
    library = importlib.import_module("torchvision.models")  # takes a second: only to build
    options = dict(OPTIONS.get(architecture, {}))
    if architecture.startswith("vit_"):
        options["image_size"] = side  # its position embedding is as long as there are patches
    module: nn.Module = library.get_model(
        architecture, weights=None, num_classes=classes, **options
    )
    return module


@cache
def _all() -> dict[str, Card]:
    """Every card by its id, as if nothing had been downloaded."""
    return {card.id: card for card in map(_card, index.read("torchvision").entries)}


@cache
def _aliases() -> dict[str, str]:
    """The best weights of an architecture may be named too."""
    entries = index.read("torchvision").entries
    return {
        f"torchvision:{each.architecture}@{each.weights}": f"torchvision:{each.architecture}"
        for each in entries
        if each.default
    }


@lru_cache(maxsize=2)
def _cards(present: frozenset[tuple[str, int]]) -> tuple[Card, ...]:
    sizes = dict(present)
    return tuple(_as_it_is(card, sizes.get(card.weights["name"])) for card in _all().values())


def _as_it_is(card: Card, size: int | None) -> Card:
    if size is None:
        return card
    return replace(card, status="ready", weights={**card.weights, "bytes": size})


def _card(entry: Entry) -> Card:
    name = f"torchvision:{entry.architecture}"
    return card_of(
        entry,
        "torchvision",
        name if entry.default else f"{name}@{entry.weights}",
        f"{entry.architecture} ({entry.weights})",
        {**at_address(SITE + entry.place, "torchvision"), "data": "ImageNet"},
        accuracy=_accuracy(entry),
    )


def _accuracy(entry: Entry) -> dict[str, Any]:
    if entry.correct is None:
        return {}
    return {
        "accuracy": entry.correct / imagenet.VALIDATION,
        "correct": entry.correct,
        "pictures": imagenet.VALIDATION,
        "data": sentence("the validation pictures of ImageNet, as torchvision measured it"),
    }


def _architecture(card: Card) -> str:
    return card.id.partition(":")[2].partition("@")[0]


def _renamed(found: State, architecture: str) -> State:
    """The tensors under the names that the network has today."""
    if architecture == "googlenet":
        return {name: value for name, value in found.items() if not name.startswith(AUXILIARY)}
    if architecture.startswith("densenet"):
        return {re.sub(r"\b(norm|conv)\.([12])\b", r"\1\2", name): found[name] for name in found}
    return found
