"""What torchvision and timm offer, known without importing either.

`python -m scripts.index` writes one file for each from its registry: building 1,500 networks, or
only importing the libraries that could, takes longer than a list may.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from convscope.preprocess import Preprocess

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Entry:
    """An architecture with one of its published weights.

    `default` marks those that the library itself takes for the architecture. `head` is the tensor
    with a row for each class. `place` is where the weights are, in the library's own terms.
    `correct` of 50,000 pictures of ImageNet were recognised, where the library says so. The rest is
    as in `Card`.
    """

    architecture: str
    weights: str
    default: bool
    family: str
    year: int | None
    paper: str
    summary: str
    preprocess: Preprocess
    classes: int
    head: str
    parameters: int
    macs: int | None
    depth: int | None
    convolutional: bool
    licence: str
    place: str
    correct: int | None


@dataclass(frozen=True)
class Index:
    """The entries of one library, made from its `version`, and all `architectures` it can build."""

    version: str
    architectures: tuple[str, ...]
    entries: tuple[Entry, ...]


@cache
def read(library: str) -> Index:
    """The index of `torchvision` or `timm`."""
    told = json.loads((FOLDER / f"{library}.json").read_text(encoding="utf-8"))
    preprocessings = [_preprocess(row) for row in told["preprocessings"]]
    entries = tuple(_entry(row, told["families"], preprocessings) for row in told["entries"])
    return Index(told["version"], tuple(told["architectures"]), entries)


def _preprocess(row: list[Any]) -> Preprocess:
    values: list[Any] = [tuple(each) if isinstance(each, list) else each for each in row]
    return Preprocess(*values)


def _entry(row: list[Any], families: list[Any], preprocessings: list[Preprocess]) -> Entry:
    """Rows repeat neither families nor preprocessings: they name them by number."""
    architecture, weights, default, family, preprocess, *rest = row
    named = [architecture, weights, bool(default), *families[family], preprocessings[preprocess]]
    return Entry(*named, *rest)
