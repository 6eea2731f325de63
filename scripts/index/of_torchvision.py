"""torchvision's registry -> the rows of its index."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from typing import Any

from torch import nn
from torchvision import models
from torchvision.models import WeightsEnum

from convscope.meta import on_meta
from convscope.models import imagenet
from convscope.models.from_torchvision import SITE, construct
from convscope.models.index import Entry
from convscope.preprocess import Preprocess
from scripts.index.families import family_of
from scripts.index.measure import measure

# SWAG's licence file is that of Creative Commons; the others' weights state none.
LICENCES = {"https://github.com/facebookresearch/SWAG/blob/main/LICENSE": "cc-by-nc-4.0"}


def architectures() -> list[str]:
    """The names of all classification networks."""
    return models.list_models(module=models)


def entries() -> Iterator[Entry]:
    """One for each of the published weights of a classification network.

    Weights without classes (VGG-16's `IMAGENET1K_FEATURES`) lack the classifier: their network
    would answer with NaN.
    """
    for architecture in architectures():
        for weights in models.get_model_weights(architecture):
            if weights.meta["categories"] is not None:
                yield _entry(architecture, weights)


def _entry(architecture: str, weights: WeightsEnum) -> Entry:
    preprocess = _preprocess(weights.transforms())
    shape = (preprocess.channels, preprocess.height, preprocess.width)
    module = on_meta(partial(construct, architecture, preprocess.height))
    figures = measure(module, shape)
    stated = weights.meta["num_params"]
    if figures.parameters != stated:
        raise ValueError(f"{architecture}: {figures.parameters} parameters, stated {stated}")
    return Entry(
        architecture,
        weights.name,
        weights is models.get_model_weights(architecture).DEFAULT,
        *family_of(architecture),
        preprocess,
        len(weights.meta["categories"]),
        _head(module),
        **vars(figures),
        licence=LICENCES.get(weights.meta.get("license", ""), ""),
        place=_place(weights.url),
        correct=_correct(weights.meta["_metrics"]["ImageNet-1K"]["acc@1"]),
    )


def _head(module: nn.Module) -> str:
    """The last tensor that has a row for each class."""
    shapes = {name: each.shape for name, each in module.named_parameters() if each.ndim > 1}
    return [name for name, shape in shapes.items() if shape[0] == imagenet.CLASSES][-1]


def _preprocess(preset: Any) -> Preprocess:
    (side,), (shortest,) = preset.crop_size, preset.resize_size
    return Preprocess(
        3,
        side,
        side,
        preset.interpolation.value,
        _crop(side, shortest),
        tuple(preset.mean),
        tuple(preset.std),
    )


def _crop(side: int, shortest: int) -> float:
    """The part of the shortest side that is kept, such that ⌊side / crop⌋ is that side exactly."""
    crop = side / shortest
    return crop if math.floor(side / crop) == shortest else math.nextafter(crop, 0)


def _place(url: str) -> str:
    if not url.startswith(SITE):
        raise ValueError(f"{url} is not below {SITE}")
    return url.removeprefix(SITE)


def _correct(percent: float) -> int:
    """Of 50,000 pictures, from a figure that is stated with three decimals."""
    correct = percent / 100 * imagenet.VALIDATION
    if abs(correct - round(correct)) > 1e-6:
        raise ValueError(f"{percent}% is no number of {imagenet.VALIDATION} pictures")
    return round(correct)
