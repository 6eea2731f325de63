"""Runs in memory: computed once, evicted, computed again, refused where too many wait."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.metrics import Metrics
from app.store.runs import MOST_ANSWERS, KeptRun, Runs
from app.store.worker import Worker
from convscope.errors import UnknownModel
from tests.api.answers import assert_problem
from tests.api.conftest import API, MakeClient
from tests.api.pictures import encoded, picture, upload


class Bench:
    """A store whose runs are counted and wait for `gate`; each is 100 bytes big."""

    def __init__(self, budget: int = 1000, queue: int = 10) -> None:
        self.computed: list[str] = []
        self.gate = threading.Event()
        self.gate.set()
        self.begun = threading.Event()
        self.worker = Worker(queue)
        self.store = Runs(self.compute, self.worker, budget, Metrics())

    def compute(self, run: str) -> KeptRun:
        self.computed.append(run)
        self.begun.set()
        self.gate.wait()
        if run.startswith("bad"):
            raise UnknownModel("No such model.")
        fake: Any = SimpleNamespace(nbytes=100)
        return KeptRun(run, fake, ())

    def get(self, *runs: str) -> list[KeptRun]:
        async def together() -> list[KeptRun]:
            return await asyncio.gather(*(self.store.get(run) for run in runs))

        return asyncio.run(together())


@pytest.fixture
def make_bench() -> Iterator[Callable[..., Bench]]:
    benches: list[Bench] = []

    def make(**options: int) -> Bench:
        benches.append(Bench(**options))
        return benches[-1]

    yield make
    for bench in benches:
        bench.gate.set()
        bench.worker.close()


def test_many_who_ask_at_once_share_one_pass(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench()
    kept = bench.get(*["cat.1"] * 20)
    assert bench.computed == ["cat.1"]
    assert all(each is kept[0] for each in kept)


def test_what_is_in_memory_is_not_computed(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench()
    assert bench.get("cat.1") == bench.get("cat.1")
    assert bench.computed == ["cat.1"]


def test_an_evicted_run_is_computed_again(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench(budget=250)
    for run in ("a.1", "b.1", "c.1", "a.1"):
        bench.get(run)
    assert bench.computed == ["a.1", "b.1", "c.1", "a.1"]
    assert bench.store.nbytes == 200


def test_answers_kept_with_a_run_count_as_its_size(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench(budget=250)
    first = bench.get("a.1")[0]
    made = [first.answer("sheet", lambda: bytes(100)) for _ in range(3)]
    assert made[0] is made[2]
    assert bench.store.nbytes == 200
    bench.get("b.1")
    assert bench.store.nbytes == 100


def test_of_the_answers_to_a_run_the_few_used_last_are_kept(
    make_bench: Callable[..., Bench],
) -> None:
    kept = make_bench().get("a.1")[0]
    for number in range(MOST_ANSWERS):
        kept.answer(f"sheet {number}", lambda: b"first")
    kept.answer("sheet 0", lambda: b"again")
    kept.answer("another", lambda: b"first")
    assert list(kept.answers) == ["sheet 2", "sheet 3", "sheet 0", "another"]
    assert set(kept.answers.values()) == {b"first"}
    assert kept.nbytes == 100 + MOST_ANSWERS * len(b"first")


def test_an_answer_that_is_too_much_evicts_at_once(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench(budget=250)
    _, newer = bench.get("a.1", "b.1")
    assert bench.store.nbytes == 200
    newer.answer("sheet", lambda: bytes(100))
    assert bench.store.nbytes == 200
    bench.get("b.1")
    assert bench.computed == ["a.1", "b.1"]


def test_a_failure_reaches_everybody_and_is_not_kept(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench()
    for _ in range(2):
        with pytest.raises(UnknownModel):
            bench.get("bad.1")
    assert bench.computed == ["bad.1", "bad.1"]


def test_forgetting_an_image_drops_its_runs_alone(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench()
    bench.get("a.1", "a.2", "ab.1")
    bench.store.forget("a")
    assert bench.store.nbytes == 100
    bench.get("ab.1")
    assert len(bench.computed) == 3


def test_a_run_forgotten_while_it_is_computed_is_not_kept(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench()
    bench.gate.clear()
    flight = bench.store.start("a.1")
    bench.begun.wait()
    bench.store.forget("a")
    bench.gate.set()
    assert flight.result(timeout=10).id == "a.1"
    assert bench.store.nbytes == 0


def test_somebody_who_gives_up_does_not_stop_the_others(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench()
    bench.gate.clear()

    async def two() -> KeptRun:
        gone = asyncio.create_task(bench.store.get("a.1"))
        staying = asyncio.create_task(bench.store.get("a.1"))
        await asyncio.to_thread(bench.begun.wait)
        gone.cancel()
        bench.gate.set()
        return await staying

    assert asyncio.run(two()).id == "a.1"
    assert bench.computed == ["a.1"]


def test_over_http_too_a_run_is_computed_once(make_client: MakeClient) -> None:
    client = make_client()
    image = upload(client, encoded(picture(seed=31))).json()["id"]

    def ask(_: int) -> str:
        body = {"model": "efficientnet_lite0", "image": image}
        return str(client.post(f"{API}/runs", json=body).json()["id"])

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(ask, range(6)))) == 1
    assert 'convscope_runs_total{event="computed"} 2.0' in client.get("/metrics").text


def test_a_full_line_is_answered_with_when_to_come_again(make_client: MakeClient) -> None:
    client: TestClient = make_client(queue_length=1)
    worker = client.app.state.services.worker
    gate = threading.Event()
    jobs = [worker.submit(gate.wait), worker.submit(gate.wait)]
    cached = {"model": "efficientnet_lite0", "image": "cat"}
    fresh = {"model": "efficientnet_lite0", "image": "rocket"}

    response = client.post(f"{API}/runs", json=fresh)
    assert "try again" in assert_problem(response, 503, "busy")
    assert int(response.headers["retry-after"]) > 0
    assert client.post(f"{API}/runs", json=cached).status_code == 201

    gate.set()
    for job in jobs:
        job.result(timeout=10)
    assert client.post(f"{API}/runs", json=fresh).status_code == 201
