"""The tree of blocks and which of them are open -> nodes, frames around them, and edges.

A closed block is one node, an open one a frame around its nodes. Edges between the same two nodes
are one edge, which names every layer whose output flows along it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from convscope.graphview.blocks import Block
from convscope.graphview.feeds import feeds
from convscope.layers import Layer

BLOCK = "block"


@dataclass(frozen=True)
class Node:
    """A layer, or a closed block (`collapsed`) with all of its `layers` in order of execution.

    `label` is its name within its frame. `kind` is that of the layer, or `block`; `shape` that of
    its output, for a block the output of its last layer. `frame` is the id of the frame it is in,
    empty for the network itself.
    """

    id: str
    kind: str
    label: str
    path: str
    layers: tuple[str, ...]
    collapsed: bool
    shape: tuple[int, ...]
    frame: str


@dataclass(frozen=True)
class Frame:
    """An open block: its `items`, and how many layers it has in all."""

    id: str
    label: str
    path: str
    frame: str
    layers: int
    items: tuple[Node | Frame, ...]


@dataclass(frozen=True)
class Edge:
    """Outputs of `layers`, all within the node `source`, flow into the node `target`.

    `shape` is that of these outputs, or None where it is not the same for all. An edge that is not
    `known` says only that the one ran after the other.
    """

    source: str
    target: str
    layers: tuple[str, ...]
    shape: tuple[int, ...] | None
    known: bool


@dataclass(frozen=True)
class Grouping:
    """A network as nodes in nested frames, and the edges between nodes."""

    root: Frame
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def group(layers: Sequence[Layer], network: Block, opened: Collection[str]) -> Grouping:
    """The graph of `layers`, whose tree is `network`, with the blocks of these ids open."""
    root = _frame(network, opened, "", "")
    nodes = tuple(_nodes(root))
    return Grouping(root, nodes, _edges(layers, nodes))


def _frame(block: Block, opened: Collection[str], around: str, outer_path: str) -> Frame:
    items = tuple(
        _frame(item, opened, block.id, block.path)
        if isinstance(item, Block) and item.id in opened
        else _node(item, block)
        for item in block.items
    )
    count = sum(1 for _ in block.layers())
    return Frame(block.id, _label(block, outer_path), block.path, around, count, items)


def _node(item: Block | Layer, around: Block) -> Node:
    if isinstance(item, Layer):
        label = _within(item.name, around.path)
        return Node(
            item.name, item.kind, label, item.path, (item.name,), False, item.shape, around.id
        )
    layers = list(item.layers())
    names = tuple(layer.name for layer in layers)
    label = _label(item, around.path)
    return Node(item.id, BLOCK, label, item.path, names, True, layers[-1].shape, around.id)


def _label(block: Block, outer_path: str) -> str:
    label = _within(block.path, outer_path)
    return f"{label} ({block.part} of {block.parts})" if block.parts > 1 else label


def _within(name: str, path: str) -> str:
    """The part of a name that its frame does not say already; it begins with a word, not with 0."""
    start = len(path) + 1 if path and name.startswith(f"{path}.") else 0
    while start and name[start].isdigit():
        start = name.rfind(".", 0, start - 1) + 1
    return name[start:]


def _nodes(frame: Frame) -> list[Node]:
    return [
        node
        for item in frame.items
        for node in (_nodes(item) if isinstance(item, Frame) else [item])
    ]


def _edges(layers: Sequence[Layer], nodes: Sequence[Node]) -> tuple[Edge, ...]:
    node_of = {name: node.id for node in nodes for name in node.layers}
    shapes = {layer.name: layer.shape for layer in layers}
    flowing: dict[tuple[str, str], dict[str, None]] = {}
    known: set[tuple[str, str]] = set()
    for feed in feeds(layers):
        ends = node_of[feed.source], node_of[feed.target]
        if ends[0] != ends[1]:
            flowing.setdefault(ends, {})[feed.source] = None
            known |= {ends} if feed.known else set()
    return tuple(
        Edge(*ends, tuple(names), _common([shapes[name] for name in names]), ends in known)
        for ends, names in flowing.items()
    )


def _common(shapes: Sequence[tuple[int, ...]]) -> tuple[int, ...] | None:
    return shapes[0] if len(set(shapes)) == 1 else None
