"""Which of our languages a person reads: the one chosen on the page, or the browser's."""

from __future__ import annotations

from starlette.requests import HTTPConnection

ENGLISH = "en"
# Each named by itself, as the switch in the header names it.
LANGUAGES = {ENGLISH: "English", "ko": "한국어"}

COOKIE = "language"


def language_of(connection: HTTPConnection) -> str:
    """For a page: what was chosen with its switch, else what the browser prefers."""
    chosen = connection.cookies.get(COOKIE)
    return chosen if chosen in LANGUAGES else accepted_language(connection)


def accepted_language(connection: HTTPConnection) -> str:
    """For the API: the first of ours that `Accept-Language` asks for, else English.

    Our pages ask in their own language, so that what was chosen there holds for their calls too.
    """
    header = ",".join(connection.headers.getlist("accept-language"))
    asked = sorted(map(_range, header.split(",")), key=lambda range: -range[1])
    ours = (name for name, quality in asked if name in LANGUAGES and quality > 0)
    return next(ours, ENGLISH)


def _range(part: str) -> tuple[str, float]:
    """`ko-KR;q=0.9` -> `ko`, 0.9; what cannot be read is not asked for."""
    tag, _, parameter = part.partition(";")
    name, _, quality = parameter.partition("=")
    try:
        weight = float(quality) if name.strip().lower() == "q" else 1.0
    except ValueError:
        weight = 0.0
    return tag.strip().lower().partition("-")[0], weight
