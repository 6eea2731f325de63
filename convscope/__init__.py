"""Convscope: every number a convolutional network computes on the way to its answer.

import convscope

run = convscope.run("efficientnet_lite0", "cat.jpg")
run.predictions[:5]
run.output("blocks.1.0.act1")  # a NumPy array of shape (96, 112, 112)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convscope.hosted import serve
    from convscope.models import list_models
    from convscope.network import Network, load
    from convscope.runs import Prediction, Run, run

__version__ = "0.1.0"

__all__ = ["Network", "Prediction", "Run", "__version__", "list_models", "load", "run", "serve"]

_HOMES = {
    "list_models": "convscope.models",
    "Network": "convscope.network",
    "load": "convscope.network",
    "Prediction": "convscope.runs",
    "Run": "convscope.runs",
    "run": "convscope.runs",
    "serve": "convscope.hosted",
}


def __getattr__(name: str) -> Any:
    # Importing torch takes over a second: it waits until something that needs it is named.
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
