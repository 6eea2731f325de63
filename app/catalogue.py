"""Every text in a person's language. English is the name of a message; `locale/` has the others.

The .po files are read as they are, at the first answer in their language: nothing has to be
compiled, and a server that is asked in English only never imports Babel.
"""

from __future__ import annotations

import gettext
import json
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from app.language import ENGLISH
from convscope.message import Message

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog
    from babel.messages.catalog import Message as Entry

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "convscope"
SCRIPTS = "static/js/"
# How scripts/catalogue.py marks what the API says in English and the page looks up.
LOOKED_UP = "Looked up by the page."


def catalogue_file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The texts of a language as gettext has them."""
    if language == ENGLISH:
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415

    compiled = BytesIO()
    write_mo(compiled, _read(language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def say(message: Message, language: str) -> str:
    """A message and the messages among its values, in a language."""
    text = translations(language).gettext(message.text)
    values = {
        name: say(value, language) if isinstance(value, Message) else value
        for name, value in message.values.items()
    }
    return text.format_map(values) if values else text


def words(text: str | Message, language: str) -> str:
    """A message in a language. A constant stays in English: the page looks it up."""
    return say(text, language) if isinstance(text, Message) else text


@cache
def script_texts(language: str) -> str:
    """What the page's scripts say, as JSON: a text, or a list of plural forms, by message.

    It can stand in a `<script>`; English needs nothing, its texts are the messages.
    """
    if language == ENGLISH:
        return "{}"
    texts = {_name(entry): entry.string for entry in _read(language) if _is_of_scripts(entry)}
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


@cache
def _read(language: str) -> Catalog:
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with catalogue_file(language).open("rb") as file:
        return read_po(file, language, DOMAIN)


def _is_of_scripts(entry: Entry) -> bool:
    in_script = any(place.startswith(SCRIPTS) for place, _ in entry.locations)
    return bool(entry.id and entry.string) and (in_script or LOOKED_UP in entry.auto_comments)


def _name(entry: Entry) -> str:
    return entry.id if isinstance(entry.id, str) else entry.id[0]
