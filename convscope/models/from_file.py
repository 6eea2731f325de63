"""Networks of one's own: a folder of weights, each with a card that says what they belong to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod
from pathlib import Path

from torch import nn

from convscope.errors import BadOption, ConvscopeError, ModelBroken
from convscope.folders import models_folder
from convscope.message import Message
from convscope.models import architectures, cardfile, from_onnx, peek, state
from convscope.models.card import Card
from convscope.models.cardfile import CardFile
from convscope.preprocess import Preprocess

ENDINGS = (".safetensors", ".pth", from_onnx.ENDING)
CARD = ".toml"
PREFIX = "file:"
UNKNOWN = Preprocess(3, 1, 1, "bilinear", 1.0, (0.0,) * 3, (1.0,) * 3)

_folder: Path | None = None
# What was found wrong with a network only when it was built, by the key of its card.
_refused: dict[str, Message] = {}


def look_in(folder: Path) -> None:
    """Take the networks from this folder from now on, in place of CONVSCOPE_MODELS."""
    global _folder  # noqa: PLW0603 (one folder for the whole program)
    _folder = folder


def folder() -> Path:
    return _folder or models_folder()


def cards() -> tuple[Card, ...]:
    """The cards of all files, by name. One that cannot be used is `broken`, and says why."""
    try:
        names = {path.stem for path in folder().iterdir() if path.suffix in (*ENDINGS, CARD)}
    except OSError:
        return ()
    return tuple(card for name in sorted(names) if (card := _card(name)) is not None)


def find(id: str) -> Card | None:
    """The card of `file:NAME`."""
    return _card(id.removeprefix(PREFIX))


def make(card: Card) -> nn.Module:
    """The architecture of a card with fresh random weights."""
    told = _told(card)
    if told.architecture == architectures.ONNX:
        raise ModelBroken(
            "{network} cannot be had untrained: an ONNX file is its weights.", network=card.name
        )
    return architectures.construct(told.architecture, len(told.classes), told.preprocess)


def build(card: Card) -> nn.Module:
    """The trained network of a card; raises `ModelBroken` or `WeightsDamaged`."""
    told, path = _told(card), folder() / card.weights["name"]
    try:
        if told.architecture == architectures.ONNX:
            return from_onnx.module_of(from_onnx.read(path))
        module = make(card)
        state.load_into(module, state.read_state(path), path.name)
    except ConvscopeError as error:
        _refused[card.key] = error.message
        raise
    return module


def labels(card: Card) -> tuple[str, ...]:
    return _told(card).classes


@dataclass(frozen=True)
class Files:
    """A network's files as they are on disk at this moment."""

    weights: Path
    card: Path
    version: str

    @classmethod
    def of(cls, name: str) -> Files | None:
        """Those of a name, of which at least one is there."""
        found = [folder() / f"{name}{ending}" for ending in (*ENDINGS, CARD)]
        there = [path for path in found if path.is_file()]
        if not there:
            return None
        weights = next((path for path in there if path.suffix in ENDINGS), found[0])
        classes = cardfile.file_of_classes(found[-1])
        if classes is not None and classes.is_file():
            there.append(classes)
        seen = [f"{path.name} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in there]
        return cls(weights, found[-1], hashlib.sha256("\n".join(seen).encode()).hexdigest()[:16])


def _card(name: str) -> Card | None:
    files = Files.of(name)
    if files is None:
        return None
    card = _examined(files)
    problem = _refused.get(card.key)
    return card if problem is None else replace(card, status="broken", problem=problem)


def _told(card: Card) -> CardFile:
    if card.status == "broken":
        raise ModelBroken("{network} cannot be used: {why}", network=card.name, why=card.problem)
    return cardfile.read(folder() / f"{card.id.removeprefix(PREFIX)}{CARD}")


@lru_cache(maxsize=256)
def _examined(files: Files) -> Card:
    """The card of a network, once for each version of its files."""
    name = files.weights.stem
    card = Card(
        id=f"{PREFIX}{name}",
        name=name,
        family="",
        source="file",
        status="broken",
        classes=0,
        parameters=0,
        preprocess=UNKNOWN,
        weights={"name": files.weights.name, "source": "file", "version": files.version},
    )
    try:
        told = _readable(files)
        card = _described(card, told)
        shapes = _fitting(files.weights, told)
    except ConvscopeError as error:
        return replace(card, problem=error.message)
    count = sum(map(prod, shapes.values()))
    return replace(
        card,
        status="ready",
        parameters=dict(told.figures).get("parameters", count),
        weights={**card.weights, "bytes": files.weights.stat().st_size},
    )


def _readable(files: Files) -> CardFile:
    """What the card says; raises `BadOption` where it, or the file it tells of, is not there."""
    name = files.weights.stem
    if "@" in name:
        raise BadOption(
            "{name} has an @ in its name, which begins a choice of weights: rename it.", name=name
        )
    if not files.card.is_file():
        raise BadOption(
            "There is no {card} beside {file}: `convscope add` writes it.",
            card=files.card.name,
            file=files.weights.name,
        )
    if not files.weights.is_file():
        raise BadOption(
            "There are no weights beside {card}: put one of {wanted} there.",
            card=files.card.name,
            wanted=", ".join(f"{name}{ending}" for ending in ENDINGS),
        )
    told = cardfile.read(files.card)
    if (told.architecture == architectures.ONNX) != (files.weights.suffix == from_onnx.ENDING):
        raise BadOption(
            "{file} is no file of the architecture {architecture}.",
            file=files.weights.name,
            architecture=told.architecture,
        )
    architectures.check(told.architecture)
    return told


def _described(card: Card, told: CardFile) -> Card:
    figures = dict(told.figures)
    return replace(
        card,
        name=told.name or card.name,
        family=architectures.family(told.architecture),
        classes=len(told.classes),
        preprocess=told.preprocess,
        licence=told.licence,
        summary=Message(
            "A network of your own: {architecture}.", {"architecture": told.architecture}
        ),
        macs=figures.get("macs"),
        depth=figures.get("depth"),
    )


def _fitting(weights: Path, told: CardFile) -> peek.Shapes:
    """The shapes in the file, as far as they fit what the card says without building anything."""
    if told.architecture == architectures.ONNX:
        return {}
    shapes = peek.shapes(weights)
    rows = shapes.get(architectures.head(told.architecture), ())
    if rows and rows[0] != len(told.classes):
        raise BadOption(
            "{file} tells {outputs} classes apart, and {named} are named: "
            "give one name for each, in the order of the outputs.",
            file=weights.name,
            outputs=rows[0],
            named=len(told.classes),
        )
    return shapes
