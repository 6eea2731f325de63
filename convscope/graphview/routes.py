"""Positions -> the lines of the edges from row to row."""

from __future__ import annotations

from collections.abc import Sequence

from convscope.graphview.geometry import Link, Placed, Point

STRAIGHT = 0.5  # pixels sideways that nobody sees


def route(link: Link, source: Placed, way: Sequence[Placed]) -> tuple[Point, ...]:
    """The line from a box along a `way` of bends to the last box of it.

    The points are for a smooth curve that touches the middles of the lines between them. It turns
    only between rows, so that it passes straight beside what stands in a row.
    """
    entering = [each.x for each in way]
    entering[-1] += link.arrives
    x = source.x + link.leaves
    points: list[Point] = [(x, source.bottom)]
    floor = source.floor
    for other, each in zip(entering, way, strict=True):
        points.extend(_between(x, floor, other, each.y))
        x, floor = other, each.floor
    return _without_repeats([*points, (x, way[-1].y)])


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
