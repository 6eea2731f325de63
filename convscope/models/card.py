"""What is known of a network without building it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from convscope.message import Message
from convscope.preprocess import Preprocess


@dataclass(frozen=True)
class Card:
    """A network's entry in the list of models.

    `parameters` counts all learned numbers, `macs` the multiply-adds for one picture, and `depth`
    is that of `convscope.depth`; the two are null where nobody counted. `weights` names the file:
    `name`, `source`, `bytes`, and the digest `sha256`, of which only the first digits may be known
    (`sha256_prefix`), or instead a `version` that changes with the file. `accuracy` holds measured
    figures only and is empty where none was measured. `summary` says what to look at, and
    `problem` why a network of the status `broken` cannot be used.
    """

    id: str
    name: str
    family: str
    source: str
    status: str
    classes: int
    parameters: int
    preprocess: Preprocess
    weights: dict[str, Any] = field(default_factory=dict)
    accuracy: dict[str, Any] = field(default_factory=dict)
    year: int | None = None
    paper: str = ""
    summary: str | Message = ""
    macs: int | None = None
    depth: int | None = None
    licence: str = ""
    convolutional: bool = True
    problem: str | Message = ""

    def mentions(self, words: str) -> bool:
        """Whether all of these words are in its id, name or family, in capitals or not."""
        text = f"{self.id} {self.name} {self.family}".casefold()
        return all(word in text for word in words.casefold().split())

    @cached_property
    def key(self) -> str:
        """16 hex digits that stand for this network, these weights and this preprocessing."""
        told = (self.weights.get(name) for name in ("sha256", "sha256_prefix", "version"))
        identity = f"{self.id}\n{next(filter(None, told), '')}\n{self.preprocess}"
        return hashlib.sha256(identity.encode()).hexdigest()[:16]
