"""The skeleton -> rows, the long edges cut into steps from row to row."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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

    The vertices are the boxes; behind them the further slices of boxes that are several rows high,
    and behind those the bends, where an edge passes through a row. `slices` has the vertices of
    each box from top to bottom. `ways` has those of each edge, from the last slice of its source
    to the first of its target.
    """

    row: tuple[int, ...]
    slices: tuple[tuple[int, ...], ...]
    ways: dict[Pair, tuple[int, ...]]

    @property
    def steps(self) -> list[Pair]:
        """All pairs of vertices in neighbouring rows that hang together."""
        chains = (*self.slices, *self.ways.values())
        return list(dict.fromkeys(step for chain in chains for step in pairwise(chain)))

    def by_row(self) -> list[list[int]]:
        """The vertices of every row."""
        found: list[list[int]] = [[] for _ in range(max(self.row, default=-1) + 1)]
        for vertex, row in enumerate(self.row):
            found[row].append(vertex)
        return found


def rows(places: Sequence[Place], heights: Sequence[int], pairs: Collection[Pair]) -> Rows:
    """Put every box below all that it reads, entries at the top and exits at the bottom.

    `heights` are those of the boxes, in rows.
    """
    row = _levels(places, heights, pairs)
    slices: list[tuple[int, ...]] = []
    for box, height in enumerate(heights):
        slices.append((box, *range(len(row), len(row) + height - 1)))
        row.extend(row[box] + down for down in range(1, height))
    ways: dict[Pair, tuple[int, ...]] = {}
    for source, target in sorted(pairs):
        between = range(row[slices[source][-1]] + 1, row[target])
        bends = range(len(row), len(row) + len(between))
        row.extend(between)
        ways[source, target] = (slices[source][-1], *bends, target)
    return Rows(tuple(row), tuple(slices), ways)


def _levels(places: Sequence[Place], heights: Sequence[int], pairs: Collection[Pair]) -> list[int]:
    """The first row of every box."""
    below: list[list[int]] = [[] for _ in places]
    for source, target in pairs:
        below[source].append(target)
    first = 1 if Place.ENTRY in places else 0
    level = [0 if place is Place.ENTRY else first for place in places]
    for vertex in topological(len(places), pairs):
        for target in below[vertex]:
            level[target] = max(level[target], level[vertex] + heights[vertex])
    inside = [vertex for vertex, place in enumerate(places) if place is not Place.EXIT]
    last = max((level[vertex] + heights[vertex] for vertex in inside), default=0)
    return [last if place is Place.EXIT else at for place, at in zip(places, level, strict=True)]
