"""All frames -> one drawing: every node, frame and edge with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from convscope.graphview.blocks import tree
from convscope.graphview.geometry import Point
from convscope.graphview.grouping import Edge, Frame, Grouping, Node, group
from convscope.graphview.layout import Layout, lay_out
from convscope.graphview.opening import opened
from convscope.graphview.sizes import BLOCK, LAYER
from convscope.graphview.wiring import Wire, wire
from convscope.layers import Layer


@dataclass(frozen=True)
class Spot:
    """A rectangle of the drawing, by its upper left corner, in pixels at full size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Line:
    """The way of an edge, as the points of a smooth curve.

    The curve begins at the first, ends at the last and touches the middles of the lines between
    them. A `skip` is drawn as an arc beside another way to the same place.
    """

    points: tuple[Point, ...]
    skip: bool


@dataclass(frozen=True)
class Picture:
    """A network as it is drawn; the ids of nodes and frames are unique.

    `expanded` are the open blocks, the outer before the inner.
    """

    nodes: tuple[tuple[Node, Spot], ...]
    frames: tuple[tuple[Frame, Spot], ...]
    edges: tuple[tuple[Edge, Line], ...]
    width: float
    height: float
    expanded: tuple[str, ...]


def draw(layers: Sequence[Layer], expanded: Collection[str] | None = None) -> Picture:
    """Draw the graph of a network, given its layers in the order of execution.

    `expanded` are the blocks to open, `None` as many as are easily read, `["all"]` all. Raises
    `BadOption` for the id of no block.
    """
    network = tree(layers)
    open_blocks = opened(network, expanded)
    grouping = group(layers, network, open_blocks)
    wirings, ways = wire(grouping)
    layout = lay_out(grouping.root, wirings)
    return _picture(grouping, layout, ways)


def _picture(
    grouping: Grouping, layout: Layout, ways: Sequence[Sequence[tuple[str, Wire]]]
) -> Picture:
    frames = {each.frame.id: (each, corner) for each, corner in _frames(layout, (0.0, 0.0))}
    nodes = tuple((node, _node_spot(node, *frames[node.frame])) for node in grouping.nodes)
    edges = tuple(
        (edge, _line([(*frames[frame], wire) for frame, wire in way]))
        for edge, way in zip(grouping.edges, ways, strict=True)
    )
    shown = tuple(
        (each.frame, Spot(*_rounded(corner), round(each.width, 1), round(each.height, 1)))
        for each, corner in frames.values()
        if each is not layout
    )
    return Picture(
        nodes,
        shown,
        edges,
        round(layout.width, 1),
        round(layout.height, 1),
        tuple(frame.id for frame, _ in shown),
    )


def _frames(layout: Layout, corner: Point) -> Iterator[tuple[Layout, Point]]:
    """Every frame with its upper left corner in the drawing, the outer before the inner."""
    yield layout, corner
    for id, inner in layout.inner.items():
        yield from _frames(inner, _sum(corner, layout.corners[id]))


def _node_spot(node: Node, layout: Layout, corner: Point) -> Spot:
    return Spot(
        *_rounded(_sum(corner, layout.corners[node.id])), *(BLOCK if node.collapsed else LAYER)
    )


def _line(wires: Sequence[tuple[Layout, Point, Wire]]) -> Line:
    """The line of an edge, put together from its wires."""
    points = [
        _rounded(_sum(corner, point))
        for layout, corner, wire in wires
        for point in layout.lines[wire]
    ]
    before = [None, *points[:-1]]
    return Line(
        tuple(point for point, last in zip(points, before, strict=True) if point != last),
        any(wire in layout.skips for layout, _, wire in wires),
    )


def _sum(one: Point, other: Point) -> Point:
    return one[0] + other[0], one[1] + other[1]


def _rounded(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)
