"""Networks to be downloaded, made for a test, in place of torchvision's."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from convscope import models
from convscope.models.card import Card
from convscope.preprocess import Preprocess
from tests.mean_server import CONTENT

MODEL = "torchvision:small"
PREPROCESS = Preprocess(3, 32, 32, "bilinear", 1.0, (0.5, 0.5, 0.5), (0.5, 0.5, 0.5))


@dataclass
class Shelf:
    """Cards that stand in the list of models, and the folder their weights go to."""

    checkpoints: Path
    cards: list[Card] = field(default_factory=list)

    def add(self, url: str, id: str = MODEL, **weights: Any) -> Card:
        """A card for the file of `tests.mean_server` at an address."""
        name = f"{id.partition(':')[2]}.pth"
        digest = hashlib.sha256(CONTENT).hexdigest()
        known = {"name": name, "url": url, "sha256": digest, "bytes": None, "source": "torchvision"}
        card = Card(
            id=id,
            name=id,
            family="Small",
            source="torchvision",
            status="downloadable",
            classes=10,
            parameters=1,
            preprocess=PREPROCESS,
            weights={**known, **weights},
        )
        self.cards.append(card)
        return card

    def put(self, card: Card) -> Path:
        """Have the weights of a card here already."""
        self.checkpoints.mkdir(parents=True, exist_ok=True)
        path = self.checkpoints / card.weights["name"]
        path.write_bytes(CONTENT)
        return path

    def find(self, id: str) -> Card | None:
        return next((card for card in self.cards if card.id == id), None)

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Stand in for torchvision, and have torch keep its files here."""
        monkeypatch.setenv("TORCH_HOME", str(self.checkpoints.parents[1]))
        source = SimpleNamespace(cards=lambda: tuple(self.cards), find=self.find)
        monkeypatch.setitem(models.SOURCES, "torchvision", source)
