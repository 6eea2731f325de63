"""How far a download is, and how fast: arithmetic over marks in time."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

WINDOW_SECONDS = 3.0
MARK_SECONDS = 0.1


@dataclass(frozen=True)
class Progress:
    """Bytes that are there, those of an earlier attempt included, of `total` where that is known.

    `rate` is in bytes per second over the last three seconds, null before there is one. `fetched`
    counts the bytes that came over the line, those that had to come twice included.
    """

    done: int
    total: int | None
    rate: float | None
    fetched: int = 0


class Meter:
    """Counts bytes as they come; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._marks: deque[tuple[float, int]] = deque()
        self._fetched = 0
        self.begin(0, None)

    def begin(self, done: int, total: int | None) -> Progress:
        """Start, or start again, with `done` bytes there already; they count for no rate."""
        self._done = done
        self._total = total
        self._marks.clear()
        self._marks.append((self._clock(), done))
        return self.now()

    def add(self, count: int) -> Progress:
        """Count bytes that came; the progress with them."""
        self._done += count
        self._fetched += max(0, count)
        now = self._clock()
        if now - self._marks[-1][0] >= MARK_SECONDS:
            self._marks.append((now, self._done))
        while len(self._marks) > 1 and self._marks[1][0] <= now - WINDOW_SECONDS:
            self._marks.popleft()
        return self.now()

    def now(self) -> Progress:
        """The progress at this moment."""
        begin, before = self._marks[0]
        seconds = self._clock() - begin
        rate = max(0.0, (self._done - before) / seconds) if seconds >= MARK_SECONDS else None
        return Progress(self._done, self._total, rate, self._fetched)
