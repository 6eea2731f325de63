"""A server on the loopback address that gives one file, well or in every wrong way there is."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np

CONTENT = np.random.default_rng(5).bytes(300_000)
ETAG = '"the-first-version"'
NO_TAG: dict[str, str] = {}
TAGGED = {"ETag": ETAG}


class Handler(BaseHTTPRequestHandler):
    """Leaves every answer to the server's manner of the moment."""

    server: MeanServer

    def do_GET(self) -> None:
        self.server.asked.append(self)
        with suppress(ConnectionError):
            self.server.next_manner()(self)

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def begin(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def wanted_from(self) -> int:
        """The first byte that the request asks for, 0 where it names another version."""
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        same = self.headers.get("If-Range", ETAG) == ETAG
        return int(found[1]) if found and same else 0


Manner = Callable[[Handler], None]


class MeanServer(ThreadingHTTPServer):
    """Answers with one manner after the other, and with the last one from then on.

    `asked` holds the requests. What hangs does so until `released`.
    """

    daemon_threads = True

    def __init__(self, *manners: Manner) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.manners = list(manners)
        self.asked: list[Handler] = []
        self.released = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/weights-01234567.pth"

    def next_manner(self) -> Manner:
        return self.manners.pop(0) if len(self.manners) > 1 else self.manners[0]

    def ranges(self) -> list[str | None]:
        """What each request asked for."""
        return [each.headers.get("Range") for each in self.asked]


@contextmanager
def serving(*manners: Manner) -> Iterator[MeanServer]:
    with MeanServer(*manners) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()


def well(handler: Handler) -> None:
    """The whole file, or the rest of it where that is asked for."""
    sending(handler, CONTENT)


def sending(handler: Handler, content: bytes, headers: dict[str, str] = TAGGED) -> None:
    begin = handler.wanted_from()
    length = {"Content-Length": str(len(content) - begin)}
    if begin >= len(content):
        handler.begin(416, {"Content-Range": f"bytes */{len(content)}"})
    elif begin:
        span = f"bytes {begin}-{len(content) - 1}/{len(content)}"
        handler.begin(206, {**length, **headers, "Content-Range": span})
        handler.wfile.write(content[begin:])
    else:
        handler.begin(200, {**length, **headers})
        handler.wfile.write(content)


def ignoring_ranges(handler: Handler) -> None:
    handler.begin(200, {"Content-Length": str(len(CONTENT)), **TAGGED})
    handler.wfile.write(CONTENT)


def without_length(handler: Handler) -> None:
    handler.begin(200, TAGGED)
    handler.wfile.write(CONTENT)


def hanging(handler: Handler) -> None:
    handler.server.released.wait()


def hanging_after(count: int) -> Manner:
    def manner(handler: Handler) -> None:
        handler.begin(200, {"Content-Length": str(len(CONTENT)), **TAGGED})
        handler.wfile.write(CONTENT[:count])
        handler.server.released.wait()

    return manner


def dropping_at(end: int, headers: dict[str, str] = TAGGED) -> Manner:
    """Announces the rest of the file and breaks off at byte `end` of it."""

    def manner(handler: Handler) -> None:
        begin = handler.wanted_from()
        length = {"Content-Length": str(len(CONTENT) - begin)}
        span = {"Content-Range": f"bytes {begin}-{len(CONTENT) - 1}/{len(CONTENT)}"}
        handler.begin(206 if begin else 200, {**length, **headers, **(span if begin else {})})
        handler.wfile.write(CONTENT[begin:end])

    return manner


def trickling(handler: Handler) -> None:
    """A kilobyte now and then, until the client has gone."""
    handler.begin(200, {"Content-Length": str(len(CONTENT)), **TAGGED})
    for begin in range(0, len(CONTENT), 1000):
        handler.wfile.write(CONTENT[begin : begin + 1000])
        if handler.server.released.wait(0.002):
            return


def refusing(status: int) -> Manner:
    def manner(handler: Handler) -> None:
        handler.begin(status, {"Content-Length": "0"})

    return manner


def web_page(handler: Handler) -> None:
    page = b"<!doctype html><title>Sign in</title>"
    length = str(len(page))
    handler.begin(200, {"Content-Type": "text/html; charset=utf-8", "Content-Length": length})
    handler.wfile.write(page)


def redirecting_to(url: str) -> Manner:
    def manner(handler: Handler) -> None:
        handler.begin(302, {"Location": url, "Content-Length": "0"})

    return manner


def giving_another_part(handler: Handler) -> None:
    """A 206 whose bytes are not those that were asked for."""
    span = f"bytes 10-{len(CONTENT) - 1}/{len(CONTENT)}"
    rest = CONTENT[10:]
    handler.begin(206, {"Content-Range": span, "Content-Length": str(len(rest)), **TAGGED})
    handler.wfile.write(rest)
