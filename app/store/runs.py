"""Runs in memory within a byte budget, computed once however many ask, and again when evicted."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from app.store.worker import Worker
from convscope.lru import ByteCache
from convscope.message import Message

if TYPE_CHECKING:  # torch must not be imported before the server listens
    from convscope.runs import Run

# The page asks for one or two sheets of a run; other choices are made again when asked for again.
MOST_ANSWERS = 4


@dataclass(eq=False)
class KeptRun:
    """A run, what is good to know about it, and the answers that were already made of it.

    `answers` are by name, the one used last at the end, and count as part of its size. `on_growth`
    is called after one was added.
    """

    id: str
    run: Run
    notes: tuple[str | Message, ...]
    answers: dict[str, bytes] = field(default_factory=dict)
    on_growth: Callable[[], None] = lambda: None
    _making: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The answer of a name, made unless it is kept; whoever asks meanwhile waits for it."""
        with self._making:
            kept = self.answers.pop(name, None)
            answer = make() if kept is None else kept
            self.answers[name] = answer
            while len(self.answers) > MOST_ANSWERS:
                del self.answers[next(iter(self.answers))]
        if kept is None:
            self.on_growth()
        return answer

    @property
    def nbytes(self) -> int:
        return self.run.nbytes + sum(len(answer) for answer in list(self.answers.values()))


class Tally(Protocol):
    """Who is told what happened, for the metrics."""

    def computed(self) -> None: ...
    def cached(self) -> None: ...
    def evicted(self, count: int) -> None: ...


class Runs:
    """Runs by id. `compute` makes the run of an id, in the worker's thread, and may raise."""

    def __init__(
        self, compute: Callable[[str], KeptRun], worker: Worker, budget: int, tally: Tally
    ) -> None:
        self._compute = compute
        self._worker = worker
        self._tally = tally
        self._kept: ByteCache[KeptRun] = ByteCache(budget, lambda kept: kept.nbytes)
        self._flights: dict[str, Future[KeptRun]] = {}
        self._lock = threading.Lock()

    async def get(self, run: str) -> KeptRun:
        """The run, from memory or computed now; raises `Busy` and what computing it raises."""
        return await asyncio.shield(asyncio.wrap_future(self.start(run)))

    def start(self, run: str) -> Future[KeptRun]:
        """The run to come: whoever asks for the same one gets the same future."""
        with self._lock:
            kept = self._kept.get(run)
            if kept is not None:
                self._tally.cached()
                return _done(kept)
            if run not in self._flights:
                self._flights[run] = self._worker.submit(lambda: self._fly(run))
            return self._flights[run]

    def forget(self, image: str) -> None:
        """Drop every run of an image; one that is still being computed is answered, not kept."""

        def matches(run: str) -> bool:
            return run.startswith(f"{image}.")

        with self._lock:
            for run in [run for run in self._flights if matches(run)]:
                del self._flights[run]
            self._kept.remove(matches)

    def _fly(self, run: str) -> KeptRun:
        try:
            kept = self._compute(run)
            self._tally.computed()
            with self._lock:
                if run in self._flights:
                    kept.on_growth = self._shrink
                    self._tally.evicted(self._kept.put(run, kept))
            return kept
        finally:
            with self._lock:
                self._flights.pop(run, None)

    def _shrink(self) -> None:
        self._tally.evicted(self._kept.shrink())

    @property
    def nbytes(self) -> int:
        return self._kept.nbytes


def _done(kept: KeptRun) -> Future[KeptRun]:
    future: Future[KeptRun] = Future()
    future.set_result(kept)
    return future
