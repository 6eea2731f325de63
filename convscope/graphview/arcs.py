"""Positions -> the arcs of the skips, to the right of all that they pass."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from math import sqrt

from convscope.graphview.geometry import Link, Placed, Point
from convscope.graphview.sizes import APART, ARC, ARC_GROWTH, ARROW, TURN


def bulge(height: float) -> float:
    """How far an arc of this height keeps from what it passes: longer ones lie further out."""
    return ARC + ARC_GROWTH * sqrt(height)


class Ground:
    """Boxes in their places, found by height."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        self.placed = placed
        self._down = sorted(placed, key=lambda each: each.y)
        self._tops = [each.y for each in self._down]
        self._tallest = max((each.box.height for each in placed), default=0.0)

    def between(self, top: float, bottom: float) -> list[Placed]:
        """The boxes any of which lies between two heights."""
        first = bisect_left(self._tops, top - self._tallest)
        last = bisect_left(self._tops, bottom)
        return [each for each in self._down[first:last] if each.bottom > top]


def arc(link: Link, ground: Ground, passed: Iterable[int]) -> tuple[Point, ...]:
    """The line of a skip; `passed` are the boxes that lie on the way around it."""
    source, target = ground.placed[link.source], ground.placed[link.target]
    along = [ground.placed[index] for index in passed]
    lane = _lane(source, target, along, ground)
    widest = max((each.right for each in along), default=source.right)
    start = _start(link, source, ground, lane)
    end = _end(link, target, ground, lane, widest > target.right)
    return (*start, *end)


def _lane(source: Placed, target: Placed, along: Sequence[Placed], ground: Ground) -> float:
    """The x at which an arc goes down: right of what it goes around, and through no box."""
    edge = max(each.right for each in (source, target, *along))
    lane = edge + bulge(target.middle - source.middle)
    beside = ground.between(source.bottom, target.y)
    for each in sorted(beside, key=lambda box: box.left):
        if each.left - TURN < lane < each.right + TURN:
            lane = each.right + APART / 2
    return lane


def _start(link: Link, source: Placed, ground: Ground, lane: float) -> list[Point]:
    if source.box.open_sided and _is_free(source, ground, lane):
        return [(source.right, source.middle), (lane, source.middle)]
    x, turn = source.x + link.leaves, source.floor + TURN
    return [(x, source.bottom), (x, turn), (lane, turn), (lane, turn + 4 * TURN)]


def _end(link: Link, target: Placed, ground: Ground, lane: float, keeps_out: bool) -> list[Point]:
    if target.box.open_sided and _is_free(target, ground, lane):
        far = [(lane, target.middle - ARROW)] if keeps_out else []
        return [*far, (lane, target.middle), (target.right, target.middle)]
    x, turn = target.x + link.arrives, target.y - TURN
    return [(lane, turn - 4 * TURN), (lane, turn), (x, turn), (x, target.y)]


def _is_free(one: Placed, ground: Ground, lane: float) -> bool:
    """Does nothing stand between a box and the lane on its right?"""
    level = ground.between(one.middle, one.middle)
    return not any(other.right > one.right and other.left < lane for other in level)
