"""`convscope download`: its options, and what it prints."""

from __future__ import annotations

import argparse
import sys

from convscope.downloads.download import download
from convscope.downloads.progress import Progress
from convscope.downloads.room import megabytes
from convscope.downloads.watch import Watch

CLEAR_LINE = "\r\x1b[K"


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
    line = _Line(card.weights.get("name", card.id))
    try:
        path = download(card, watch=Watch(line.show))
    finally:
        line.clear()
    print(f"{card.id}: {megabytes(path.stat().st_size)} in {path}")


class _Line:
    """One line on standard error that is written anew, where somebody sees it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._seen = sys.stderr.isatty()

    def show(self, progress: Progress) -> None:
        if self._seen:
            sys.stderr.write(f"{CLEAR_LINE}{self._name}  {describe(progress)}")
            sys.stderr.flush()

    def clear(self) -> None:
        if self._seen:
            sys.stderr.write(CLEAR_LINE)
            sys.stderr.flush()


def describe(progress: Progress) -> str:
    """`45.1 MB of 97.8 MB (46%), 12.3 MB/s`, as far as it is known."""
    words = megabytes(progress.done)
    if progress.total:
        part = progress.done / progress.total
        words = f"{words} of {megabytes(progress.total)} ({part:.0%})"
    return words if progress.rate is None else f"{words}, {megabytes(progress.rate)}/s"
