"""The skeleton -> rows, the long edges cut into steps from row to row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from convscope.graphview.skeleton import Pair, topological


class Place(Enum):
    """Where in its frame a box belongs: where edges enter, where they leave, or between."""

    ENTRY = "entry"
    BODY = "body"
    EXIT = "exit"


@dataclass(frozen=True)
class Rows:
    """Which row each vertex is in, and the way of each edge from row to row.

    The vertices are the boxes, and behind them the bends: where an edge passes through a row.
    `ways` has the vertices of each edge, its ends among them; `steps` are all pairs along them.
    """

    row: tuple[int, ...]
    ways: dict[Pair, tuple[int, ...]]

    @property
    def steps(self) -> list[Pair]:
        return list(dict.fromkeys(step for way in self.ways.values() for step in pairwise(way)))

    def by_row(self) -> list[list[int]]:
        """The vertices of every row."""
        found: list[list[int]] = [[] for _ in range(max(self.row, default=-1) + 1)]
        for vertex, row in enumerate(self.row):
            found[row].append(vertex)
        return found


def rows(places: Sequence[Place], pairs: Collection[Pair]) -> Rows:
    """Put every box below all that it reads, entries at the top and exits at the bottom."""
    row = _levels(places, pairs)
    ways: dict[Pair, tuple[int, ...]] = {}
    for source, target in sorted(pairs):
        between = range(row[source] + 1, row[target])
        bends = range(len(row), len(row) + len(between))
        row.extend(between)
        ways[source, target] = (source, *bends, target)
    return Rows(tuple(row), ways)


def _levels(places: Sequence[Place], pairs: Iterable[Pair]) -> list[int]:
    below: list[list[int]] = [[] for _ in places]
    for source, target in pairs:
        below[source].append(target)
    first = 1 if Place.ENTRY in places else 0
    level = [0 if place is Place.ENTRY else first for place in places]
    for vertex in topological(len(places), pairs):
        for target in below[vertex]:
            level[target] = max(level[target], level[vertex] + 1)
    inside = [level[vertex] for vertex, place in enumerate(places) if place is not Place.EXIT]
    last = max(inside, default=-1) + 1
    return [last if place is Place.EXIT else at for place, at in zip(places, level, strict=True)]
