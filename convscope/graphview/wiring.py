"""Nested frames -> where edges enter and leave each of them, and what runs within each.

An edge from one frame into another crosses borders. It is cut there into wires, each within one
frame, which meet at ports. Tensors that go to the same nodes of a frame enter it by one port; each
tensor that leaves a frame does so by a port of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from convscope.graphview.grouping import Edge, Frame, Grouping, Node

Inlet = frozenset[str]  # the nodes of a frame that a tensor goes to
End = tuple[str, str | Inlet]  # of which item, or of the frame itself; and at which of its ports

ITSELF = ""  # in place of an item: the frame's own border


@dataclass(frozen=True)
class Wire:
    """A stretch of an edge within one frame, from one of its items or ports to another."""

    source: End
    target: End


@dataclass(eq=False)
class Wiring:
    """The wires of one frame, without repetition, in the order of their edges."""

    frame: Frame
    wires: dict[Wire, None] = field(default_factory=dict)

    @property
    def inlets(self) -> list[str | Inlet]:
        """The ports by which edges enter."""
        ends = [wire.source for wire in self.wires]
        return list(dict.fromkeys(port for item, port in ends if item == ITSELF))

    @property
    def outlets(self) -> list[str | Inlet]:
        """The ports by which edges leave, each named after the node whose output it is."""
        ends = [wire.target for wire in self.wires]
        return list(dict.fromkeys(port for item, port in ends if item == ITSELF))


def wire(grouping: Grouping) -> tuple[dict[str, Wiring], list[list[tuple[str, Wire]]]]:
    """The wiring of every frame by its id, and for every edge its frames and wires in order."""
    return _Wirer(grouping).wire()


class _Wirer:
    def __init__(self, grouping: Grouping) -> None:
        self._edges = grouping.edges
        self._wirings = {frame.id: Wiring(frame) for frame in _frames(grouping.root)}
        self._ways = {node.id: way for node, way in _ways(grouping.root, ())}
        self._inlets = self._find_inlets(grouping.edges)

    def wire(self) -> tuple[dict[str, Wiring], list[list[tuple[str, Wire]]]]:
        found = []
        for edge in self._edges:
            wires = list(self._wires(edge))
            for frame, each in wires:
                self._wirings[frame].wires[each] = None
            found.append(wires)
        return self._wirings, found

    def _find_inlets(self, edges: Sequence[Edge]) -> dict[tuple[str, str], Inlet]:
        """By frame and source: the nodes inside that frame which read what that source gives."""
        readers: dict[tuple[str, str], set[str]] = {}
        for edge in edges:
            for frame in self._ways[edge.target][1:-1]:
                readers.setdefault((frame, edge.source), set()).add(edge.target)
        return {key: frozenset(nodes) for key, nodes in readers.items()}

    def _wires(self, edge: Edge) -> Iterator[tuple[str, Wire]]:
        """From the innermost frame around the source outwards, then inwards to the target."""
        source, target = self._ways[edge.source], self._ways[edge.target]
        common = _common(source, target)
        for depth in range(len(source) - 2, common, -1):
            yield source[depth], Wire(self._out(source, depth + 1, edge), (ITSELF, edge.source))
        yield (
            source[common],
            Wire(self._out(source, common + 1, edge), self._into(target, common + 1, edge)),
        )
        for depth in range(common + 1, len(target) - 1):
            inlet = self._inlets[target[depth], edge.source]
            yield target[depth], Wire((ITSELF, inlet), self._into(target, depth + 1, edge))

    def _out(self, way: Sequence[str], depth: int, edge: Edge) -> End:
        """The item at this depth, and the port by which the edge leaves it."""
        return (way[depth], "" if depth == len(way) - 1 else edge.source)

    def _into(self, way: Sequence[str], depth: int, edge: Edge) -> End:
        if depth == len(way) - 1:
            return (way[depth], "")
        return (way[depth], self._inlets[way[depth], edge.source])


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """The depth of the innermost frame that both ways go through."""
    depth = 0
    while one[depth + 1] == other[depth + 1]:
        depth += 1
    return depth


def _frames(frame: Frame) -> Iterator[Frame]:
    yield frame
    for item in frame.items:
        if isinstance(item, Frame):
            yield from _frames(item)


def _ways(frame: Frame, outer: tuple[str, ...]) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Every node with the ids of the frames around it, the outermost first, and its own."""
    for item in frame.items:
        if isinstance(item, Frame):
            yield from _ways(item, (*outer, frame.id))
        else:
            yield item, (*outer, frame.id, item.id)
