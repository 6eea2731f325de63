"""One frame and the frames within it -> where everything in it stands, relative to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from convscope.graphview.arrange import Arrangement, arrange
from convscope.graphview.geometry import Box, Link, Point
from convscope.graphview.grouping import Frame, Node
from convscope.graphview.rows import Place
from convscope.graphview.sizes import BLOCK, FOOT, HEADER, LAYER, LETTER, PADDING, PORT
from convscope.graphview.wiring import ITSELF, End, Inlet, Wire, Wiring


@dataclass(frozen=True)
class Layout:
    """What is in a frame, from the frame's upper left corner on.

    `corners` are the upper left corners of its items by id; `lines` those of its wires, of which
    some are `skips`. `inlets` and `outlets` say how far right of its middle edges cross its upper
    and its lower border.
    """

    frame: Frame
    width: float
    height: float
    corners: dict[str, Point]
    lines: dict[Wire, tuple[Point, ...]]
    skips: frozenset[Wire]
    inlets: dict[str | Inlet, float]
    outlets: dict[str | Inlet, float]
    inner: dict[str, Layout]


def lay_out(frame: Frame, wirings: Mapping[str, Wiring]) -> Layout:
    """Lay a frame out, the frames within it first."""
    inner = {item.id: lay_out(item, wirings) for item in frame.items if isinstance(item, Frame)}
    return _Frame(wirings[frame.id], inner).layout()


class _Frame:
    """A frame as boxes and links: its items, then the ports where edges enter and leave."""

    def __init__(self, wiring: Wiring, inner: dict[str, Layout]) -> None:
        self.frame = wiring.frame
        self.inner = inner
        self.wires = list(wiring.wires)
        self.inlets, self.outlets = wiring.inlets, wiring.outlets
        ends: list[str | End] = [item.id for item in self.frame.items]
        ends += [(ITSELF, port) for port in (*self.inlets, *self.outlets)]
        self._index = {end: index for index, end in enumerate(ends)}

    def layout(self) -> Layout:
        arrangement = arrange(self._boxes(), [self._link(wire) for wire in self.wires])
        width, height, dx, dy = self._size(arrangement)
        placed = {end: arrangement.placed[index] for end, index in self._index.items()}
        ports = {end: box.x + dx - width / 2 for end, box in placed.items()}
        return Layout(
            self.frame,
            width,
            height,
            {id: (box.left + dx, box.y + dy) for id, box in placed.items() if isinstance(id, str)},
            {
                wire: tuple((x + dx, y + dy) for x, y in line)
                for wire, line in zip(self.wires, arrangement.lines, strict=True)
            },
            frozenset(
                wire for wire, skip in zip(self.wires, arrangement.skips, strict=True) if skip
            ),
            {port: ports[ITSELF, port] for port in self.inlets},
            {port: ports[ITSELF, port] for port in self.outlets},
            self.inner,
        )

    def _boxes(self) -> list[Box]:
        boxes = [self._box(item) for item in self.frame.items]
        boxes += [Box(PORT, 0.0, Place.ENTRY, open_sided=False)] * len(self.inlets)
        boxes += [Box(PORT, 0.0, Place.EXIT, open_sided=False)] * len(self.outlets)
        return boxes

    def _box(self, item: Node | Frame) -> Box:
        if isinstance(item, Frame):
            return Box(self.inner[item.id].width, self.inner[item.id].height, open_sided=False)
        return Box(*(BLOCK if item.collapsed else LAYER))

    def _link(self, wire: Wire) -> Link:
        (source, outlet), (target, inlet) = wire.source, wire.target
        leaves = self.inner[source].outlets[outlet] if source in self.inner else 0.0
        arrives = self.inner[target].inlets[inlet] if target in self.inner else 0.0
        return Link(self._at(wire.source), self._at(wire.target), leaves, arrives)

    def _at(self, end: End) -> int:
        return self._index[end if end[0] == ITSELF else end[0]]

    def _size(self, arrangement: Arrangement) -> tuple[float, float, float, float]:
        """Width and height of the frame, and how far its content is moved right and down."""
        if self.frame.id == ITSELF:
            width = arrangement.right - arrangement.left
            return width, arrangement.bottom, -arrangement.left, 0.0
        content = arrangement.right - arrangement.left
        width = max(content + 2 * PADDING, len(self.frame.label) * LETTER + HEADER + 2 * PADDING)
        height = HEADER + arrangement.bottom + FOOT
        return width, height, (width - content) / 2 - arrangement.left, HEADER
