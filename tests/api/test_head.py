from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from app.api import export
from tests.api.conftest import API


@pytest.mark.parametrize(
    "path",
    ["/", "/docs", "/healthz", f"{API}/samples", f"{API}/images/cat", "/static/js/docs.js", "/no"],
)
def test_head_is_get_without_the_body(client: TestClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code
    assert head.content == b""
    assert head.headers == got.headers


def test_head_of_an_archive_does_not_make_the_archive(
    client: TestClient, run: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"{API}/runs/{run}/arrays.npz"
    got = client.get(path)
    made: list[str] = []
    member = export.Npz.member
    monkeypatch.setattr(
        export.Npz, "member", lambda self, *args: made.append("member") or member(self, *args)
    )
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == got.headers
    assert made == []
    assert client.get(path).content == got.content
    assert made


def test_where_there_is_no_get_there_is_no_head(client: TestClient) -> None:
    assert client.head(f"{API}/runs").status_code == 405
