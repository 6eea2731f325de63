"""One app for all tests of the API, with the default network loaded and warmed up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.config import Settings
from app.main import create_app
from tests.shelf import Shelf

BASE = "http://127.0.0.1:8000"
API = "/api/v1"

MakeClient = Callable[..., TestClient]


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    app = create_app(Settings(data=tmp_path_factory.mktemp("data")))
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as client:
        app.state.services.networks.ready.result(timeout=60)
        yield client


@pytest.fixture
def make_client(tmp_path: Path) -> Iterator[MakeClient]:
    """More apps, with settings of their own and their pictures in this test's folder."""
    with ExitStack() as stack:

        def make(**settings: object) -> TestClient:
            app = create_app(Settings(**{"data": tmp_path, **settings}))
            client = stack.enter_context(
                TestClient(app, base_url=BASE, raise_server_exceptions=False)
            )
            app.state.services.networks.ready.result(timeout=60)
            return client

        yield make


@pytest.fixture(scope="session")
def run(client: TestClient) -> str:
    """The id of the default network's run on the cat."""
    answer = client.post(f"{API}/runs", json={"model": "efficientnet_lite0", "image": "cat"})
    return str(answer.json()["id"])


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Networks to download, none of them at first."""
    shelf = Shelf(tmp_path / "torch" / "hub" / "checkpoints")
    shelf.install(monkeypatch)
    return shelf
