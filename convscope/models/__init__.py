"""Where networks come from: the list of all that can be loaded, and how one is built."""

from __future__ import annotations

from torch import nn

from convscope.errors import UnknownModel
from convscope.models import bundled
from convscope.models.card import Card

DEFAULT = "efficientnet_lite0"


def list_models() -> tuple[Card, ...]:
    """The cards of all networks, the default one first."""
    return bundled.CARDS


def find(model: str) -> Card:
    """The card of a model id; raises `UnknownModel`."""
    for card in list_models():
        if card.id == model:
            return card
    known = ", ".join(card.id for card in list_models())
    raise UnknownModel(f"There is no model {model!r}. Choose one of: {known}.")


def build(card: Card) -> nn.Module:
    """The trained network of a card, in evaluation mode."""
    return bundled.build(card)
