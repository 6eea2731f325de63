from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

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


def test_where_there_is_no_get_there_is_no_head(client: TestClient) -> None:
    assert client.head(f"{API}/runs").status_code == 405
