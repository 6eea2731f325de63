"""Who may ask, and what a browser may do with the answers: plain ASGI, in front of every route."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.config import Settings
from convscope.errors import HostNotAllowed, OriginNotAllowed

LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERY_ADDRESS = ("0.0.0.0", "::", "")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

# A name or an IPv6 address in brackets, and perhaps a port.
HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\s:@/?#\[\]]+))(?::\d{1,5})?")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; "
        "frame-ancestors 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def allowed_hosts(settings: Settings) -> frozenset[str]:
    """The names under which this server may be asked; an address that means all of them is none."""
    names = {*LOOPBACK, *settings.allowed_hosts}
    if settings.host not in EVERY_ADDRESS:
        names.add(settings.host)
    return frozenset(name.lower() for name in names)


class HostMiddleware:
    """Refuses every request whose `Host` is not ours.

    A page elsewhere can point a name of its own at a person's loopback address and then read the
    answers as if they were its own; only the name in `Host` gives it away.
    """

    def __init__(self, app: ASGIApp, allowed: frozenset[str]) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            self._check(Headers(scope=scope).getlist("host"))
        await self._app(scope, receive, send)

    def _check(self, hosts: list[str]) -> None:
        if len(hosts) == 1 and ("*" in self._allowed or _name(hosts[0]) in self._allowed):
            return
        raise HostNotAllowed(
            "This server does not answer for the host {host!r}. "
            "Ask it by 127.0.0.1 or localhost, or start it with CONVSCOPE_ALLOWED_HOSTS set to "
            "the name.",
            host=", ".join(hosts),
        )


class OriginMiddleware:
    """Refuses to change anything for a page of another site; programs send no `Origin` and may."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS:
            _check_origin(Headers(scope=scope))
        await self._app(scope, receive, send)


class HeadersMiddleware:
    """The same protecting headers on every answer, errors and files included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        await self._app(scope, receive, with_headers)


def _check_origin(headers: Headers) -> None:
    origin = headers.get("origin")
    own = origin is None or _same_authority(origin, headers.get("host", ""))
    if own and headers.get("sec-fetch-site", "none") in ("same-origin", "none"):
        return
    if not origin:
        raise OriginNotAllowed(
            "A page of another site may not change anything here. "
            "Use this server's own page, or a program that sends no Origin header."
        )
    raise OriginNotAllowed(
        "A page of {origin!r} may not change anything here. "
        "Use this server's own page, or a program that sends no Origin header.",
        origin=origin,
    )


def _same_authority(origin: str, host: str) -> bool:
    """Whether an `Origin` is of the same name and port as `Host`, which names no scheme."""
    try:
        theirs = urlsplit(origin)
        ours = urlsplit(f"{theirs.scheme}://{host}")
        default = {"http": 80, "https": 443}[theirs.scheme]
        return (theirs.hostname, theirs.port or default) == (ours.hostname, ours.port or default)
    except (ValueError, KeyError):
        return False


def _name(host: str) -> str:
    """`[::1]:8000` -> `::1`, `Localhost.:80` -> `localhost`; empty where it cannot be read."""
    found = HOST.fullmatch(host)
    return (found[1] or found[2]).lower().rstrip(".") if found else ""
