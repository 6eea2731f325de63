"""How much a request may carry: refused by its header before a byte is read, else while reading."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from convscope.errors import FileTooLarge

# What a multipart body may have around the file: boundaries, headers, a long file name.
ENVELOPE = 64 * 1024
# A client that is still sending reads no answer, so what it sends is thrown away up to here.
DRAINED_BYTES = 256 * 2**20
DRAINED_SECONDS = 30


class BodyLimitMiddleware:
    """Bodies up to `limits[path]` bytes, up to `ENVELOPE` for every other path."""

    def __init__(self, app: ASGIApp, limits: Mapping[str, int]) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = _Body(receive, send, self._limits.get(scope["path"], 0) + ENVELOPE)
        headers = Headers(scope=scope)
        if _announced(headers) > body.limit:
            # Asking for the body would tell a client that waits for "100 Continue" to send it.
            if headers.get("expect", "").lower() != "100-continue":
                await body.drain()
            raise body.too_large()
        await body.run(self._app, scope)


class _Body:
    """One request's body, counted; once it is too large, what the route answers is dropped."""

    def __init__(self, receive: Receive, send: Send, limit: int) -> None:
        self._receive = receive
        self._send = send
        self.limit = limit
        self._size = 0
        self._more = True

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        try:
            await app(scope, self._counted, self._unless_too_large)
        finally:
            if self._is_too_large:
                await self.drain()
                raise self.too_large()

    async def drain(self) -> None:
        """Read and forget, within bounds, so that the client gets to reading the answer."""
        drained = 0
        try:
            async with asyncio.timeout(DRAINED_SECONDS):
                while self._more and drained < DRAINED_BYTES:
                    drained += len((await self._next()).get("body", b""))
        except TimeoutError:
            return

    def too_large(self) -> FileTooLarge:
        most = self.limit - ENVELOPE or ENVELOPE
        return FileTooLarge(
            "The request has more than the {most:,} bytes that this call takes. "
            "Send less, for example the same picture scaled down.",
            most=most,
        )

    @property
    def _is_too_large(self) -> bool:
        return self._size > self.limit

    async def _next(self) -> Message:
        message = await self._receive()
        self._more = message.get("more_body", False)
        self._size += len(message.get("body", b""))
        return message

    async def _counted(self) -> Message:
        message = await self._next()
        if self._is_too_large:
            raise self.too_large()
        return message

    async def _unless_too_large(self, message: Message) -> None:
        if not self._is_too_large:
            await self._send(message)


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length[:20]) if length.isdecimal() else 0
