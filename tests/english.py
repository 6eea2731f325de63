"""Finds English on a page that should be Korean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from app.catalogue import catalogue_file

WORD = re.compile(r"[A-Za-z]{2,}")
PLACE = re.compile(r"%\(\w+\)s|\{\w+[^}]*\}")
SPOKEN = ("aria-label", "title", "placeholder", "alt", "aria-roledescription")
SILENT = ("script", "style", "code", "kbd")
VOID = ("meta", "link", "input", "br", "img", "hr")
# What is so called in Korean as well: products, formats, units, and words of Python and the web.
NAMES = """
    Convscope English Python curl PNG NPY NPZ CSV px ms kB MB GB MiB viridis magma
    channels last contiguous NaN sigmoid relu silu exp tanh
"""


@cache
def read_catalogue() -> Catalog:
    with catalogue_file("ko").open("rb") as file:
        return read_po(file, "ko")


def forms(text: str | Iterable[str]) -> tuple[str, ...]:
    """The one text of a message, or those of its plural forms."""
    return (text,) if isinstance(text, str) else tuple(text)


def left_in_english(texts: Iterable[str], names: Iterable[str] = ()) -> list[str]:
    """Those of the texts that are a message in English, or have words that Korean does not use.

    `names` are what the page has from elsewhere, such as names of layers and classes.
    """
    given = set(names)
    known = _vocabulary() | set(WORD.findall(" ".join((NAMES, *given))))
    wanted = {text.strip() for text in texts} - given
    return sorted(text for text in wanted if _is_english(text, known))


def _is_english(text: str, known: set[str]) -> bool:
    strange = not known.issuperset(WORD.findall(text)) or PLACE.search(text) is not None
    return strange or any(message.fullmatch(text) for message in _messages())


@cache
def _vocabulary() -> set[str]:
    """The words in Latin letters that the Korean texts use themselves."""
    said = " ".join(text for message in read_catalogue() for text in forms(message.string))
    return set(WORD.findall(PLACE.sub(" ", said)))


@cache
def _messages() -> list[re.Pattern[str]]:
    """Every English message that Korean says otherwise, for any values."""
    patterns = [_pattern(text) for message in read_catalogue() for text in _english(message)]
    return [re.compile(pattern, re.DOTALL) for pattern in patterns]


def _english(message: Message) -> list[str]:
    return [
        text
        for text in forms(message.id)
        if WORD.search(PLACE.sub("", text)) and text not in forms(message.string)
    ]


def _pattern(text: str) -> str:
    return ".+".join(re.escape(part) for part in PLACE.split(text))


class _Spoken(HTMLParser):
    """Collects what a person reads or hears of a page, apart from code and other languages."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.layers: list[str] = []
        self._silent: list[bool] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = dict(attributes)
        silent = tag in SILENT or ("lang" in told and tag != "html") or any(self._silent)
        if tag not in VOID:
            self._silent.append(silent)
        if not silent:
            self.texts += [value for name in SPOKEN if (value := told.get(name))]
        self.layers += [value for name in ("data-layer",) if (value := told.get(name))]

    def handle_endtag(self, tag: str) -> None:
        self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._silent):
            self.texts.append(data)


def spoken(page: str) -> tuple[list[str], list[str]]:
    """What is read or heard of a page, and the names of the layers that it draws."""
    reader = _Spoken()
    reader.feed(page)
    return reader.texts, reader.layers
