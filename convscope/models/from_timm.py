"""timm's image classifiers, with each of the weights that it publishes."""

from __future__ import annotations

import importlib
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from torch import nn

from convscope.errors import WeightsDamaged
from convscope.models import imagenet, index, places, state
from convscope.models.card import Card
from convscope.models.index import Entry
from convscope.models.published import at_address, card_of

# In the order in which timm looks for them in a repository of the hub.
FILES = ("model.safetensors", "pytorch_model.bin")
# Names for the outputs of networks that know more than ImageNet's thousand classes.
VOCABULARIES = {
    11_221: "imagenet21k-miil",
    11_821: "imagenet12k",
    21_841: "imagenet22k",
    21_842: "imagenet22k-ms",
    21_843: "imagenet21k-goog",
}


def cards() -> tuple[Card, ...]:
    """One card for each of the published weights; those in a cache are `ready`."""
    kept, files = places.hub_repos(), places.torch_files()
    found = {card.id: _file(card) for card in _all().values() if _may_be_there(card, kept, files)}
    return _cards(frozenset((id, path) for id, path in found.items() if path))


def find(id: str) -> Card | None:
    """The card of `timm:ARCHITECTURE.TAG`, or of `timm:ARCHITECTURE`, its first tag."""
    card = _all().get(_aliases().get(id, id))
    return card and _as_it_is(card, _file(card))


def make(card: Card) -> nn.Module:
    """The architecture of a card with fresh random weights."""
    return construct(_name(card))


def build(card: Card) -> nn.Module:
    """The trained network of a card; raises `NotDownloaded` or `WeightsDamaged`."""
    path = _file(card)
    if path is None:
        raise places.not_downloaded(card)
    state.check_digest(path, _digest(card, path))
    try:
        return construct(_name(card), pretrained=True, pretrained_cfg_overlay=_only(path))
    except Exception as error:  # what a file that does not fit makes timm raise is nowhere listed
        raise WeightsDamaged(
            "The weights {path} cannot be put into {network}: {error}. "
            "Remove the file and download it again.",
            path=path,
            network=card.name,
            error=str(error),
        ) from error


def labels(card: Card) -> tuple[str, ...]:
    """ImageNet's thousand names, or timm's for its larger sets; empty where none are known."""
    if card.classes == imagenet.CLASSES:
        return imagenet.labels()
    if card.classes not in VOCABULARIES:
        return ()
    told = importlib.import_module("timm.data").ImageNetInfo(VOCABULARIES[card.classes])
    return tuple(told.index_to_description(number) for number in range(card.classes))


def construct(name: str, **options: Any) -> nn.Module:
    """A network of timm by its name, untrained unless the options say otherwise."""
    timm = importlib.import_module("timm")  # takes two seconds: only to build
    module: nn.Module = timm.create_model(name, **options)
    return module


def _only(path: Path) -> dict[str, Any]:
    """Has timm take this file, which it reads without running anything, and no other."""
    return {"file": str(path), "custom_load": False}


@cache
def _all() -> dict[str, Card]:
    """Every card by its id, as if nothing had been downloaded."""
    return {card.id: card for card in map(_card, index.read("timm").entries)}


@cache
def _aliases() -> dict[str, str]:
    entries = index.read("timm").entries
    return {f"timm:{each.architecture}": _id(each) for each in entries if each.default}


@lru_cache(maxsize=2)
def _cards(present: frozenset[tuple[str, Path]]) -> tuple[Card, ...]:
    paths = dict(present)
    return tuple(_as_it_is(card, paths.get(card.id)) for card in _all().values())


def _may_be_there(card: Card, repos: frozenset[str], files: dict[str, int]) -> bool:
    return card.weights.get("repo") in repos or card.weights["name"] in files


def _file(card: Card) -> Path | None:
    """Where the weights of a card are, if they are on this machine."""
    if "repo" in card.weights:
        return places.hub_file(card.weights["repo"], FILES)
    path = places.torch_folder() / card.weights["name"]
    return path if path.is_file() else None


def _as_it_is(card: Card, path: Path | None) -> Card:
    if path is None:
        return card
    told = {"name": path.name, "bytes": path.stat().st_size}
    if "repo" in card.weights:
        told |= {"file": path.name, "sha256": places.hub_digest(path) or None}
    return replace(card, status="ready", weights={**card.weights, **told})


def _digest(card: Card, path: Path) -> str:
    return places.hub_digest(path) or str(card.weights.get("sha256_prefix", ""))


def _card(entry: Entry) -> Card:
    name = f"{entry.architecture}.{entry.weights}"
    return card_of(entry, "timm", _id(entry), name, _weights(entry))


def _weights(entry: Entry) -> dict[str, Any]:
    if entry.place.startswith("https://"):
        return at_address(entry.place, "timm")
    repo = entry.place or f"timm/{entry.architecture}.{entry.weights}"
    return {"name": FILES[0], "source": "huggingface", "repo": repo, "file": FILES[0]}


def _id(entry: Entry) -> str:
    return f"timm:{entry.architecture}.{entry.weights}"


def _name(card: Card) -> str:
    return card.id.partition(":")[2]
