"""Who is told how far a download is, and who may stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from convscope.downloads.progress import Meter, Progress

Report = Callable[[Progress], None]


class Cancelled(Exception):
    """The download was stopped by whoever asked for it; nobody did anything wrong."""


def tell_nobody(_: Progress) -> None:
    """The report of a download that nobody watches."""


class Watch:
    """What a download calls as it goes on: `report` is told, and `cancelled` is looked at."""

    def __init__(
        self, report: Report = tell_nobody, cancelled: threading.Event | None = None
    ) -> None:
        self._report = report
        self._cancelled = cancelled or threading.Event()
        self._meter = Meter()

    def begin(self, done: int, total: int | None) -> None:
        """Say that `done` bytes are there of `total`; raises `Cancelled`."""
        self.check()
        self._report(self._meter.begin(done, total))

    def advance(self, count: int) -> None:
        """Say that `count` bytes more are there; raises `Cancelled`."""
        self.check()
        self._report(self._meter.add(count))

    def check(self) -> None:
        """Raise `Cancelled` where that was asked for."""
        if self._cancelled.is_set():
            raise Cancelled

    def pause(self, seconds: float) -> None:
        """Wait; raises `Cancelled` as soon as that is asked for."""
        if self._cancelled.wait(seconds):
            raise Cancelled
