"""Where networks come from: the list of all that can be loaded, and how one is built."""

from __future__ import annotations

from types import ModuleType

from torch import nn

from convscope.errors import UnknownModel
from convscope.models import bundled, handed
from convscope.models.card import Card
from convscope.zoo import shelf

DEFAULT = "efficientnet_lite0"

# Where a card's `source` is kept. Each has `cards()`, `build(card)` and `labels(card)`.
SOURCES: dict[str, ModuleType] = {"bundled": bundled, "zoo": shelf, "module": handed}


def list_models() -> tuple[Card, ...]:
    """The cards of all networks, the default one first."""
    return tuple(card for source in SOURCES.values() for card in source.cards())


def find(model: str) -> Card:
    """The card of a model id; raises `UnknownModel`."""
    for card in list_models():
        if card.id == model:
            return card
    known = ", ".join(card.id for card in list_models())
    raise UnknownModel(f"There is no model {model!r}. Choose one of: {known}.")


def build(card: Card) -> nn.Module:
    """The trained network of a card, in evaluation mode; raises every `ModelError`."""
    module: nn.Module = SOURCES[card.source].build(card)
    return module


def labels(card: Card) -> tuple[str, ...]:
    """The names of the classes of a card, in the order of the network's outputs."""
    names: tuple[str, ...] = SOURCES[card.source].labels(card)
    return names
