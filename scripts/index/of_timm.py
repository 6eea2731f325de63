"""timm's registry -> the rows of its index."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from functools import cache, partial

from timm.data import resolve_data_config
from timm.models import get_pretrained_cfg, list_models, list_pretrained
from timm.models._pretrained import PretrainedCfg

from convscope.meta import on_meta
from convscope.models.from_timm import VOCABULARIES, construct
from convscope.models.imagenet import CLASSES
from convscope.models.index import Entry
from convscope.preprocess import Preprocess
from scripts.index.families import family_of
from scripts.index.measure import Figures, measure

# How many outputs a classifier of timm has: as many as one of these lists has names. 19,168 are
# ImageNet's winter release and 115,217 Bamboo's. Other numbers are the lengths of embeddings.
CLASSIFIERS = {CLASSES, *VOCABULARIES, 19_168, 115_217}
NOT_STATED = (None, "unknown")


def architectures() -> list[str]:
    """The names of all networks, those without published weights among them."""
    return list_models()


def entries() -> Iterator[Entry]:
    """One for each of the pretrained classifiers, in timm's order.

    Three are left out: VOLO's that want a black frame around the photo (a crop of 1.15).
    """
    warnings.simplefilter("ignore")  # of constructors that read numbers off the meta device
    for name in list_pretrained():
        config = get_pretrained_cfg(name)
        if config.num_classes in CLASSIFIERS and config.crop_pct <= 1:
            yield _entry(name, config)


def _entry(name: str, config: PretrainedCfg) -> Entry:
    architecture, _, tag = name.partition(".")
    figures = _figures(architecture, name, config.input_size, config.num_classes)
    return Entry(
        architecture,
        tag,
        get_pretrained_cfg(architecture).tag == tag,
        *family_of(architecture),
        _preprocess(config),
        config.num_classes,
        _head(config),
        **vars(figures),
        licence="" if config.license in NOT_STATED else config.license,
        place=_place(name, config),
        correct=None,
    )


def _head(config: PretrainedCfg) -> str:
    """The first of its classifiers: networks that were distilled have two."""
    found = config.classifier
    name = found if isinstance(found, str) else next(iter(found or ()), "")
    return f"{name}.weight" if name else ""


def _figures(architecture: str, name: str, shape: tuple[int, int, int], classes: int) -> Figures:
    """Those of the first tag of an architecture serve for all that differ in their weights only."""
    key = (architecture, shape, classes)
    if key not in _known():
        print(name, file=sys.stderr, flush=True)
        _known()[key] = measure(on_meta(partial(construct, name)), shape)
    return _known()[key]


@cache
def _known() -> dict[tuple[str, tuple[int, int, int], int], Figures]:
    return {}


def _preprocess(config: PretrainedCfg) -> Preprocess:
    """What timm's documentation has one use: the size of the training, not the larger one."""
    told = resolve_data_config(pretrained_cfg=config.to_dict())
    return Preprocess(
        *told["input_size"],
        told["interpolation"],
        told["crop_pct"],
        tuple(told["mean"]),
        tuple(told["std"]),
        told["crop_mode"],
    )


def _place(name: str, config: PretrainedCfg) -> str:
    """A repository of the hub, an address, or nothing where the repository is the usual one."""
    if config.hf_hub_id == f"timm/{name}":
        return ""
    place: str = config.hf_hub_id or config.url
    return place
