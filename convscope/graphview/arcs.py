"""Positions -> the arcs of the skips, to the right of all that they pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

from convscope.graphview.geometry import Link, Placed, Point
from convscope.graphview.sizes import APART, ARC, ARC_GROWTH, ARROW, TURN


def bulge(height: float) -> float:
    """How far an arc of this height keeps from what it passes: longer ones lie further out."""
    return ARC + ARC_GROWTH * sqrt(height)


def arc(link: Link, placed: Sequence[Placed], passed: Iterable[int]) -> tuple[Point, ...]:
    """The line of a skip; `passed` are the boxes that lie on the way around it."""
    source, target = placed[link.source], placed[link.target]
    along = [placed[index] for index in passed]
    lane = _lane(source, target, along, placed)
    widest = max((each.right for each in along), default=source.right)
    start = _start(link, source, placed, lane)
    end = _end(link, target, placed, lane, widest > target.right)
    return (*start, *end)


def _lane(
    source: Placed, target: Placed, along: Sequence[Placed], placed: Sequence[Placed]
) -> float:
    """The x at which an arc goes down: right of what it goes around, and through no box."""
    edge = max(each.right for each in (source, target, *along))
    lane = edge + bulge(target.middle - source.middle)
    beside = [each for each in placed if each.y < target.y and each.bottom > source.bottom]
    for each in sorted(beside, key=lambda box: box.left):
        if each.left - TURN < lane < each.right + TURN:
            lane = each.right + APART / 2
    return lane


def _start(link: Link, source: Placed, placed: Sequence[Placed], lane: float) -> list[Point]:
    if source.box.open_sided and _is_free(source, placed, lane):
        return [(source.right, source.middle), (lane, source.middle)]
    x, turn = source.x + link.leaves, source.floor + TURN
    return [(x, source.bottom), (x, turn), (lane, turn), (lane, turn + 4 * TURN)]


def _end(
    link: Link, target: Placed, placed: Sequence[Placed], lane: float, keeps_out: bool
) -> list[Point]:
    if target.box.open_sided and _is_free(target, placed, lane):
        far = [(lane, target.middle - ARROW)] if keeps_out else []
        return [*far, (lane, target.middle), (target.right, target.middle)]
    x, turn = target.x + link.arrives, target.y - TURN
    return [(lane, turn - 4 * TURN), (lane, turn), (x, turn), (x, target.y)]


def _is_free(one: Placed, placed: Sequence[Placed], lane: float) -> bool:
    """Does nothing stand between a box and the lane on its right?"""
    return not any(
        other.right > one.right and other.left < lane and other.y < one.middle < other.bottom
        for other in placed
        if other is not one
    )
