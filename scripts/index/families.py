"""Which family an architecture belongs to, by the beginning of its name."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("families.tsv")
# What timm puts before the name: the port's origin, and its networks for tests.
ORIGINS = ("test_", "tf_")


class Family(NamedTuple):
    """`look` says what to look at; what is not known is empty."""

    family: str
    year: int | None
    paper: str
    look: str


def family_of(architecture: str) -> Family:
    """The family of the longest beginning that fits; raises `LookupError` where none does."""
    name = architecture
    for origin in ORIGINS:
        name = name.removeprefix(origin)
    prefixes = [prefix for prefix in _table() if name.startswith(prefix)]
    if not prefixes:
        raise LookupError(f"{architecture}: no line of {TABLE} fits")
    return _table()[max(prefixes, key=len)]


@cache
def _table() -> dict[str, Family]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {
            row["prefix"]: Family(
                row["family"], int(row["year"]) if row["year"] else None, row["paper"], row["look"]
            )
            for row in rows
        }
