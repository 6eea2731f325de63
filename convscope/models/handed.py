"""Networks that a running program hands in: listed while it runs, and never on disk."""

from __future__ import annotations

import copy
import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import nn

from convscope.models.card import Card

_handed: dict[str, tuple[Card, nn.Module, tuple[str, ...]]] = {}


def hand_in(card: Card, module: nn.Module, labels: Sequence[str]) -> Card:
    """Keep a copy of a module as it is now; returns its card with the id that it got.

    A copy, because a program may go on training: numbers that were shown must stay true. The same
    weights handed in again are the same network.
    """
    copied = copy.deepcopy(module).eval()
    card = replace(card, weights={**card.weights, "sha256": _digest(copied)})
    for name in itertools.chain([card.id], (f"{card.id}-{n}" for n in itertools.count(2))):
        named = replace(card, id=name)
        if name not in _handed or _handed[name][0] == named:
            _handed[name] = (named, copied, tuple(labels))
            return named
    raise AssertionError("names do not run out")


def cards() -> tuple[Card, ...]:
    return tuple(card for card, _, _ in _handed.values())


def build(card: Card) -> nn.Module:
    return _handed[card.id][1]


def labels(card: Card) -> tuple[str, ...]:
    return _handed[card.id][2]


def _digest(module: nn.Module) -> str:
    """The SHA-256 of all parameters and buffers, with their names."""
    digest = hashlib.sha256()
    for name, value in module.state_dict().items():
        digest.update(f"{name} {value.dtype} {tuple(value.shape)}".encode())
        flat = value.detach().cpu().contiguous().reshape(-1)
        digest.update(flat.view(torch.uint8).numpy().data)
    return digest.hexdigest()
