"""One download as those see it who follow it: a state that changes until it is over."""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from convscope.errors import ConvscopeError

if TYPE_CHECKING:
    from convscope.models.card import Card

Status = Literal["waiting", "running", "done", "failed", "cancelled"]
OVER = ("done", "failed", "cancelled")


@dataclass(frozen=True)
class State:
    """`done` and `total` are bytes, `rate` bytes per second; `version` counts the changes."""

    status: Status = "waiting"
    done: int = 0
    total: int | None = None
    rate: float | None = None
    problem: ConvscopeError | None = None
    version: int = 0

    @property
    def is_over(self) -> bool:
        return self.status in OVER


class Listener:
    """One coroutine that waits for changes, which come from other threads."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._woken = asyncio.Event()

    def wake(self) -> None:
        if self._woken.is_set():
            return
        with suppress(RuntimeError):  # its loop has ended, and nobody waits any more
            self._loop.call_soon_threadsafe(self._woken.set)

    async def wait(self, seconds: float) -> bool:
        """Whether something changed within the time since it was last waited for."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        changed = self._woken.is_set()
        self._woken.clear()
        return changed


class Job:
    """The download of one network's weights.

    Its thread looks at `cancelled`, and counts in `fetched` the bytes that came over the line.
    """

    def __init__(self, card: Card) -> None:
        self.id = secrets.token_hex(16)
        self.card = card
        self.state = State(total=card.weights.get("bytes"))
        self.cancelled = threading.Event()
        self.fetched = 0
        self._lock = threading.Lock()
        self._listeners: set[Listener] = set()

    def change(self, **changes: Any) -> bool:
        """Change the state, unless it is over: what has ended stays as it ended."""
        with self._lock:
            if self.state.is_over:
                return False
            self.state = replace(self.state, **changes, version=self.state.version + 1)
            for listener in self._listeners:
                listener.wake()
        return True

    @contextmanager
    def listening(self) -> Iterator[Listener]:
        """A listener that is woken by every change from here on."""
        listener = Listener()
        with self._lock:
            self._listeners.add(listener)
        try:
            yield listener
        finally:
            with self._lock:
                self._listeners.discard(listener)

    @property
    def listeners(self) -> int:
        return len(self._listeners)
