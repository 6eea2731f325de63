"""The untrained twin of a network: the same architecture, with seeded random weights.

`MODEL@untrained` shows what training changed. It needs no file, and it is not in the list of
models, which it would double.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import torch
from torch import nn

from convscope.models.card import Card

SUFFIX = "@untrained"
SEED = 0


def trained_id(id: str) -> str:
    """The id of the network that an id or the twin of which it names."""
    return id.removesuffix(SUFFIX)


def is_twin(card: Card) -> bool:
    return card.id.endswith(SUFFIX)


def twin_of(card: Card) -> Card:
    """The card of a network's twin; it can be run whether or not the weights are there."""
    return replace(
        card,
        id=card.id + SUFFIX,
        name=f"{card.name}, untrained",
        status="ready",
        weights={
            "name": "untrained",
            "source": f"random numbers, seeded with {SEED}",
            "data": "untrained",
            "seed": SEED,
            "sha256": None,
        },
        accuracy={},
        summary=f"Untrained: random weights. {card.summary}".rstrip(),
        problem="",
    )


def build(make: Callable[[], nn.Module]) -> nn.Module:
    """What `make` constructs from freshly seeded random numbers, in evaluation mode.

    The random numbers of the program around it go on as if nothing had been drawn.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(SEED)
        return make().eval()
