"""A server whose SqueezeNet comes from the loopback address, for tests of fetching weights.

Everything else about it is real: torchvision's list, the download, the network that is built. As a
program it is Convscope's command line with that one card changed.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
from dataclasses import replace
from functools import cache
from types import SimpleNamespace

from convscope import cli, models
from convscope.models import from_torchvision
from convscope.models.card import Card
from tests import mean_server
from tests.mean_server import TAGGED, Handler

MODEL = "torchvision:squeezenet1_1"
NAME = "squeezenet1_1 (IMAGENET1K_V1)"
FILE = "squeezenet1_1-b8a52dc0.pth"
PROGRAM = ("-m", "tests.browser.fetching")
URL, DIGEST = "CONVSCOPE_TEST_URL", "CONVSCOPE_TEST_DIGEST"


@cache
def weights() -> bytes:
    """A checkpoint for the network, of random numbers."""
    import torch  # noqa: PLC0415 (the tests that only import this module do without)

    card = from_torchvision.find(MODEL)
    assert card is not None
    torch.manual_seed(1)
    file = io.BytesIO()
    torch.save(from_torchvision.make(card).state_dict(), file)
    return file.getvalue()


def digest() -> str:
    return hashlib.sha256(weights()).hexdigest()[:8]


def well(handler: Handler) -> None:
    """The whole file, or the rest of it."""
    mean_server.sending(handler, weights())


def in_halves(handler: Handler) -> None:
    """The first half at once, the rest once the server is released."""
    content = weights()
    half = len(content) // 2
    handler.begin(200, {"Content-Length": str(len(content)), **TAGGED})
    handler.wfile.write(content[:half])
    handler.server.released.wait()
    handler.wfile.write(content[half:])


def moved(card: Card | None) -> Card | None:
    """A card as it is, but of the one network with another address."""
    if card is None or card.id != MODEL:
        return card
    new = {"url": os.environ[URL], "sha256_prefix": os.environ[DIGEST]}
    return replace(card, weights={**card.weights, **new})


def main() -> int:
    models.SOURCES["torchvision"] = SimpleNamespace(  # type: ignore[assignment]
        cards=lambda: tuple(map(moved, from_torchvision.cards())),
        find=lambda id: moved(from_torchvision.find(id)),
        make=from_torchvision.make,
        build=from_torchvision.build,
        labels=from_torchvision.labels,
    )
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
