"""The thousand classes of ImageNet, in the order of the networks' outputs."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

CLASSES = 1000
VALIDATION = 50_000  # pictures, of which accuracies are stated


@cache
def labels() -> tuple[str, ...]:
    """One short English name per class."""
    text = files("convscope.models").joinpath("imagenet.txt").read_text(encoding="utf-8")
    return tuple(text.splitlines())
