"""One thread that runs one job at a time, with a line of bounded length in front of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from convscope.errors import Busy

Result = TypeVar("Result")


class Worker:
    """Forward passes use every core, so two at once would only make both slow."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._jobs = 0
        self._lock = threading.Lock()
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="convscope-run")

    def submit(self, job: Callable[[], Result]) -> Future[Result]:
        """Put a job in the line; raises `Busy` where the line is full."""
        with self._lock:
            if self.waiting >= self._length:
                raise Busy(
                    "{count} runs are waiting already and no more may. "
                    "Nothing is lost: try again in a few seconds.",
                    count=self.waiting,
                )
            self._jobs += 1
        future = self._executor.submit(job)
        future.add_done_callback(self._leave)
        return future

    def _leave(self, _: object) -> None:
        with self._lock:
            self._jobs -= 1

    @property
    def waiting(self) -> int:
        """How many jobs wait behind the one that runs."""
        return max(0, self._jobs - 1)

    def close(self) -> None:
        """Finish the job that runs and drop those that wait."""
        self._executor.shutdown(wait=True, cancel_futures=True)
