"""Networks in memory: each is built once however many ask, and the longest unused one goes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from convscope.lru import ByteCache

if TYPE_CHECKING:
    from convscope.models.card import Card
    from convscope.network import Network


class Loader:
    """Networks by their card, within a budget of bytes of weights; `make` builds one.

    Whoever holds a network that is let go may go on using it. Safe to use from several threads.
    """

    def __init__(self, make: Callable[[Card], Network], budget: int) -> None:
        self._make = make
        self._kept: ByteCache[Network] = ByteCache(budget, lambda network: network.nbytes)
        self._flights: dict[str, Future[Network]] = {}
        self._lock = threading.Lock()

    def get(self, card: Card) -> Network:
        """The network of a card, from memory or built now; raises what building it raises.

        It is known by the card's key, so that other weights under the same id are another network.
        """
        with self._lock:
            kept = self._kept.get(card.key)
            if kept is not None:
                return kept
            flight = self._flights.get(card.key)
            others = flight is not None
            if flight is None:
                flight = self._flights[card.key] = Future()
        return flight.result() if others else self._fly(card, flight)

    def _fly(self, card: Card, flight: Future[Network]) -> Network:
        try:
            network = self._make(card)
        except BaseException as error:
            flight.set_exception(error)
            raise
        else:
            with self._lock:
                self._kept.put(card.key, network)
            flight.set_result(network)
            return network
        finally:
            with self._lock:
                del self._flights[card.key]

    def resize(self, budget: int) -> None:
        """Keep to another budget from now on."""
        self._kept.resize(budget)

    @property
    def nbytes(self) -> int:
        return self._kept.nbytes
