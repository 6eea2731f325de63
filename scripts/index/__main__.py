"""Writes what Convscope knows of torchvision's and timm's networks without importing them.

usage: python -m scripts.index torchvision|timm

Run it after an update of the library. It builds every network on torch's meta device: a minute
for torchvision, and for timm half an hour.
"""

from __future__ import annotations

import importlib
import sys
from importlib.metadata import version

from convscope.models import index
from scripts.index.table import written


def main(library: str) -> None:
    """Write the index of one library."""
    registry = importlib.import_module(f"scripts.index.of_{library}")
    entries = list(registry.entries())
    path = index.FOLDER / f"{library}.json"
    text = written(version(library), registry.architectures(), entries)
    path.write_text(text, encoding="utf-8")
    print(f"{len(entries)} networks of {library} {version(library)} in {path}")


if __name__ == "__main__":
    main(*sys.argv[1:])
