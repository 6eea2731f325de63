"""A folder of somebody's own models, with made-up weights in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from convscope.models import architectures, cardfile, from_file
from convscope.models.cardfile import CardFile
from convscope.preprocess import Preprocess
from tests.instrument.references import seeded

SMALL = Preprocess(3, 32, 32, "bilinear", 0.9, (0.5, 0.4, 0.3), (0.2, 0.3, 0.4))
ARCHITECTURE = "zoo:vgg_mini"
CLASSES = ("cat", "dog", "owl")


@dataclass(frozen=True)
class Own:
    folder: Path

    @classmethod
    def install(cls, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Own:
        """Have Convscope look for models here."""
        folder.mkdir(parents=True, exist_ok=True)
        monkeypatch.setattr(from_file, "_folder", folder)
        monkeypatch.setattr(from_file, "_refused", {})
        return cls(folder)

    def weights(
        self,
        file: str,
        architecture: str = ARCHITECTURE,
        classes: int = len(CLASSES),
        preprocess: Preprocess = SMALL,
    ) -> dict[str, torch.Tensor]:
        """Write seeded random weights of an architecture; returns them."""
        make = lambda: architectures.construct(architecture, classes, preprocess)  # noqa: E731
        state = dict(seeded(make).state_dict())
        path = self.folder / file
        (save_file if path.suffix == ".safetensors" else torch.save)(state, path)
        return state

    def card(self, file: str, **changes: Any) -> Path:
        """Write a card that is right but for the changes."""
        told = CardFile(**{
            "architecture": ARCHITECTURE, "classes": CLASSES, "preprocess": SMALL, **changes,
        })  # fmt: skip
        path = self.folder / file
        cardfile.write(path, told)
        return path

    def text(self, file: str, text: str) -> Path:
        path = self.folder / file
        path.write_text(text, encoding="utf-8")
        return path
