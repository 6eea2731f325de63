"""Entries -> the file that Convscope ships, small and with one line for each of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple
from typing import Any

from convscope.models.index import Entry

FAMILY = slice(3, 7)


def written(version: str, architectures: list[str], entries: Iterable[Entry]) -> str:
    """The text of an index, as `convscope.models.index` reads it."""
    families: dict[str, int] = {}
    preprocessings: dict[str, int] = {}
    rows = []
    for entry in entries:
        values = list(astuple(entry))
        values[7] = _number(list(vars(entry.preprocess).values()), preprocessings)
        values[FAMILY] = [_number(values[FAMILY], families)]
        values[2] = int(values[2])
        rows.append(_line(values))
    return (
        f'{{"version": {_line(version)},\n'
        f'"architectures": {_line(architectures)},\n'
        f'"families": {_block(families)},\n'
        f'"preprocessings": {_block(preprocessings)},\n'
        f'"entries": {_block(rows)}}}\n'
    )


def _number(value: list[Any], known: dict[str, int]) -> int:
    return known.setdefault(_line(value), len(known))


def _block(lines: Iterable[str]) -> str:
    return "[\n" + ",\n".join(lines) + "\n]"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
