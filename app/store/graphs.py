"""Drawn graphs, laid out once for every network and choice of open blocks."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from convscope.lru import ByteCache

if TYPE_CHECKING:  # torch must not be imported before the server listens
    from convscope.graphview.picture import Picture
    from convscope.network import Network

BUDGET = 8 * 2**20  # bytes, for one network: the largest graph with every block open takes 1 MB


class Graphs:
    """Answers by network and by what is open; those of a network go when it does."""

    def __init__(self) -> None:
        self._of: WeakKeyDictionary[Network, ByteCache[bytes]] = WeakKeyDictionary()
        self._making = threading.Lock()

    def answer(self, network: Network, name: str, make: Callable[[], bytes]) -> bytes:
        """The answer of a name, made unless it is kept; whoever asks meanwhile waits for it."""
        with self._making:
            kept = self._of.setdefault(network, ByteCache(BUDGET, len))
            answer = kept.get(name)
            if answer is None:
                answer = make()
                kept.put(name, answer)
            return answer


def picture(network: Network, expanded: Collection[str] | None) -> Picture:
    """A network laid out with these blocks open; raises `BadOption` for the id of no block."""
    drawn: Picture = importlib.import_module("convscope.graphview.picture").draw(
        network.layers, expanded
    )
    return drawn
