from __future__ import annotations

import threading
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.config import Settings
from app.main import create_app
from app.store.networks import Means, Networks
from convscope.errors import Busy
from tests.api.answers import assert_problem
from tests.api.conftest import API, BASE


def test_a_warm_server_is_ready(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready", "model": "efficientnet_lite0"}


def test_until_the_first_run_is_done_the_server_says_so_and_calls_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(Settings(data=tmp_path))
    networks = app.state.services.networks
    gate = threading.Event()
    start = networks.start

    def start_later(warm_up: object) -> None:
        monkeypatch.setattr(networks, "_start", lambda _: (gate.wait(), original(warm_up)))
        start(warm_up)

    original = networks._start
    monkeypatch.setattr(networks, "start", start_later)
    with TestClient(app, base_url=BASE) as client:
        assert client.get("/healthz").status_code == 200
        response = client.get("/readyz")
        assert "efficientnet_lite0" in assert_problem(response, 503, "not_ready")
        assert response.headers["retry-after"] == "1"
        threading.Timer(0.2, gate.set).start()
        assert client.get(f"{API}/models").status_code == 200
        networks.ready.result(timeout=60)
        assert client.get("/readyz").status_code == 200


def test_a_warm_up_that_finds_the_line_full_tries_again() -> None:
    networks = Networks(Means(threads=0, memory=0, folder=Path()))
    calls: list[int] = []

    def warm_up() -> None:
        calls.append(len(calls))
        if len(calls) == 1:
            raise Busy("The line is full.")

    networks.start(warm_up)
    networks.ready.result(timeout=60)
    networks.close()
    assert calls == [0, 1]


def test_a_server_that_stops_waits_for_no_place_in_the_line() -> None:
    networks = Networks(Means(threads=0, memory=0, folder=Path()))

    def warm_up() -> None:
        raise Busy("The line is full.")

    networks.start(warm_up)
    networks.close()
    with pytest.raises(Busy):
        networks.ready.result(timeout=60)


def test_what_the_page_asks_for_first_is_there(tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path))
    with TestClient(app, base_url=BASE) as client:
        app.state.services.networks.ready.result(timeout=60)
        body = {"model": "efficientnet_lite0", "image": "cat"}
        run = client.post(f"{API}/runs", json=body).json()["id"]
        assert "sheet 8 42" in app.state.services.runs.start(run).result().answers


def test_a_default_network_that_fails_is_named_and_the_rest_serves(tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path, default_model="resnet1"))
    with TestClient(app, base_url=BASE) as client:
        with pytest.raises(Exception, match="resnet1"):
            app.state.services.networks.ready.result(timeout=60)
        assert "resnet1" in assert_problem(client.get("/readyz"), 503, "not_ready")
        assert client.get("/healthz").status_code == 200
        body = {"model": "efficientnet_lite0", "image": "cat"}
        assert client.post(f"{API}/runs", json=body).status_code == 201
