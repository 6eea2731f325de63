"""A page as a test reads it: its elements in order, each with the section it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

APART = {"td", "th", "span"}  # a reader does not take the words of two of them for one
VOID = {"meta", "link", "input", "br", "img", "hr"}


@dataclass
class Element:
    """One element; `section` is the id of the section around it, and `text` all words within."""

    tag: str
    attributes: dict[str, str]
    section: str
    text: str = field(default="")

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        around = self._open[-1].section if self._open else ""
        told = {name: value or "" for name, value in attributes}
        element = Element(tag, told, told.get("id", "") if tag == "section" else around)
        self.found.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag, f"</{tag}> closes another element"
        if tag in APART:
            self.handle_data(" ")

    def handle_data(self, words: str) -> None:
        for element in self._open:
            element.text += words


def read(page: str) -> list[Element]:
    """Every element of a page; fails where elements do not close in the order they opened."""
    reader = _Reader()
    reader.feed(page)
    assert [element.tag for element in reader._open] == []
    return reader.found
