"""The architectures that are gone through: all of torchvision's, and one of every timm family."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import timm
import torchvision
from torch import nn
from torchvision.models import get_model, get_model_weights, list_models

from convscope.models import index
from tests.instrument.references import seeded

# What has more does not fit into 16 GB together with all of its outputs and a copy of them.
MOST_PARAMETERS = 1_000_000_000


@dataclass(frozen=True)
class Architecture:
    """A network to be built with seeded random weights, for pictures of `channels` and `size`."""

    source: str
    family: str
    name: str
    size: tuple[int, int]
    build: Callable[[], nn.Module]
    channels: int = 3


def everything() -> Iterator[Architecture]:
    yield from of_torchvision()
    yield from of_timm()


def of_torchvision() -> Iterator[Architecture]:
    """Every classification architecture that fits, in alphabetical order."""
    for name in list_models(module=torchvision.models):
        weights = list(get_model_weights(name))
        if weights[0].meta["num_params"] <= MOST_PARAMETERS:
            side = min(each.transforms().crop_size[0] for each in weights)
            family = torchvision.models.get_model_builder(name).__module__.rsplit(".", 1)[-1]
            yield Architecture("torchvision", family, name, (side, side), _torchvision(name, side))


def _torchvision(name: str, side: int) -> Callable[[], nn.Module]:
    # These two would else draw their initial weights from SciPy's slow truncated normal.
    options: dict[str, object] = (
        {"init_weights": False} if name in ("googlenet", "inception_v3") else {}
    )
    if name.startswith("vit_"):
        options["image_size"] = side  # its positions are learned for one size
    return lambda: seeded(lambda: get_model(name, weights=None, **options))


def of_timm() -> Iterator[Architecture]:
    """The smallest network of every family that convolves."""
    smallest: dict[str, index.Entry] = {}
    for entry in index.read("timm").entries:
        kept = smallest.get(entry.family)
        if entry.architecture.startswith("test_"):  # toys for timm's own tests
            continue
        if entry.convolutional and (kept is None or entry.parameters < kept.parameters):
            smallest[entry.family] = entry
    for family, entry in sorted(smallest.items()):
        size = (entry.preprocess.height, entry.preprocess.width)
        build = _timm(entry.architecture)
        yield Architecture("timm", family, entry.architecture, size, build)


def _timm(name: str) -> Callable[[], nn.Module]:
    return lambda: seeded(lambda: timm.create_model(name, pretrained=False))
