"""Options checked in one place, and refused in words that say what would do."""

from __future__ import annotations

from collections.abc import Iterable

from convscope.errors import BadOption

LARGEST_SIZE = 1024
MOST_COLUMNS = 256


def check_choice(option: str, value: str, choices: Iterable[str]) -> None:
    """Raise BadOption, listing the choices, unless `value` is one of them."""
    known = tuple(choices)
    if value not in known:
        raise BadOption(
            "{option}={value!r} is not known. Choose one of {known}.",
            option=option,
            value=value[:40],
            known=", ".join(known),
        )


def check_range(option: str, value: int, smallest: int, largest: int) -> None:
    """Raise BadOption unless smallest <= value <= largest."""
    if not smallest <= value <= largest:
        raise BadOption(
            "{option}={value} is out of range. Choose a whole number from {smallest} to {largest}.",
            option=option,
            value=value,
            smallest=smallest,
            largest=largest,
        )


def check_size(size: int | None) -> None:
    """Raise BadOption unless `size`, the longest side of a map in pixels, is 1 to 1024 or None."""
    if size is not None:
        check_range("size", size, 1, LARGEST_SIZE)


def check_columns(columns: int | None) -> None:
    """Raise BadOption unless `columns`, the maps side by side in a grid, is 1 to 256 or None."""
    if columns is not None:
        check_range("columns", columns, 1, MOST_COLUMNS)
