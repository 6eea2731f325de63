"""Which blocks are open: those asked for, or as many as are easily read."""

from __future__ import annotations

from collections.abc import Collection

from convscope.errors import BadOption
from convscope.graphview.blocks import Block

ALL = "all"
MOST = 60  # nodes that a person takes in


def opened(network: Block, wanted: Collection[str] | None) -> frozenset[str]:
    """The ids of the open blocks: those `wanted` and the blocks around them.

    `None` leaves the choice to `easily_read`, `all` in place of an id opens every block. Raises
    `BadOption` for the id of no block.
    """
    if wanted is None:
        return easily_read(network)
    if ALL in wanted:
        return frozenset(block.id for block in network.blocks())
    around = _around(network)
    for id in wanted:
        if id not in around:
            raise _no_block(id, list(around))
    return frozenset(each for id in wanted for each in around[id])


def easily_read(network: Block, most: int = MOST) -> frozenset[str]:
    """Open all blocks down to one depth of module path, the deepest with `most` nodes at most.

    A network of no more than `most` layers shows them all.
    """
    blocks = list(network.blocks())
    found: frozenset[str] = frozenset()
    for depth in sorted({block.path.count(".") for block in blocks}):
        deeper = frozenset(block.id for block in blocks if block.path.count(".") <= depth)
        if _shown(network, deeper) > most:
            break
        found = deeper
    return found


def _shown(block: Block, opened: Collection[str]) -> int:
    """How many nodes a block shows."""
    return sum(
        _shown(item, opened) if isinstance(item, Block) and item.id in opened else 1
        for item in block.items
    )


def _around(network: Block) -> dict[str, tuple[str, ...]]:
    """For every block its own id behind those of the blocks it lies in."""
    found: dict[str, tuple[str, ...]] = {}

    def walk(block: Block, outer: tuple[str, ...]) -> None:
        for item in block.items:
            if isinstance(item, Block):
                found[item.id] = (*outer, item.id)
                walk(item, found[item.id])

    walk(network, ())
    return found


def _no_block(id: str, known: list[str]) -> BadOption:
    if not known:
        return BadOption(
            "There is no block {id!r} to open: this network has none. Leave `expanded` out.", id=id
        )
    return BadOption(
        "There is no block {id!r} to open. The blocks of this network are {first}; or ask for all.",
        id=id,
        first=", ".join(known[:4]) + (", …" if len(known) > 4 else ""),
    )
