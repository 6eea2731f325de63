"""A client that reads an answer as slowly as a test wants, and may go away in the middle of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message

PATIENCE = 30  # seconds


class Reader:
    """One GET: its head, then piece after piece; the app waits while nobody takes one."""

    def __init__(self, app: ASGIApp, url: str) -> None:
        self._gone = asyncio.Event()
        self._asked = False
        self._messages: asyncio.Queue[Message] = asyncio.Queue(maxsize=1)
        parts = urlsplit(url)
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "headers": [(b"host", b"127.0.0.1:8000")],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8000),
        }
        self.answering = asyncio.create_task(app(scope, self._receive, self._messages.put))

    async def head(self) -> tuple[int, Headers]:
        message = await self._next()
        return message["status"], Headers(raw=message["headers"])

    async def piece(self) -> bytes:
        """The next bytes; empty at the end."""
        return bytes((await self._next()).get("body", b""))

    async def rest(self) -> bytes:
        pieces = []
        while piece := await self.piece():
            pieces.append(piece)
        return b"".join(pieces)

    async def leave(self) -> None:
        """Close the connection and wait until the app has noticed."""
        self._gone.set()
        await asyncio.wait_for(self.answering, PATIENCE)

    async def _receive(self) -> Message:
        if self._asked:
            await self._gone.wait()
            return {"type": "http.disconnect"}
        self._asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def _next(self) -> Message:
        return await asyncio.wait_for(self._messages.get(), PATIENCE)


@asynccontextmanager
async def reading(app: ASGIApp, url: str) -> AsyncIterator[Reader]:
    reader = Reader(app, url)
    try:
        yield reader
    finally:
        reader.answering.cancel()
        await asyncio.wait([reader.answering])
