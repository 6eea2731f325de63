"""Edges -> those that carry the order, and the skips beside them.

A skip is an edge that something else leads around as well: the identity of a residual block, the
way of the maps past the squeeze of a gate, all but the next of a dense layer's edges. What is left
without them, the transitive reduction, is what a reader follows from top to bottom.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

Pair = tuple[int, int]


def topological(count: int, pairs: Iterable[Pair]) -> list[int]:
    """Vertices 0 … count - 1 such that every edge goes forward, smaller numbers first."""
    following: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for source, target in set(pairs):
        following[source].append(target)
        waiting[target] += 1
    ready = sorted((vertex for vertex in range(count) if waiting[vertex] == 0), reverse=True)
    order: list[int] = []
    while ready:
        vertex = ready.pop()
        order.append(vertex)
        for target in sorted(following[vertex], reverse=True):
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    return order


def skeleton(count: int, pairs: Collection[Pair]) -> tuple[set[Pair], set[Pair]]:
    """The edges of an acyclic graph as two sets: the skeleton, and the skips."""
    targets: list[set[int]] = [set() for _ in range(count)]
    for source, target in pairs:
        targets[source].add(target)
    reach = reachable(targets, topological(count, pairs))
    skips = {
        (source, target)
        for source, target in pairs
        if any(reach[other] >> target & 1 for other in targets[source])
    }
    return set(pairs) - skips, skips


def reachable(targets: Sequence[Iterable[int]], order: Sequence[int]) -> list[int]:
    """For every vertex the vertices that one or more edges lead to, as bits of an integer."""
    reach = [0] * len(targets)
    for vertex in reversed(order):
        for target in targets[vertex]:
            reach[vertex] |= reach[target] | 1 << target
    return reach


def members(bits: int) -> list[int]:
    """The vertices that an integer stands for, in order."""
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found
