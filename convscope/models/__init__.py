"""Where networks come from: the list of all that can be loaded, and how one is built."""

from __future__ import annotations

import difflib
import threading
from types import ModuleType

from torch import nn

from convscope.errors import UnknownModel
from convscope.models import bundled, from_file, from_timm, from_torchvision, handed, untrained
from convscope.models.card import Card
from convscope.zoo import shelf

DEFAULT = "efficientnet_lite0"

# Where a card's `source` is kept. Each has `cards()`, `build(card)` and `labels(card)`, and `make`
# where it can construct the architecture of a card without its weights.
SOURCES: dict[str, ModuleType] = {
    "bundled": bundled,
    "zoo": shelf,
    "module": handed,
    "file": from_file,
    "torchvision": from_torchvision,
    "timm": from_timm,
}
# Ids of these begin with the source's name, and `find(id)` knows each without listing all.
INDEXED = ("file", "torchvision", "timm")
NEAREST, SIMILAR = 3, 0.5

# Seeded random weights must not be drawn while another network draws its own.
_building = threading.Lock()


def list_models() -> tuple[Card, ...]:
    """The cards of all networks but the untrained twins, the default one first."""
    return tuple(card for source in SOURCES.values() for card in source.cards())


def twins() -> tuple[Card, ...]:
    """The cards of the untrained twins, as far as their architectures can be constructed."""
    return tuple(untrained.twin_of(card) for card in list_models() if _has_twin(card))


def find(model: str) -> Card:
    """The card of a model id, `…@untrained` for the twin; raises `UnknownModel`."""
    trained = untrained.trained_id(model)
    card = _look_up(trained)
    if card is None or not (trained == model or _has_twin(card)):
        raise _unknown(model)
    return card if trained == model else untrained.twin_of(card)


def build(card: Card) -> nn.Module:
    """The network of a card, in evaluation mode; raises every `ModelError`."""
    source = SOURCES[card.source]
    with _building:
        if untrained.is_twin(card):
            trained = find(untrained.trained_id(card.id))
            return untrained.build(lambda: source.make(trained))
        module: nn.Module = source.build(card)
    return module.eval()


def labels(card: Card) -> tuple[str, ...]:
    """The names of the classes of a card, in the order of the network's outputs."""
    if untrained.is_twin(card):
        card = find(untrained.trained_id(card.id))
    names: tuple[str, ...] = SOURCES[card.source].labels(card)
    return names


def _has_twin(card: Card) -> bool:
    return hasattr(SOURCES[card.source], "make")


def _look_up(id: str) -> Card | None:
    source = id.partition(":")[0]
    if source in INDEXED:
        found: Card | None = SOURCES[source].find(id)
        return found
    few = (each for name, each in SOURCES.items() if name not in INDEXED)
    return next((card for each in few for card in each.cards() if card.id == id), None)


def _unknown(model: str) -> UnknownModel:
    ids = {_without_source(card.id): card.id for card in list_models()}
    near = difflib.get_close_matches(_without_source(model), ids, NEAREST, SIMILAR)
    if not near:
        return UnknownModel(
            "There is no model {model!r}. All are listed by `convscope models` and "
            "GET /api/v1/models.",
            model=model,
        )
    return UnknownModel(
        "There is no model {model!r}. The nearest are {nearest}; all are listed by "
        "`convscope models` and GET /api/v1/models.",
        model=model,
        nearest=", ".join(ids[name] for name in near),
    )


def _without_source(id: str) -> str:
    return id.partition(":")[2] or id
