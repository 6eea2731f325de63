"""Small networks, one for each step of the story, trained on small pictures and shipped."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convscope.zoo.shelf import build, cards, labels

__all__ = ["build", "cards", "labels"]


def __getattr__(name: str) -> Any:
    # `convscope --help` reads the options of the zoo's commands and should not wait for torch.
    if name in __all__:
        return getattr(importlib.import_module("convscope.zoo.shelf"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
