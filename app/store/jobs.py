"""Downloads as jobs: a few at a time, one of each network, and a bounded memory of those past."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from app.store.job import Job
from convscope.downloads import Cancelled, Progress, Watch, kept, require_downloadable
from convscope.errors import Busy, ConvscopeError, UnknownJob

if TYPE_CHECKING:
    from convscope.models.card import Card

CLOSING_SECONDS = 2.0

log = logging.getLogger("uvicorn.error")


@dataclass(frozen=True)
class Bounds:
    """How many downloads go on at once, wait behind them, and are remembered when over."""

    at_once: int
    waiting: int
    remembered: int


class Tally(Protocol):
    """Who is told what happened, for the metrics."""

    def downloaded(self, count: int) -> None: ...
    def download_over(self, status: str) -> None: ...


class Jobs:
    """Jobs by id. `fetch` brings the weights of a card and returns their file, in a thread of the
    job's own.
    """

    def __init__(self, fetch: Callable[[Card, Watch], Path], bounds: Bounds, tally: Tally) -> None:
        self._fetch = fetch
        self._bounds = bounds
        self._tally = tally
        self._jobs: dict[str, Job] = {}
        self._line: deque[Job] = deque()
        self._threads: dict[Job, threading.Thread] = {}
        self._lock = threading.Lock()
        self._stopped = False

    def start(self, card: Card) -> Job:
        """The job that downloads a card's weights: the one under way, or a new one.

        It is over already where the weights are here. Raises `NotDownloadable` or `Busy`.
        """
        require_downloadable(card)
        here = kept(card)
        with self._lock:
            for job in self._under_way():
                if job.card.id == card.id:
                    return job
            job = Job(card)
            if here is None:
                self._queue(job)
            else:
                job.change(**_done(here))
            self._jobs[job.id] = job
            self._forget()
        return job

    def find(self, id: str) -> Job:
        """The job of an id; raises `UnknownJob`."""
        try:
            return self._jobs[id]
        except KeyError:
            raise UnknownJob(
                "There is no job {id!r}, or it is long over. Ask for the download again with "
                "POST /api/v1/models/{{model}}/download and use the id of its answer.",
                id=id,
            ) from None

    def cancel(self, job: Job) -> None:
        """End a job at once for all who follow it; its thread ends as soon as it notices."""
        job.cancelled.set()
        self._end(job, {"status": "cancelled"})
        with self._lock:
            if job in self._line:
                self._line.remove(job)

    def overlay(self, cards: Iterable[Card]) -> list[Card]:
        """The cards, those whose weights are on their way with the status `downloading`."""
        with self._lock:
            under_way = {job.card.id for job in self._under_way()}
        return [
            replace(card, status="downloading") if card.id in under_way else card for card in cards
        ]

    @property
    def running(self) -> int:
        return len(self._threads)

    @property
    def waiting(self) -> int:
        return len(self._line)

    def stop(self) -> None:
        """Cancel everything and begin nothing more; what came is kept for the next start."""
        with self._lock:
            self._stopped = True
            under_way = self._under_way()
        for job in under_way:
            self.cancel(job)

    def close(self) -> None:
        """Stop, and give the threads a moment to end; none of them holds up the program's end."""
        self.stop()
        end = time.monotonic() + CLOSING_SECONDS
        for thread in list(self._threads.values()):
            thread.join(max(0.0, end - time.monotonic()))

    def _under_way(self) -> list[Job]:
        return [job for job in self._jobs.values() if not job.state.is_over]

    def _queue(self, job: Job) -> None:
        if self._stopped or len(self._line) >= self._bounds.waiting:
            raise Busy(
                "{count} downloads are waiting already and no more may. "
                "Ask again when one of them is over.",
                count=len(self._line),
            )
        self._line.append(job)
        self._begin_next()

    def _begin_next(self) -> None:
        while self._line and len(self._threads) < self._bounds.at_once and not self._stopped:
            job = self._line.popleft()
            thread = threading.Thread(
                target=self._run, args=(job,), name=f"convscope-download-{job.id[:8]}", daemon=True
            )
            self._threads[job] = thread
            thread.start()

    def _run(self, job: Job) -> None:
        job.change(status="running")
        self._end(job, self._carry_out(job))
        with self._lock:
            del self._threads[job]
            self._begin_next()
            self._forget()

    def _carry_out(self, job: Job) -> dict[str, Any]:
        """Bring the weights; what that changes in the job's state."""
        try:
            watch = Watch(lambda progress: self._tell(job, progress), job.cancelled)
            return _done(self._fetch(job.card, watch))
        except Cancelled:
            return {"status": "cancelled"}
        except ConvscopeError as error:
            return {"status": "failed", "problem": error}
        except Exception as error:
            log.error("download of %s", job.card.id, exc_info=error)
            fault = ConvscopeError("This is a fault of the server, whose log says more.")
            return {"status": "failed", "problem": fault}

    def _tell(self, job: Job, progress: Progress) -> None:
        job.change(done=progress.done, total=progress.total, rate=progress.rate)
        self._tally.downloaded(progress.fetched - job.fetched)
        job.fetched = progress.fetched

    def _end(self, job: Job, changes: dict[str, Any]) -> None:
        if job.change(rate=None, **changes):
            self._tally.download_over(changes["status"])

    def _forget(self) -> None:
        over = [job.id for job in self._jobs.values() if job.state.is_over]
        for id in over[: max(0, len(over) - self._bounds.remembered)]:
            del self._jobs[id]


def _done(path: Path) -> dict[str, Any]:
    size = path.stat().st_size
    return {"status": "done", "done": size, "total": size}
