"""What goes wrong between here and a server, in words that say what to do."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from convscope.errors import DownloadDamaged, DownloadError, DownloadRefused, Unreachable

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
    said = f"{host_of(url)} answered {status} ({_phrase(status)}) for {url}."
    if status in GONE:
        return DownloadRefused(
            f"{said} The file is not there any more: update the package that names it "
            "(torchvision or timm), or choose other weights."
        )
    if status in FORBIDDEN:
        return DownloadRefused(
            f"{said} It does not give the file to just anybody: open the address in a browser, "
            "or ask whoever runs the network that you are in."
        )
    return DownloadRefused(f"{said} The fault is on that side: try again later.")


def web_page(url: str) -> DownloadDamaged:
    """A page for people where a file was asked for."""
    return DownloadDamaged(
        f"{host_of(url)} gave a web page in place of the file. Often that is the sign-in page of "
        f"a network: open {url} in a browser, sign in, and try again."
    )


def incomplete(url: str, size: int, total: int | None) -> Unreachable:
    """An answer that ended before the file did."""
    of = "" if total is None else f" of {total:,}"
    return Unreachable(
        f"{host_of(url)} broke off after {size:,}{of} bytes, each time it was asked. "
        "Try again later; it then goes on from where it can."
    )


def unreachable(
    error: httpx.RequestError, url: str, target: Path, size: int, silence: float
) -> Unreachable:
    """A connection that did not come about, or did not last."""
    import httpx

    host = host_of(url)
    by_hand = f"or fetch {url} on another machine and put it at {target}"
    if isinstance(error, httpx.ReadTimeout):
        return Unreachable(f"{host} was silent for {silence:g} s. Try again later, {by_hand}.")
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
        return Unreachable(
            f"{host} cannot be reached ({error}). Check the connection and try again, {by_hand}."
        )
    if isinstance(error, httpx.TooManyRedirects):
        return Unreachable(f"{host} only sends from one address to the next; {by_hand[3:]}.")
    return Unreachable(
        f"The connection to {host} broke off at {size:,} bytes, each time ({error}). "
        f"Try again later, {by_hand}."
    )


def host_of(url: str) -> str:
    return urlsplit(url).netloc


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "no known status"
