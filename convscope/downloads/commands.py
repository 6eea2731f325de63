"""`convscope download`: its options, and what it prints."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from typing import TextIO

from convscope.downloads.download import download
from convscope.downloads.progress import Progress
from convscope.downloads.room import megabytes
from convscope.downloads.watch import Watch

CLEAR_LINE = "\r\x1b[K"
SHOW_SECONDS = 0.1


def add_download(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `convscope download MODEL`."""
    parser = commands.add_parser(
        "download",
        help="fetch the weights of a network",
        description="Fetches the weights of a network of torchvision or timm into the cache of "
        "PyTorch or Hugging Face. What was interrupted goes on from where it was.",
    )
    parser.set_defaults(command=_download)
    parser.add_argument("model", metavar="MODEL", help="its id; `convscope models` lists them")


def _download(options: argparse.Namespace) -> None:
    from convscope.models import find

    card = find(options.model)
    line = Line(card.weights.get("name", card.id), sys.stderr)
    try:
        path = download(card, watch=Watch(line.show))
    finally:
        line.clear()
    print(f"{card.id}: {megabytes(path.stat().st_size)} in {path}")


class Line:
    """One line that is written anew, ten times a second at most, where somebody sees it."""

    def __init__(self, name: str, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._name = name
        self._out = out
        self._clock = clock
        self._seen = out.isatty()
        self._next = clock()

    def show(self, progress: Progress) -> None:
        if self._seen and self._clock() >= self._next:
            self._next = self._clock() + SHOW_SECONDS
            self._write(f"{CLEAR_LINE}{self._name}  {describe(progress)}")

    def clear(self) -> None:
        if self._seen:
            self._write(CLEAR_LINE)

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


def describe(progress: Progress) -> str:
    """`45.1 MB of 97.8 MB (46%), 12.3 MB/s`, as far as it is known."""
    words = megabytes(progress.done)
    if progress.total:
        part = progress.done / progress.total
        words = f"{words} of {megabytes(progress.total)} ({part:.0%})"
    return words if progress.rate is None else f"{words}, {megabytes(progress.rate)}/s"
