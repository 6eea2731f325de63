"""Runs all benchmarks, or those named: `python -m benchmarks capture http`."""

from __future__ import annotations

import importlib
import os
import platform
import sys
import warnings

IN_PROCESS = ("capture", "peak", "rendering", "cells", "http", "zoo")
IN_THE_BROWSER = ("browser", "unfold", "compare", "graph")


def main(names: list[str]) -> None:
    # torchvision warns of weights to come, which are none of ours.
    warnings.filterwarnings("ignore", category=FutureWarning)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for name in names or (*IN_PROCESS, *IN_THE_BROWSER):
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
