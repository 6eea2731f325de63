"""HEAD wherever there is GET: the same answer without its body."""

from __future__ import annotations

from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Told(Exception):
    """The head is sent, and nothing more is wanted."""


class HeadMiddleware:
    """Asks the app as if for GET, and stops it when it has said its head."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def start_alone(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
                await send({"type": "http.response.body"})
                # What streams a body would go on making it, and one of events would never end.
                raise Told

        with suppress(Told):
            await self._app({**scope, "method": "GET"}, receive, start_alone)
