"""Downloads over the API: begun, followed by events, cancelled, refused."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from app.api import jobs as routes
from app.config import Settings
from app.store import jobs as store
from convscope.downloads import Watch
from convscope.serving import listen, server_for
from tests import mean_server as mean
from tests.api.answers import assert_problem
from tests.api.conftest import API, MakeClient
from tests.api.test_metrics import read
from tests.mean_server import CONTENT, serving
from tests.shelf import MODEL, Shelf

PATIENCE = 30.0
HALF = 150_000
Events = list[dict[str, Any]]


def ask(client: TestClient, model: str = MODEL, **options: Any) -> Response:
    return client.post(f"{API}/models/{model}/download", **options)


def events(text: str) -> Events:
    """The events of a stream: their fields, `data` as what it holds."""
    found: Events = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if line[:1] != ":")
        if "data" in fields:
            found.append({**fields, "data": json.loads(fields["data"])})
    return found


def wait_until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def over(client: TestClient, job: str) -> dict[str, Any]:
    """The job once it is over."""
    followed = events(client.get(f"{API}/jobs/{job}/events").text)
    assert client.get(f"{API}/jobs/{job}").json() == followed[-1]["data"]
    return followed[-1]["data"]


def state(client: TestClient, job: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.get(f"{API}/jobs/{job}").json()
    return answer


def test_a_download_from_beginning_to_end(client: TestClient, shelf: Shelf) -> None:
    with serving(mean.well) as server:
        shelf.add(server.url)
        response = ask(client)
        job = response.json()
        assert response.status_code == 202
        assert response.headers["location"] == f"{API}/jobs/{job['id']}"
        assert set(job) == {"id", "model", "status", "done", "total", "rate", "problem"}
        assert (job["model"], job["problem"]) == (MODEL, None)
        assert over(client, job["id"]) == {
            "id": job["id"], "model": MODEL, "status": "done", "done": len(CONTENT),
            "total": len(CONTENT), "rate": None, "problem": None,
        }  # fmt: skip
    assert (shelf.checkpoints / "small.pth").read_bytes() == CONTENT


def test_what_is_here_is_answered_with_a_job_that_is_done(client: TestClient, shelf: Shelf) -> None:
    shelf.put(shelf.add("http://127.0.0.1:1/nobody"))
    response = ask(client)
    assert (response.status_code, response.json()["status"]) == (200, "done")
    job = response.json()
    assert client.get(response.headers["location"]).json() == job
    assert [
        each["event"] for each in events(client.get(f"{API}/jobs/{job['id']}/events").text)
    ] == ["end"]


def test_while_it_goes_on_the_model_is_listed_so_and_nobody_begins_another(
    client: TestClient, shelf: Shelf
) -> None:
    def listed(query: str) -> list[str]:
        return [each["id"] for each in client.get(f"{API}/models{query}").json()["models"]]

    with serving(mean.hanging_after(HALF)) as server:
        shelf.add(server.url)
        assert MODEL in listed("?status=downloadable")
        job = ask(client).json()["id"]
        assert [ask(client).json()["id"] for _ in range(3)] == [job] * 3
        assert listed("?status=downloading") == [MODEL]
        assert MODEL not in listed("?status=downloadable")
        wait_until(lambda: state(client, job)["done"] == HALF)
        assert state(client, job)["status"] == "running"
        assert state(client, job)["total"] == len(CONTENT)
        assert len(server.asked) == 1
        client.delete(f"{API}/jobs/{job}")
        assert MODEL in listed("?status=downloadable")


def test_to_cancel_is_possible_twice_and_keeps_what_came(client: TestClient, shelf: Shelf) -> None:
    with serving(mean.trickling, mean.well) as server:
        shelf.add(server.url)
        job = ask(client).json()["id"]
        wait_until(lambda: state(client, job)["done"] > 0)
        for _ in range(2):
            response = client.delete(f"{API}/jobs/{job}")
            assert (response.status_code, response.content) == (204, b"")
        assert over(client, job)["status"] == "cancelled"
        again = ask(client).json()["id"]
        assert again != job
        assert over(client, again)["status"] == "done"
        assert server.ranges()[1] is not None
        client.delete(f"{API}/jobs/{again}")
        assert state(client, again)["status"] == "done"


@pytest.mark.parametrize(
    ("manner", "code", "status"),
    [
        (mean.refusing(404), "download_refused", 502),
        (mean.web_page, "download_damaged", 502),
        (lambda handler: mean.sending(handler, b"x" * 1000), "download_damaged", 502),
    ],
)
def test_a_failure_is_told_as_a_problem(
    client: TestClient, shelf: Shelf, manner: mean.Manner, code: str, status: int
) -> None:
    with serving(manner) as server:
        shelf.add(server.url)
        job = over(client, ask(client).json()["id"])
    problem = job["problem"]
    assert job["status"] == "failed"
    assert set(problem) == {"type", "title", "status", "detail", "code"}
    assert (problem["code"], problem["status"]) == (code, status)
    assert problem["type"] == f"/docs#{code}"
    assert "127.0.0.1" in problem["detail"]


def test_nothing_to_download(client: TestClient, shelf: Shelf) -> None:
    for model in ("efficientnet_lite0", "lenet5"):
        words = assert_problem(ask(client, model), 409, "not_downloadable")
        assert "There is nothing to download for" in words
    assert_problem(ask(client, "torchvision:nobody"), 404, "unknown_model")


def test_an_unknown_job(client: TestClient) -> None:
    for response in (
        client.get(f"{API}/jobs/nobody"),
        client.get(f"{API}/jobs/nobody/events"),
        client.delete(f"{API}/jobs/nobody"),
    ):
        words = assert_problem(response, 404, "unknown_job")
        assert "'nobody'" in words


def test_other_sites_begin_and_cancel_nothing(client: TestClient, shelf: Shelf) -> None:
    evil = {"Origin": "https://evil.example"}
    shelf.put(shelf.add("http://127.0.0.1:1/nobody"))
    assert_problem(ask(client, headers=evil), 403, "origin_not_allowed")
    job = ask(client).json()["id"]
    assert_problem(client.delete(f"{API}/jobs/{job}", headers=evil), 403, "origin_not_allowed")


def test_one_download_too_many_is_refused(make_client: MakeClient, shelf: Shelf) -> None:
    client = make_client(downloads_at_once=1, downloads_waiting=0)
    with serving(mean.hanging) as server:
        shelf.add(server.url)
        response = ask(client)
        assert_problem(response, 503, "busy")
        assert int(response.headers["retry-after"]) > 0


def test_a_silent_server_ends_the_job_in_words(
    make_client: MakeClient, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Watch, "pause", lambda watch, seconds: watch.check())
    client = make_client(download_silence_seconds=0.05)
    with serving(mean.dropping_at(HALF), mean.hanging) as server:
        shelf.add(server.url)
        problem = over(client, ask(client).json()["id"])["problem"]
    assert problem["code"] == "unreachable"
    assert "silent for 0.05 s" in problem["detail"]


def test_events_tell_every_step_and_end(client: TestClient, shelf: Shelf) -> None:
    with serving(mean.trickling) as server:
        shelf.add(server.url)
        response = client.get(f"{API}/jobs/{ask(client).json()['id']}/events")
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-accel-buffering"] == "no"
    assert response.text.startswith("retry: 1000\n")
    told = events(response.text)
    assert {each["event"] for each in told[:-1]} == {"progress"}
    assert told[-1]["event"] == "end"
    ids = [int(each["id"]) for each in told]
    assert ids == sorted(set(ids))
    done = [each["data"]["done"] for each in told]
    assert done == sorted(done)
    assert len(set(done)) > 3
    assert any(each["data"]["rate"] for each in told)


def test_who_has_seen_the_end_is_told_to_stop_asking(client: TestClient, shelf: Shelf) -> None:
    shelf.put(shelf.add("http://127.0.0.1:1/nobody"))
    path = f"{API}/jobs/{ask(client).json()['id']}/events"
    last = events(client.get(path).text)[-1]["id"]
    seen = client.get(path, headers={"Last-Event-ID": last})
    assert (seen.status_code, seen.content) == (204, b"")
    missed = client.get(path, headers={"Last-Event-ID": "0"})
    assert [each["event"] for each in events(missed.text)] == ["end"]


def test_a_quiet_stream_is_kept_alive(
    client: TestClient, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "KEEP_ALIVE_SECONDS", 0.01)
    with serving(mean.hanging) as server:
        shelf.add(server.url)
        job = ask(client).json()["id"]
        threading.Timer(0.2, lambda: client.delete(f"{API}/jobs/{job}")).start()
        text = client.get(f"{API}/jobs/{job}/events").text
    assert ": still here\n\n" in text
    assert [each["data"]["status"] for each in events(text)][-1] == "cancelled"


def test_the_head_of_a_stream_ends(client: TestClient, shelf: Shelf) -> None:
    with serving(mean.hanging) as server:
        shelf.add(server.url)
        job = ask(client).json()["id"]
        response = client.head(f"{API}/jobs/{job}/events")
        assert response.headers["content-type"].startswith("text/event-stream")
        client.delete(f"{API}/jobs/{job}")


def test_downloads_are_counted(make_client: MakeClient, shelf: Shelf) -> None:
    client = make_client()
    with serving(mean.well, mean.refusing(404)) as server:
        shelf.add(server.url)
        shelf.add(server.url, "torchvision:other")
        assert over(client, ask(client).json()["id"])["status"] == "done"
        assert over(client, ask(client, "torchvision:other").json()["id"])["status"] == "failed"
    figures = read(client)
    assert figures["convscope_downloaded_bytes_total", ()] == len(CONTENT)
    assert figures["convscope_downloads_total", (("status", "done"),)] == 1
    assert figures["convscope_downloads_total", (("status", "failed"),)] == 1
    assert figures["convscope_downloads_waiting", ()] == 0


@contextmanager
def listening(folder: Path) -> Iterator[tuple[str, Any]]:
    """A real server, its address and its jobs."""
    door = listen("127.0.0.1", 0)
    server = server_for(Settings(data=folder, port=door.getsockname()[1]))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    try:
        wait_until(server.ready.done)
        yield f"{server.address}{API}", server.config.app.state.services.jobs
    finally:
        server.should_exit = True
        thread.join()
        door.close()


def test_events_come_while_the_job_goes_on_and_followers_come_and_go(
    shelf: Shelf, tmp_path: Path
) -> None:
    with listening(tmp_path) as (api, jobs), serving(mean.hanging_after(HALF)) as source:
        shelf.add(source.url)
        id = httpx.post(f"{api}/models/{MODEL}/download").json()["id"]
        job = jobs.find(id)
        for _ in range(2):
            with httpx.stream("GET", f"{api}/jobs/{id}/events", timeout=PATIENCE) as stream:
                lines = stream.iter_lines()
                wait_for = f'"done":{HALF}'
                assert any(wait_for in line for line in lines)
                assert job.state.status == "running"
                assert job.listeners == 1
            wait_until(lambda: job.listeners == 0)
        assert job.state.status == "running"


def test_the_servers_end_ends_streams_and_keeps_what_came(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "CLOSING_SECONDS", 0.05)
    told: Events = []
    with serving(mean.hanging_after(HALF)) as source:
        with listening(tmp_path) as (api, jobs):
            shelf.add(source.url)
            id = httpx.post(f"{api}/models/{MODEL}/download").json()["id"]
            wait_until(lambda: jobs.find(id).state.done == HALF)

            def follow() -> None:
                answer = httpx.get(f"{api}/jobs/{id}/events", timeout=PATIENCE)
                told.extend(events(answer.text))

            follower = threading.Thread(target=follow)
            follower.start()
            wait_until(lambda: jobs.find(id).listeners)
        follower.join()
        assert told[-1]["data"]["status"] == "cancelled"
        came = (shelf.checkpoints / "small.pth.part").read_bytes()
        assert len(came) > HALF - 10_000  # the last few may still be on their way to the disk
        assert CONTENT.startswith(came)
