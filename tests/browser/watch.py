"""What must never happen on a page: errors in the console, and requests to other hosts."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request


class Watch:
    """Collects faults of the pages it is set over; `check` fails if there was one."""

    def __init__(self, server: str) -> None:
        self._host = urlsplit(server).netloc
        self._faults: list[str] = []
        self._allowed: list[str] = []

    def allow(self, part: str) -> None:
        """A console message with these words is expected, such as the status of a refusal."""
        self._allowed.append(part)

    def over(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._faults.append(f"page error: {error}"))
        page.on("request", self._see)

    def check(self) -> None:
        assert self._faults == [], self._faults

    def _hear(self, message: ConsoleMessage) -> None:
        expected = any(part in message.text for part in self._allowed)
        if message.type in ("error", "warning") and not expected:
            self._faults.append(f"console {message.type}: {message.text}")

    def _see(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != self._host:
            self._faults.append(f"request to another host: {request.url}")
