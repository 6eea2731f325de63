"""Wishes and distances -> positions: each as near its wish as the distances allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from convscope.graphview.skeleton import topological

NEGLIGIBLE = 1e-6


@dataclass(frozen=True)
class Gap:
    """`right` has to be at least `distance` right of `left`."""

    left: int
    right: int
    distance: float


def spread(wishes: Sequence[float], gaps: Sequence[Gap]) -> list[float]:
    """Positions that keep all `gaps`, near to `wishes` in the mean square.

    What would overlap is joined into clusters that move as one, each to the mean of its members'
    wishes (after Dwyer, Marriott and Stuckey, "Fast Node Overlap Removal", 2006).
    """
    order = topological(len(wishes), [(gap.left, gap.right) for gap in gaps])
    clusters = _Clusters(wishes, gaps)
    for vertex in order:
        clusters.settle(vertex)
    positions = clusters.positions()
    for vertex in order:
        for gap in clusters.before[vertex]:
            positions[vertex] = max(positions[vertex], positions[gap.left] + gap.distance)
    return positions


class _Clusters:
    """Vertices that touch, as one: `offset` is each one's place within its cluster."""

    def __init__(self, wishes: Sequence[float], gaps: Sequence[Gap]) -> None:
        self._wishes = wishes
        self._offset = [0.0] * len(wishes)
        self._of = list(range(len(wishes)))
        self._members = {vertex: [vertex] for vertex in range(len(wishes))}
        self._at = list(wishes)
        self.before: list[list[Gap]] = [[] for _ in wishes]
        for gap in gaps:
            self.before[gap.right].append(gap)

    def positions(self) -> list[float]:
        return [self._position(vertex) for vertex in range(len(self._of))]

    def _position(self, vertex: int) -> float:
        return self._at[self._of[vertex]] + self._offset[vertex]

    def settle(self, vertex: int) -> None:
        """Join the clusters left of this vertex's to it for as long as they are too near."""
        cluster = self._of[vertex]
        while (gap := self._narrowest(cluster)) is not None:
            self._join(cluster, gap)

    def _narrowest(self, cluster: int) -> Gap | None:
        """The gap to another cluster on the left that lacks most, if any lacks anything."""
        outside = [
            gap
            for member in self._members[cluster]
            for gap in self.before[member]
            if self._of[gap.left] != cluster
        ]
        worst = max(outside, key=self._lacks, default=None)
        return worst if worst is not None and self._lacks(worst) > NEGLIGIBLE else None

    def _lacks(self, gap: Gap) -> float:
        return self._position(gap.left) + gap.distance - self._position(gap.right)

    def _join(self, cluster: int, gap: Gap) -> None:
        moved = self._members.pop(self._of[gap.left])
        shift = self._offset[gap.right] - gap.distance - self._offset[gap.left]
        for member in moved:
            self._offset[member] += shift
            self._of[member] = cluster
        members = self._members[cluster] = self._members[cluster] + moved
        wished = [self._wishes[member] - self._offset[member] for member in members]
        self._at[cluster] = sum(wished) / len(wished)
