"""Downloads as jobs: one of each network, a few at once, bounded in number, over for good."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.store import jobs as module
from app.store.job import Job
from app.store.jobs import Bounds, Jobs
from convscope.downloads import Watch
from convscope.errors import Busy, NotDownloadable, UnknownJob, Unreachable
from convscope.models.card import Card
from tests.shelf import Shelf

ADDRESS = "http://127.0.0.1:1/nobody"
PATIENCE = 30


class Counts:
    """What the store told the metrics."""

    def __init__(self) -> None:
        self.bytes = 0
        self.over: list[str] = []

    def downloaded(self, count: int) -> None:
        self.bytes += count

    def download_over(self, status: str) -> None:
        self.over.append(status)


class Bench:
    """A store whose downloads do what `deed` says, once their gate is open."""

    def __init__(self, shelf: Shelf, **bounds: int) -> None:
        self.shelf = shelf
        self.gate = threading.Event()
        self.begun: list[str] = []
        self.deed: Callable[[Watch], object] = lambda watch: None
        self.counts = Counts()
        self.store = Jobs(
            self._fetch,
            Bounds(**{"at_once": 2, "waiting": 5, "remembered": 5, **bounds}),
            self.counts,
        )

    def card(self, name: str = "small") -> Card:
        id = f"torchvision:{name}"
        return self.shelf.find(id) or self.shelf.add(ADDRESS, id)

    def start(self, name: str = "small") -> Job:
        return self.store.start(self.card(name))

    def _fetch(self, card: Card, watch: Watch) -> Path:
        self.begun.append(card.id)
        while not self.gate.is_set():
            watch.pause(0.005)
        self.deed(watch)
        return self.shelf.put(card)


@pytest.fixture
def make_bench(shelf: Shelf) -> Iterator[Callable[..., Bench]]:
    benches: list[Bench] = []

    def make(**bounds: int) -> Bench:
        benches.append(Bench(shelf, **bounds))
        return benches[-1]

    yield make
    for bench in benches:
        bench.gate.set()
        bench.store.close()


@pytest.fixture
def bench(make_bench: Callable[..., Bench]) -> Bench:
    return make_bench()


def outcome(job: Job) -> str:
    """How a job ended, once it has."""

    async def wait() -> str:
        with job.listening() as listener:
            while not job.state.is_over:
                assert await listener.wait(PATIENCE)
        return job.state.status

    return asyncio.run(wait())


def test_a_job_waits_runs_and_is_done(bench: Bench) -> None:
    job = bench.start()
    assert job.state.status in ("waiting", "running")
    bench.gate.set()
    assert outcome(job) == "done"
    assert job.state.done == job.state.total == 300_000
    assert bench.counts.over == ["done"]


def test_however_many_ask_one_download_goes_on(bench: Bench) -> None:
    first = bench.start()
    assert [bench.start() for _ in range(5)] == [first] * 5
    bench.gate.set()
    assert outcome(first) == "done"
    assert bench.begun == ["torchvision:small"]


def test_what_is_here_is_done_at_once(bench: Bench) -> None:
    bench.shelf.put(bench.card())
    job = bench.start()
    assert (job.state.status, job.state.done, job.state.total) == ("done", 300_000, 300_000)
    assert bench.store.find(job.id) is job
    assert bench.begun == []


def test_a_damaged_file_is_fetched_again(bench: Bench) -> None:
    bench.shelf.put(bench.card()).write_bytes(b"damaged")
    bench.gate.set()
    assert outcome(bench.start()) == "done"
    assert bench.begun == ["torchvision:small"]


def test_nothing_to_download_is_refused(bench: Bench) -> None:
    card = bench.shelf.add("", "torchvision:small@untrained")
    with pytest.raises(NotDownloadable, match="torchvision:small@untrained: it needs nothing more"):
        bench.store.start(card)


def test_a_few_at_once_and_the_others_in_the_order_of_asking(bench: Bench) -> None:
    asked = [bench.start(name) for name in "abcd"]
    assert [job.state.status for job in asked[2:]] == ["waiting", "waiting"]
    assert (bench.store.running, bench.store.waiting) == (2, 2)
    bench.gate.set()
    assert [outcome(job) for job in asked] == ["done"] * 4
    assert sorted(bench.begun[:2]) == ["torchvision:a", "torchvision:b"]
    assert sorted(bench.begun) == [f"torchvision:{name}" for name in "abcd"]


def test_one_too_many_is_refused_and_leaves_nothing(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench(at_once=1, waiting=1)
    bench.start("a")
    bench.start("b")
    with pytest.raises(Busy, match="1 downloads are waiting already"):
        bench.start("c")
    overlaid = bench.store.overlay(bench.shelf.cards)
    assert [card.status for card in overlaid] == ["downloading", "downloading", "downloadable"]


def test_a_running_job_is_cancelled_at_once_and_its_thread_ends(bench: Bench) -> None:
    job = bench.start()
    bench.store.cancel(job)
    assert job.state.status == "cancelled"
    bench.store.close()
    assert bench.store.running == 0
    assert bench.counts.over == ["cancelled"]
    assert not list(bench.shelf.checkpoints.glob("*"))


def test_a_waiting_job_that_is_cancelled_never_begins(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench(at_once=1)
    first, second = bench.start("a"), bench.start("b")
    bench.store.cancel(second)
    assert (second.state.status, bench.store.waiting) == ("cancelled", 0)
    bench.gate.set()
    assert outcome(first) == "done"
    assert bench.begun == ["torchvision:a"]


def test_what_is_over_stays_as_it_ended(bench: Bench) -> None:
    bench.gate.set()
    job = bench.start()
    assert outcome(job) == "done"
    version = job.state.version
    bench.store.cancel(job)
    assert (job.state.status, job.state.version) == ("done", version)


def test_after_a_cancelled_job_comes_a_new_one(bench: Bench) -> None:
    first = bench.start()
    bench.store.cancel(first)
    second = bench.start()
    bench.gate.set()
    assert second is not first
    assert outcome(second) == "done"


def test_a_failure_is_kept_in_words(bench: Bench) -> None:
    def fail(_: Watch) -> None:
        raise Unreachable("Nobody is there.")

    bench.deed = fail
    bench.gate.set()
    job = bench.start()
    assert outcome(job) == "failed"
    assert str(job.state.problem) == "Nobody is there."
    assert bench.start() is not job


def test_a_fault_is_logged_and_not_told(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_: Watch) -> None:
        raise RuntimeError("secret of the house")

    bench.deed = fail
    bench.gate.set()
    with caplog.at_level(logging.ERROR):
        job = bench.start()
        assert outcome(job) == "failed"
    assert "secret" not in str(job.state.problem)
    assert "secret" in str(caplog.records[0].exc_info)


def test_progress_is_told_and_only_new_bytes_are_counted(bench: Bench) -> None:
    seen: list[Any] = []

    def go_on(watch: Watch) -> None:
        watch.begin(100_000, 300_000)
        seen.append(job.state)
        watch.advance(200_000)
        seen.append(job.state)

    bench.deed = go_on
    job = bench.start()
    bench.gate.set()
    assert outcome(job) == "done"
    assert [(each.done, each.total) for each in seen] == [(100_000, 300_000), (300_000, 300_000)]
    assert job.state.rate is None
    assert bench.counts.bytes == 200_000


def test_old_jobs_are_forgotten_and_those_under_way_are_not(
    make_bench: Callable[..., Bench],
) -> None:
    bench = make_bench(remembered=2)
    under_way = bench.start("a")
    over = []
    for name in "bcd":
        over.append(bench.start(name))
        bench.store.cancel(over[-1])
    bench.start("e")
    assert bench.store.find(under_way.id) is under_way
    assert [bench.store.find(job.id) for job in over[1:]] == over[1:]
    with pytest.raises(UnknownJob, match=f"no job '{over[0].id}'.*POST"):
        bench.store.find(over[0].id)


def test_at_the_end_everything_stops_and_nothing_begins(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench(at_once=1)
    asked = [bench.start("a"), bench.start("b")]
    bench.store.close()
    assert [job.state.status for job in asked] == ["cancelled", "cancelled"]
    assert bench.store.running == 0
    with pytest.raises(Busy):
        bench.start("c")


def test_a_thread_that_hangs_does_not_hold_up_the_end(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CLOSING_SECONDS", 0.01)
    hung, release = threading.Event(), threading.Event()

    def hang(_: Watch) -> None:
        hung.set()
        release.wait()

    bench.deed = hang
    bench.gate.set()
    job = bench.start()
    hung.wait()
    bench.store.close()
    assert (job.state.status, bench.store.running) == ("cancelled", 1)
    release.set()


def test_every_listener_is_woken_and_none_stays(bench: Bench) -> None:
    job = bench.start()

    async def follow() -> str:
        with job.listening() as listener:
            while not job.state.is_over:
                assert await listener.wait(PATIENCE)
        return job.state.status

    async def together() -> list[str]:
        followers = [asyncio.create_task(follow()) for _ in range(10)]
        gone = asyncio.create_task(follow())
        await asyncio.sleep(0)
        assert job.listeners == 11
        gone.cancel()
        bench.gate.set()
        return await asyncio.gather(*followers)

    assert asyncio.run(together()) == ["done"] * 10
    assert job.listeners == 0


def test_a_listener_whose_loop_has_ended_is_no_fault(bench: Bench) -> None:
    job = bench.start()

    async def leave() -> None:
        job.listening().__enter__()

    asyncio.run(leave())
    assert job.change(done=1)


def test_waiting_for_a_change_ends_without_one(bench: Bench) -> None:
    job = Job(bench.card())

    async def wait() -> list[bool]:
        with job.listening() as listener:
            nothing = await listener.wait(0.001)
            job.change(done=1)
            return [nothing, await listener.wait(PATIENCE), await listener.wait(0.001)]

    assert asyncio.run(wait()) == [False, True, False]
