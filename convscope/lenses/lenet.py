"""LeNet: the sigmoid squashes, average pooling blurs."""

from __future__ import annotations

import numpy as np

from convscope.layers import Layer
from convscope.lenses.share import Share
from convscope.lenses.step import Lens, Maps, Span, Spans, Step, Tile, View
from convscope.lenses.structure import Structure, has_maps, sides
from convscope.lenses.value import Value
from convscope.message import Message

SQUASHING = {"sigmoid", "tanh"}
NEAR = 0.01  # of an end of the curve
AVERAGING = {"avgpool2d", "avg_pool2d"}


def lens(structure: Structure) -> Lens | None:
    """A network whose convolutions are followed by squashing and by average pooling."""
    squashed = [layer for layer in structure.of_kind("activation") if _squashes(structure, layer)]
    pooled = [layer for layer in structure.of_kind("pooling") if _averages(layer)]
    if not squashed or not pooled:
        return None
    title = Message("LeNet: squash, then blur")
    return Lens("LeNet", title, [_squash(structure, squashed), _blur(structure, pooled[0])])


def _squashes(structure: Structure, layer: Layer) -> bool:
    source = structure.source(layer)
    return (
        layer.op.lower() in SQUASHING
        and has_maps(layer)
        and source is not None
        and source.kind == "convolution"
    )


def _averages(layer: Layer) -> bool:
    return layer.op.lower() in AVERAGING and has_maps(layer) and sides(layer) is not None


def _squash(structure: Structure, squashed: list[Layer]) -> Step:
    """Every convolution's reach before and after; the words are about the first."""
    rows = [
        Span(layer.name, float(values.min()), float(values.max()))
        for after in squashed
        for layer in (structure.by_name[after.inputs[0]], after)
        for values in [structure.values(layer)]
    ]
    before, after = rows[:2]
    text = Message(
        "{convolution} gives values from {low} to {high}; {activation} presses them into "
        "{least} to {most}. Far from zero its curve is flat: {share:.0%} of them come out "
        "within {near} of an end, hardly to be told apart.",
        {
            "convolution": before.layer, "low": Value(before.low), "high": Value(before.high),
            "activation": after.layer, "least": Value(after.low), "most": Value(after.high),
            "share": Share(_at_an_end(structure, squashed[0])), "near": NEAR,
        },
    )  # fmt: skip
    if structure.trained:
        text = Message("{squash} Little is learnt from those.", {"squash": text})
    view: View = {"layer": after.layer, "channel": structure.strongest(squashed[0]), "unfold": 1}
    return Step("squash", Message("The activation squashes"), text, view, Spans(rows))


def _at_an_end(structure: Structure, activation: Layer) -> float:
    """The share of values near the ends of a sigmoid, 0 and 1, or of a tanh, -1 and 1."""
    values = structure.values(activation)
    lower = 0 if activation.op.lower() == "sigmoid" else -1
    return float(((values < lower + NEAR) | (values > 1 - NEAR)).mean())


def _blur(structure: Structure, pool: Layer) -> Step:
    source = structure.by_name[pool.inputs[0]]
    channel = structure.strongest(source)
    before, after = (_spread(structure, layer, channel) for layer in (source, pool))
    rows, columns = sides(pool) or (0, 0)
    text = Message(
        "{pool} keeps of every {rows}×{columns} values only their mean: {height}×{width} become "
        "{less}×{narrower}, and detail blurs. The map's spread goes from {before} to "
        "{after}.",
        {
            "pool": pool.name, "rows": rows, "columns": columns,
            "height": source.shape[1], "width": source.shape[2],
            "less": pool.shape[1], "narrower": pool.shape[2],
            "before": Value(before), "after": Value(after),
        },
    )  # fmt: skip
    tiles = [Tile(layer.name, channel) for layer in (source, pool)]
    view: View = {"layer": pool.name, "channel": channel}
    title = Message("Average pooling blurs")
    return Step("blur", title, text, view, Maps(tiles, ["→"], shared=True))


def _spread(structure: Structure, layer: Layer, channel: int) -> float:
    return float(np.std(structure.values(layer)[channel].astype(np.float64)))
