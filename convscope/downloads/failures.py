"""What goes wrong between here and a server, in words that say what to do."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from convscope.errors import DownloadDamaged, DownloadError, DownloadRefused, Unreachable
from convscope.message import Message

if TYPE_CHECKING:
    import httpx

GONE = (404, 410)
FORBIDDEN = (401, 403, 407, 451)


class Passing(Exception):
    """A failure that may be over soon; `worded` is what to raise when it is not."""

    def __init__(self, worded: DownloadError) -> None:
        super().__init__(str(worded))
        self.worded = worded


def refused(url: str, status: int) -> DownloadRefused:
    """An answer of a status that means there is no file in it."""
    said = Message(
        "{host} answered {status} ({phrase}) for {url}.",
        {"host": host_of(url), "status": status, "phrase": _phrase(status), "url": url},
    )
    if status in GONE:
        return DownloadRefused(
            "{said} The file is not there any more: update the package that names it "
            "(torchvision or timm), or choose other weights.",
            said=said,
        )
    if status in FORBIDDEN:
        return DownloadRefused(
            "{said} It does not give the file to just anybody: open the address in a browser, "
            "or ask whoever runs the network that you are in.",
            said=said,
        )
    return DownloadRefused("{said} The fault is on that side: try again later.", said=said)


def web_page(url: str) -> DownloadDamaged:
    """A page for people where a file was asked for."""
    return DownloadDamaged(
        "{host} gave a web page in place of the file. Often that is the sign-in page of "
        "a network: open {url} in a browser, sign in, and try again.",
        host=host_of(url),
        url=url,
    )


def incomplete(url: str, size: int, total: int | None) -> Unreachable:
    """An answer that ended before the file did."""
    if total is None:
        return Unreachable(
            "{host} broke off after {size:,} bytes, each time it was asked. "
            "Try again later; it then goes on from where it can.",
            host=host_of(url),
            size=size,
        )
    return Unreachable(
        "{host} broke off after {size:,} of {total:,} bytes, each time it was asked. "
        "Try again later; it then goes on from where it can.",
        host=host_of(url),
        size=size,
        total=total,
    )


def unreachable(
    error: httpx.RequestError, url: str, target: Path, size: int, silence: float
) -> Unreachable:
    """A connection that did not come about, or did not last."""
    import httpx

    host = host_of(url)
    by_hand = {"url": url, "target": target}
    if isinstance(error, httpx.ReadTimeout):
        return Unreachable(
            "{host} was silent for {silence:g} s. Try again later, or fetch {url} on another "
            "machine and put it at {target}.",
            host=host,
            silence=silence,
            **by_hand,
        )
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
        return Unreachable(
            "{host} cannot be reached ({error}). Check the connection and try again, or fetch "
            "{url} on another machine and put it at {target}.",
            host=host,
            error=str(error),
            **by_hand,
        )
    if isinstance(error, httpx.TooManyRedirects):
        return Unreachable(
            "{host} only sends from one address to the next; fetch {url} on another machine and "
            "put it at {target}.",
            host=host,
            **by_hand,
        )
    return Unreachable(
        "The connection to {host} broke off at {size:,} bytes, each time ({error}). "
        "Try again later, or fetch {url} on another machine and put it at {target}.",
        host=host,
        size=size,
        error=str(error),
        **by_hand,
    )


def host_of(url: str) -> str:
    return urlsplit(url).netloc


def _phrase(status: int) -> Message | str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return Message("no known status")
