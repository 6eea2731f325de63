"""What a server's answer offers: the whole file, the rest of one, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from convscope.downloads.failures import Passing, refused, web_page

if TYPE_CHECKING:
    import httpx

CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
# What may be over soon, by the meaning of the status: asking again is worth it.
PASSING = (408, 425, 429, 500, 502, 503, 504)
WHOLE, REST, BEYOND = 200, 206, 416


class Again(Exception):
    """The bytes that are there are of no use to this server: ask for the whole file."""


@dataclass(frozen=True)
class Offer:
    """The bytes from `begin` on, of `total` where the server says so, of the version `validator`.

    Without a validator there is no way to ask for the rest of this version later.
    """

    begin: int
    total: int | None
    validator: str


def read_offer(answer: httpx.Response, begin: int, validator: str) -> Offer:
    """What is offered to a request for the bytes from `begin` on of the version `validator`.

    Raises `Again`, `Passing`, `DownloadRefused` or `DownloadDamaged`.
    """
    status, url = answer.status_code, str(answer.url)
    if begin and status == BEYOND:
        raise Again
    if status in PASSING:
        raise Passing(refused(url, status))
    if status not in (WHOLE, REST) or (status == REST and not begin):
        raise refused(url, status)
    if answer.headers.get("content-type", "").startswith("text/html"):
        raise web_page(url)
    return _whole(answer) if status == WHOLE else _rest(answer, begin, validator)


def _whole(answer: httpx.Response) -> Offer:
    length = answer.headers.get("content-length", "")
    return Offer(0, int(length) if length.isdecimal() else None, _validator(answer))


def _rest(answer: httpx.Response, begin: int, validator: str) -> Offer:
    found = CONTENT_RANGE.fullmatch(answer.headers.get("content-range", ""))
    same = _validator(answer) in ("", validator)
    if found is None or int(found[1]) != begin or not same:
        raise Again
    return Offer(begin, None if found[2] == "*" else int(found[2]), validator)


def _validator(answer: httpx.Response) -> str:
    """What `If-Range` takes: a strong ETag, else the date of the last change."""
    etag: str = answer.headers.get("etag", "")
    if etag.startswith('"'):
        return etag
    return str(answer.headers.get("last-modified", ""))
