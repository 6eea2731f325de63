"""Positions -> the lines of the edges from row to row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from convscope.graphview.geometry import Link, Placed, Point

STRAIGHT = 0.5  # pixels sideways that nobody sees


def route(link: Link, way: Sequence[Placed]) -> tuple[Point, ...]:
    """The line along a `way` of boxes and bends, from the first to the last.

    The points are for a smooth curve that touches the middles of the lines between them. It turns
    only between rows, so that it passes straight beside what stands in a row.
    """
    first, last = way[0], way[-1]
    entering = [each.x for each in way]
    entering[-1] += link.arrives
    leaving = [first.x + link.leaves, *entering[1:-1]]
    points: list[Point] = [(leaving[0], first.bottom)]
    for place, (above, below) in enumerate(pairwise(way)):
        points.extend(_between(leaving[place], above.floor, entering[place + 1], below.y))
    return _without_repeats([*points, (entering[-1], last.y)])


def _between(x: float, top: float, other: float, bottom: float) -> list[Point]:
    """From the floor of one row to the next row."""
    if abs(x - other) < STRAIGHT:
        return []
    middle = (top + bottom) / 2
    return [(x, top), (x, middle), (other, middle), (other, bottom)]


def _without_repeats(points: Sequence[Point]) -> tuple[Point, ...]:
    found = [points[0]]
    found.extend(
        point for point, before in zip(points[1:], points, strict=False) if point != before
    )
    return tuple(found)
