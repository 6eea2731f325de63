"""ResNet: x, F(x) and x + F(x); and what the network answers when a block is dropped."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from convscope.lenses.share import Share
from convscope.lenses.step import Bar, Bars, Dropped, Lens, Maps, Step, Tile, View
from convscope.lenses.structure import Structure, has_maps
from convscope.lenses.value import Value
from convscope.message import Message
from convscope.skips import Skip, skips

FEWEST = 2  # blocks


def lens(structure: Structure) -> Lens | None:
    """A network of blocks that each add to what they were given."""
    blocks = [
        skip for skip in skips(structure.layers) if has_maps(structure.by_name[skip.addition])
    ]
    if len(blocks) < FEWEST or all(skip.projected for skip in blocks):
        return None
    steps = [*_measured(structure, blocks), *dropped(structure, blocks)]
    return Lens("ResNet", Message("ResNet: what a block makes, added to what came in"), steps)


def _measured(structure: Structure, blocks: list[Skip]) -> list[Step]:
    """What is said in sizes; nothing of blocks that were given nothing, or nothing finite."""
    sizes = {skip: _size(structure, skip) for skip in blocks}
    known = {skip: size for skip, size in sizes.items() if isfinite(size)}
    plain = [skip for skip in known if not skip.projected]
    return [_sum(structure, plain[0], known[plain[0]]), _sizes(known)] if plain else []


def _size(structure: Structure, skip: Skip) -> float:
    """Of F(x), beside x; NaN where x is zero everywhere."""
    residual, kept = (
        structure.norm(structure.by_name[name]) for name in (skip.residual, skip.kept)
    )
    return residual / kept if kept else float("nan")


def _sum(structure: Structure, skip: Skip, size: float) -> Step:
    channel = structure.strongest(structure.by_name[skip.addition])
    figure = three_terms(structure, skip, channel)
    text = Message(
        "What came in, x, goes around the block and is added to what the block makes of it, F(x). "
        "Over all maps F(x) is {ratio} times as large as x. The sizes are norms, which do not add "
        "up as the maps do.",
        {"ratio": Value(size)},
    )
    if structure.trained:
        text = Message("{sum} A block has only to learn what is to change.", {"sum": text})
    view: View = {"layer": skip.addition, "channel": channel}
    return Step("sum", Message("x + F(x)"), text, view, figure)


def three_terms(structure: Structure, skip: Skip, channel: int) -> Maps:
    """One channel of what the skip brings, of what the block makes of it, and of their sum."""
    captions = {
        skip.kept: Message("x"),
        skip.residual: Message("F(x)"),
        skip.addition: Message("x + F(x)"),
    }
    tiles = [
        Tile(name, channel, caption, structure.norm(structure.by_name[name]))
        for name, caption in captions.items()
    ]
    return Maps(tiles, ["+", "="], shared=True)


def _sizes(sizes: dict[Skip, float]) -> Step:
    ratios = {skip.addition: size for skip, size in sizes.items()}
    least, most = (choose(ratios, key=lambda name: ratios[name]) for choose in (min, max))
    text = Message(
        "How large F(x) is beside what the skip brings, block by block: from {low} times at "
        "{least} to {high} times at {most}.",
        {
            "low": Value(ratios[least]),
            "least": least,
            "high": Value(ratios[most]),
            "most": most,
        },
    )
    if any(skip.projected for skip in sizes):
        text = Message(
            "{sizes} Where maps shrink or grow in number, the skip is a convolution, and x is what "
            "that one gives.",
            {"sizes": text},
        )
    bars = [Bar(name, ratio, name in (least, most)) for name, ratio in ratios.items()]
    figure = Bars(Message("Size of F(x) beside x"), "ratio", bars)
    return Step("sizes", Message("How much each block adds"), text, {"layer": least}, figure)


def dropped(structure: Structure, blocks: Sequence[Skip]) -> list[Step]:
    """One step where there are blocks to drop and classes to choose between, else none."""
    if not blocks or not structure.run.predictions:
        return []
    best = structure.run.predictions[0]
    text = Message(
        "Each block in turn is left out, so that x alone goes on, and the rest is carried out "
        "again. With all of its blocks the network says {label} at {probability:.0%}.",
        {"label": best.label, "probability": Share(best.probability)},
    )
    if structure.trained:
        text = Message(
            "{dropped} Many ways lead around a block, so the answer may stand without it; where it "
            "falls far, much hangs on this one block.",
            {"dropped": text},
        )
    else:
        text = Message(
            "{dropped} Untrained, it answers by chance, with a block and without it.",
            {"dropped": text},
        )
    figure = Dropped([s.addition for s in blocks], best.index, best.label, best.probability)
    view: View = {"layer": blocks[-1].addition}
    return [Step("drop", Message("Drop a block"), text, view, figure)]
