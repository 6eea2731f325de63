"""Layers -> the tree of blocks, by module path.

A block is a module with what ran in it. Closing any of them must not make a cycle, so a module
that did not run in one go is several blocks: one for each call of it, and, where others ran in
between that read from it and feed it again, one for each part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from convscope.graphview.calls import calls, is_function
from convscope.graphview.feeds import feeds
from convscope.graphview.parts import parts
from convscope.layers import Layer


@dataclass(frozen=True)
class Block:
    """A module's blocks and layers, in the order in which they began.

    `id` is the path, with the number of the part where the module is several blocks (`body~2`).
    `items` are two or more, except for the network itself.
    """

    id: str
    path: str
    part: int
    parts: int
    items: tuple[Block | Layer, ...]

    def layers(self) -> Iterator[Layer]:
        """All layers of the block, however deep."""
        for item in self.items:
            if isinstance(item, Block):
                yield from item.layers()
            else:
                yield item

    def blocks(self) -> Iterator[Block]:
        """All blocks inside, the outer before the inner."""
        for item in self.items:
            if isinstance(item, Block):
                yield item
                yield from item.blocks()


def tree(layers: Sequence[Layer]) -> Block:
    """The whole network as one block; the layers come in the order of execution."""
    root = Block("", "", 1, 1, _Tree(layers).grow("", layers))
    taken = {layer.name for layer in layers}
    counts = Counter(block.path for block in root.blocks())
    return replace(root, items=tuple(_numbered(root, counts, Counter(), taken)))


def _numbered(
    block: Block, counts: Counter[str], begun: Counter[str], taken: set[str]
) -> Iterator[Block | Layer]:
    """The items of a block, with the blocks among them told apart where paths repeat.

    `taken` are ids of something else: a closed module has a layer and a block at one path.
    """
    for item in block.items:
        if isinstance(item, Layer):
            yield item
            continue
        begun[item.path] += 1
        part = begun[item.path]
        plain = part == 1 and item.path not in taken
        id = item.path if plain else f"{item.path}~{part}"
        items = tuple(_numbered(item, counts, begun, taken))
        yield Block(id, item.path, part, counts[item.path], items)


class _Tree:
    """Cuts a network into blocks, from the outside in."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self._sources: dict[str, list[str]] = {layer.name: [] for layer in layers}
        for feed in feeds(layers):
            self._sources[feed.target].append(feed.source)
        modules = {_parent(layer) for layer in layers}
        # A closed module is a layer, and belongs with what hooks saw inside it.
        self._homes = {
            layer.name: layer.path if layer.path in modules else _parent(layer) for layer in layers
        }

    def grow(self, path: str, layers: Sequence[Layer]) -> tuple[Block | Layer, ...]:
        """What lies directly in the module at `path`, of which these are the layers."""
        children = [_child(path, self._homes[layer.name]) for layer in layers]
        names = [layer.name for layer in layers]
        return tuple(
            self._block(children[group[0]], [layers[position] for position in group])
            if children[group[0]]
            else layers[group[0]]
            for group in parts(names, _keys(layers, children), self._sources)
        )

    def _block(self, path: str, layers: Sequence[Layer]) -> Block | Layer:
        items = self.grow(path, layers)
        # A module around a single thing is that thing.
        return items[0] if len(items) == 1 else Block("", path, 1, 1, items)


def _parent(layer: Layer) -> str:
    """The module in which a layer was called."""
    return layer.path if is_function(layer) else layer.path.rpartition(".")[0]


def _child(path: str, home: str) -> str:
    """The module directly inside `path` that leads to `home`; empty where that is `path` itself."""
    if home == path:
        return ""
    start = len(path) + 1 if path else 0
    return home[:start] + home[start:].split(".", 1)[0]


def _keys(layers: Sequence[Layer], children: Sequence[str]) -> list[Hashable]:
    """What belongs together: layers of one call of one module; any other layer is by itself."""
    members: dict[str, list[Layer]] = {}
    for layer, child in zip(layers, children, strict=True):
        members.setdefault(child, []).append(layer)
    length = {child: len(own) // calls(own) for child, own in members.items()}
    seen: Counter[str] = Counter()
    keys: list[Hashable] = []
    for layer, child in zip(layers, children, strict=True):
        keys.append((child, seen[child] // length[child]) if child else layer.name)
        seen[child] += 1
    return keys
