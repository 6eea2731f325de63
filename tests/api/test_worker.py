from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError

import pytest

from app.store.worker import Worker
from convscope.errors import Busy


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    gate = threading.Event()
    yield gate
    gate.set()


def test_jobs_run_one_at_a_time_in_their_order() -> None:
    worker = Worker(10)
    seen: list[tuple[int, str]] = []
    futures = [
        worker.submit(lambda n=n: seen.append((n, threading.current_thread().name)))
        for n in range(5)
    ]
    for future in futures:
        future.result(timeout=10)
    assert [n for n, _ in seen] == list(range(5))
    assert len({name for _, name in seen}) == 1
    worker.close()


def test_a_full_line_is_busy_until_somebody_leaves_it(gate: threading.Event) -> None:
    worker = Worker(2)
    running = worker.submit(gate.wait)
    waiting = [worker.submit(lambda: None) for _ in range(2)]
    assert worker.waiting == 2
    with pytest.raises(Busy, match="try again"):
        worker.submit(lambda: None)

    gate.set()
    for future in (running, *waiting):
        future.result(timeout=10)

    worker.submit(lambda: None).result(timeout=10)
    worker.close()
    assert worker.waiting == 0


def test_a_job_that_fails_leaves_the_line_too() -> None:
    worker = Worker(1)
    for _ in range(5):
        with pytest.raises(ZeroDivisionError):
            worker.submit(lambda: 1 / 0).result(timeout=10)
    worker.close()
    assert worker.waiting == 0


def test_closing_drops_those_that_wait(gate: threading.Event) -> None:
    worker = Worker(5)
    running, waiting = worker.submit(gate.wait), worker.submit(lambda: None)
    threading.Timer(0.05, gate.set).start()
    worker.close()
    assert running.result() is True
    with pytest.raises(CancelledError):
        waiting.result()
