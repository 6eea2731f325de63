"""Numbers as the pages write them; static/js/numbers.js writes the same."""

from __future__ import annotations

UNITS = ((1e9, "G"), (1e6, "M"), (1e3, "k"))


def count(value: int) -> str:
    """1234567 -> `1,234,567`."""
    return f"{value:,}"


def large(value: int) -> str:
    """Three digits that count: 4652008 -> `4.65 M`."""
    for size, unit in UNITS:
        if value >= size:
            return f"{float(f'{value / size:.3g}'):g} {unit}"
    return str(value)


def percent(fraction: float) -> str:
    """Exact for 10,000 pictures: 0.8485 -> `84.85%`."""
    return f"{100 * fraction:.2f}%"
