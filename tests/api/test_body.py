"""How much a request may carry, announced and not."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.body import ENVELOPE, BodyLimitMiddleware
from convscope.errors import FileTooLarge
from tests.api.answers import assert_problem
from tests.api.conftest import API, MakeClient
from tests.api.pictures import encoded, picture, upload


def chunks(count: int) -> Iterator[bytes]:
    yield from [b"x" * 10_000] * count


def test_a_body_of_json_may_not_be_long(client: TestClient) -> None:
    detail = assert_problem(
        client.post(f"{API}/runs", content=b" " * (ENVELOPE + 1)), 413, "file_too_large"
    )
    assert "65,536" in detail


def test_an_unannounced_body_is_counted_while_it_is_read(client: TestClient) -> None:
    assert_problem(client.post(f"{API}/runs", content=chunks(7)), 413, "file_too_large")
    assert_problem(client.post(f"{API}/runs", content=chunks(6)), 422, "invalid_request")


def test_an_unannounced_upload_is_counted_too(make_client: MakeClient) -> None:
    client = make_client(image_bytes=20_000)
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    response = client.post(f"{API}/images", content=chunks(9), headers=headers)
    assert_problem(response, 413, "file_too_large")
    assert upload(client, encoded(picture())).status_code == 201


def test_a_get_may_not_carry_much_either(client: TestClient) -> None:
    response = client.request("GET", f"{API}/samples", content=b"x" * 100_000)
    assert_problem(response, 413, "file_too_large")


class Exchange:
    """One request straight to the middleware: what it reads is counted."""

    def __init__(self, headers: dict[bytes, bytes], *parts: bytes) -> None:
        self.parts = list(parts)
        self.read = 0
        self.sent: list[Any] = []
        self.scope = {
            "type": "http",
            "method": "POST",
            "path": "/other",
            "headers": list(headers.items()),
        }

    async def receive(self) -> dict[str, Any]:
        self.read += 1
        part = self.parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(self.parts)}

    async def send(self, message: Any) -> None:
        self.sent.append(message)

    def run(self, app: Any) -> None:
        middleware = BodyLimitMiddleware(app, {"/uploads": 10**9})
        asyncio.run(middleware(self.scope, self.receive, self.send))


async def unreached(scope: Any, receive: Any, send: Any) -> None:
    raise AssertionError("the route was asked")


async def careless(scope: Any, receive: Any, send: Any) -> None:
    """A route that answers whatever happens to its body."""
    try:
        while (await receive())["more_body"]:
            pass
    finally:
        await send({"type": "http.response.start", "status": 200, "headers": []})


def test_an_announced_body_is_drained_and_the_route_never_asked() -> None:
    exchange = Exchange({b"content-length": b"99999999"}, *[b"x" * 10_000] * 8)
    with pytest.raises(FileTooLarge):
        exchange.run(unreached)
    assert exchange.parts == []


def test_a_client_that_waits_for_leave_to_send_gets_none() -> None:
    headers = {b"content-length": b"99999999", b"expect": b"100-continue"}
    exchange = Exchange(headers, b"x")
    with pytest.raises(FileTooLarge):
        exchange.run(unreached)
    assert exchange.read == 0


def test_what_a_route_answers_to_half_a_body_is_not_sent() -> None:
    exchange = Exchange({}, *[b"x" * ENVELOPE] * 4)
    with pytest.raises(FileTooLarge):
        exchange.run(careless)
    assert exchange.sent == []
    assert exchange.parts == []


def test_nothing_is_awaited_behind_the_last_part() -> None:
    """The last part makes the body too long: there is no more to drain."""
    exchange = Exchange({}, b"x" * ENVELOPE, b"x")
    with pytest.raises(FileTooLarge):
        exchange.run(careless)
    assert exchange.read == 2
