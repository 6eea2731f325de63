"""Bring the catalogue up to date with the texts in the code.

    python -m scripts.catalogue

New messages are added without a translation, those that nobody says any more are taken out, and
everything translated stays. tests/test_catalogue.py fails until each message has its translation.
"""

from __future__ import annotations

from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from app.catalogue import DOMAIN, catalogue_file
from app.language import ENGLISH, LANGUAGES
from scripts.messages import extract


def update(language: str) -> Catalog:
    """The catalogue of a language with exactly the messages that the code has."""
    with catalogue_file(language).open("rb") as file:
        catalogue = read_po(file, language, DOMAIN)
    catalogue.update(extract(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """In the order of the files, without line numbers: a change of one text is a change of one."""
    file = BytesIO()
    write_po(file, catalogue, width=0, sort_by_file=True, include_lineno=False)
    return file.getvalue()


if __name__ == "__main__":
    for language in LANGUAGES:
        if language != ENGLISH:
            catalogue_file(language).write_bytes(written(update(language)))
