"""How far a download is, and how fast: arithmetic over marks in time."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

WINDOW_SECONDS = 3.0
REPORT_SECONDS = 0.1


@dataclass(frozen=True)
class Progress:
    """Bytes that are there, those of an earlier attempt included, of `total` where that is known.

    `rate` is in bytes per second over the last three seconds, null before there is one.
    """

    done: int
    total: int | None
    rate: float | None


class Meter:
    """Counts bytes as they come; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._marks: deque[tuple[float, int]] = deque()
        self._reported = 0.0
        self.begin(0, None)

    def begin(self, done: int, total: int | None) -> Progress:
        """Start, or start again, with `done` bytes there already; they count for no rate."""
        self._done = done
        self._total = total
        self._marks.clear()
        self._marks.append((self._clock(), done))
        return self.now()

    def add(self, count: int) -> Progress | None:
        """Count bytes; the progress where it is time to tell it, ten times a second at most."""
        self._done += count
        now = self._clock()
        if now - self._reported < REPORT_SECONDS:
            return None
        self._marks.append((now, self._done))
        while len(self._marks) > 2 and self._marks[1][0] <= now - WINDOW_SECONDS:
            self._marks.popleft()
        return self.now()

    def now(self) -> Progress:
        """The progress as of the last mark's rate."""
        self._reported = self._clock()
        (begin, before), (end, after) = self._marks[0], self._marks[-1]
        rate = max(0.0, (after - before) / (end - begin)) if end > begin else None
        return Progress(self._done, self._total, rate)
