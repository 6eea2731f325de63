"""Steps from row to row -> straight columns, and where each of them stands.

A stretch of steps without a fork or a join is one column: everything in it stands in one line, so
that chains are straight whatever stands beside them. Columns then go to the middle of those they
are bound to, as far as there is room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from convscope.graphview.skeleton import Pair
from convscope.graphview.spread import Gap, spread

ROUNDS = 12

Shift = Callable[[Pair], float]
Distance = Callable[[int, int], float]


def across(
    order: Sequence[Sequence[int]], steps: Sequence[Pair], shift: Shift, distance: Distance
) -> list[float]:
    """The x of every vertex.

    `order` has the vertices of every row from left to right. `shift` says how far right of its
    source the target of a step has to be for the step to be straight; `distance` how far apart two
    neighbours are at least.
    """
    count = sum(len(row) for row in order)
    columns = _Columns(count, _straight(order, steps), shift)
    gaps = list(columns.gaps(order, distance))
    ties = list(columns.ties(steps, shift))
    at = spread([0.0] * columns.count, gaps)
    for _ in range(ROUNDS):
        at = spread(_wishes(at, ties), gaps)
    return [at[columns.of[vertex]] + columns.offset[vertex] for vertex in range(count)]


def _straight(order: Sequence[Sequence[int]], steps: Sequence[Pair]) -> list[Pair]:
    """The steps that neither fork, nor join, nor cross another such step."""
    leaving = Counter(source for source, _ in steps)
    arriving = Counter(target for _, target in steps)
    place = {vertex: at for row in order for at, vertex in enumerate(row)}
    row_of = {vertex: at for at, row in enumerate(order) for vertex in row}
    rightmost = [-1] * len(order)
    found = []
    for source, target in sorted(steps, key=lambda step: (row_of[step[0]], place[step[0]])):
        if leaving[source] > 1 or arriving[target] > 1:
            continue
        if place[target] > rightmost[row_of[source]]:
            rightmost[row_of[source]] = place[target]
            found.append((source, target))
    return found


class _Columns:
    """Which column each vertex is in, and how far from the column's own x."""

    def __init__(self, count: int, straight: Sequence[Pair], shift: Shift) -> None:
        above = {target: source for source, target in straight}
        below = dict(straight)
        self.of = [0] * count
        self.offset = [0.0] * count
        self.count = 0
        for top in (vertex for vertex in range(count) if vertex not in above):
            self._fill(top, below, shift)

    def _fill(self, vertex: int, below: dict[int, int], shift: Shift) -> None:
        offset = 0.0
        while True:
            self.of[vertex], self.offset[vertex] = self.count, offset
            if vertex not in below:
                break
            offset += shift((vertex, below[vertex]))
            vertex = below[vertex]
        self.count += 1

    def gaps(self, order: Sequence[Sequence[int]], distance: Distance) -> Iterator[Gap]:
        widest: dict[Pair, float] = {}
        for row in order:
            for left, right in pairwise(row):
                apart = distance(left, right) + self.offset[left] - self.offset[right]
                pair = self.of[left], self.of[right]
                widest[pair] = max(apart, widest.get(pair, apart))
        return (Gap(left, right, apart) for (left, right), apart in widest.items())

    def ties(self, steps: Sequence[Pair], shift: Shift) -> Iterator[tuple[int, int, float]]:
        """Pairs of columns, and how far right of the first the second would like to be."""
        for source, target in steps:
            one, other = self.of[source], self.of[target]
            if one != other:
                wanted = self.offset[source] + shift((source, target)) - self.offset[target]
                yield one, other, wanted


def _wishes(at: Sequence[float], ties: Sequence[tuple[int, int, float]]) -> list[float]:
    """Where every column would be in the middle of those it is bound to."""
    wanted: list[list[float]] = [[] for _ in at]
    for one, other, apart in ties:
        wanted[other].append(at[one] + apart)
        wanted[one].append(at[other] - apart)
    return [sum(each) / len(each) if each else at[column] for column, each in enumerate(wanted)]
