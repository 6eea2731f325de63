"""Architectures by name, for weights of one's own: `torchvision:resnet50`, `zoo:vgg_mini`, …"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from functools import cache

from torch import nn

from convscope.errors import BadOption
from convscope.message import Message
from convscope.models import from_timm, from_torchvision, index
from convscope.models.index import Entry
from convscope.preprocess import Preprocess
from convscope.zoo import catalog

LIBRARIES = ("torchvision", "timm")
COLOUR = 3
ONNX = "onnx"  # a file that has its architecture in it
NEAREST, SIMILAR = 3, 0.5


def check(architecture: str) -> None:
    """Raise `BadOption` where there is no architecture of that name."""
    if architecture == ONNX or architecture in _names():
        return
    if not architecture:
        raise BadOption("Of which architecture? Say so: --arch torchvision:resnet50.")
    near = difflib.get_close_matches(architecture, _names(), NEAREST, SIMILAR)
    advice = Message("Such as torchvision:resnet50.")
    if near:
        advice = Message("The nearest are {nearest}.", {"nearest": ", ".join(near)})
    raise BadOption(
        "There is no architecture {architecture!r}. {advice}",
        architecture=architecture,
        advice=advice,
    )


def published(architecture: str) -> Preprocess | None:
    """How the architecture's own published weights want their photos, where there are any."""
    source, name = _split(architecture)
    if source == "zoo":
        return catalog.find(name).preprocess
    entry = _entry(source, name)
    return entry.preprocess if entry else None


def family(architecture: str) -> str:
    """The family of an architecture; its own name where none is known."""
    source, name = _split(architecture)
    if source == "zoo":
        return catalog.find(name).family
    entry = _entry(source, name)
    return entry.family if entry else name or source.upper()


def head(architecture: str) -> str:
    """The name of the tensor that gives one row to each class, or nothing where it is not known."""
    entry = _entry(*_split(architecture))
    return entry.head if entry else ""


def construct(architecture: str, classes: int, preprocess: Preprocess) -> nn.Module:
    """The architecture for so many classes and such inputs, with fresh random weights.

    Raises `BadOption` where the architecture cannot be had for them.
    """
    source, name = _split(architecture)
    size = (preprocess.channels, preprocess.height, preprocess.width)
    if source == "zoo":
        make: Callable[..., nn.Module] = catalog.find(name).make
        return make(classes=classes)
    if source == "timm":
        return from_timm.construct(
            name, num_classes=classes, pretrained_cfg_overlay={"input_size": size}
        )
    if preprocess.channels != COLOUR:
        raise BadOption(
            "torchvision's networks read three channels, not {channels}: "
            "take the architecture from timm, which builds them for grey photos too.",
            channels=preprocess.channels,
        )
    return from_torchvision.construct(name, preprocess.height, classes)


def _split(architecture: str) -> tuple[str, str]:
    source, _, name = architecture.partition(":")
    return source, name


@cache
def _names() -> frozenset[str]:
    zoo = (f"zoo:{entry.id}" for entry in catalog.ENTRIES)
    libraries = (f"{each}:{name}" for each in LIBRARIES for name in index.read(each).architectures)
    return frozenset((*zoo, *libraries))


def _entry(source: str, name: str) -> Entry | None:
    """What is known of the weights that a library takes for an architecture."""
    return _defaults(source).get(name) if source in LIBRARIES else None


@cache
def _defaults(library: str) -> dict[str, Entry]:
    return {entry.architecture: entry for entry in index.read(library).entries if entry.default}
