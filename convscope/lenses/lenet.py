"""LeNet: the sigmoid squashes, average pooling blurs."""

from __future__ import annotations

import numpy as np

from convscope.layers import Layer
from convscope.lenses.share import Share
from convscope.lenses.sight import Sight, has_maps, sides
from convscope.lenses.step import Lens, Maps, Span, Spans, Step, Tile, View
from convscope.message import Message

SQUASHING = {"sigmoid", "tanh"}
NEAR = 0.01  # of an end of the curve
AVERAGING = {"avgpool2d", "avg_pool2d"}


def lens(sight: Sight) -> Lens | None:
    """A network whose convolutions are followed by squashing and by average pooling."""
    squashed = [layer for layer in sight.of_kind("activation") if _squashes(sight, layer)]
    pooled = [layer for layer in sight.of_kind("pooling") if _averages(layer)]
    if not squashed or not pooled:
        return None
    title = Message("LeNet: squash, then blur")
    return Lens("LeNet", title, [_squash(sight, squashed), _blur(sight, pooled[0])])


def _squashes(sight: Sight, layer: Layer) -> bool:
    source = sight.source(layer)
    return (
        layer.op.lower() in SQUASHING
        and has_maps(layer)
        and source is not None
        and source.kind == "convolution"
    )


def _averages(layer: Layer) -> bool:
    return layer.op.lower() in AVERAGING and has_maps(layer) and sides(layer) is not None


def _squash(sight: Sight, squashed: list[Layer]) -> Step:
    """Every convolution's reach before and after; the words are about the first."""
    rows = [
        Span(layer.name, float(values.min()), float(values.max()))
        for after in squashed
        for layer in (sight.by_name[after.inputs[0]], after)
        for values in [sight.values(layer)]
    ]
    before, after = rows[:2]
    text = Message(
        "{convolution} gives values from {low:.2f} to {high:.2f}; {activation} presses them into "
        "{least:.2f} to {most:.2f}. Far from zero its curve is flat: {share:.0%} of them come out "
        "within {near} of an end, hardly to be told apart, and little is learnt from those.",
        {
            "convolution": before.layer, "low": before.low, "high": before.high,
            "activation": after.layer, "least": after.low, "most": after.high,
            "share": Share(_at_an_end(sight, squashed[0])), "near": NEAR,
        },
    )  # fmt: skip
    view: View = {"layer": after.layer, "channel": sight.strongest(squashed[0]), "unfold": 1}
    return Step("squash", Message("The activation squashes"), text, view, Spans(rows))


def _at_an_end(sight: Sight, activation: Layer) -> float:
    """The share of values near the ends of a sigmoid, 0 and 1, or of a tanh, -1 and 1."""
    values = sight.values(activation)
    lower = 0 if activation.op.lower() == "sigmoid" else -1
    return float(((values < lower + NEAR) | (values > 1 - NEAR)).mean())


def _blur(sight: Sight, pool: Layer) -> Step:
    source = sight.by_name[pool.inputs[0]]
    channel = sight.strongest(source)
    before, after = (_spread(sight, layer, channel) for layer in (source, pool))
    rows, columns = sides(pool) or (0, 0)
    text = Message(
        "{pool} keeps of every {rows}×{columns} values only their mean: {height}×{width} become "
        "{less}×{narrower}, and detail blurs. The map's spread goes from {before:.3f} to "
        "{after:.3f}.",
        {
            "pool": pool.name, "rows": rows, "columns": columns,
            "height": source.shape[1], "width": source.shape[2],
            "less": pool.shape[1], "narrower": pool.shape[2], "before": before, "after": after,
        },
    )  # fmt: skip
    tiles = [Tile(layer.name, channel) for layer in (source, pool)]
    view: View = {"layer": pool.name, "channel": channel}
    title = Message("Average pooling blurs")
    return Step("blur", title, text, view, Maps(tiles, ["→"], shared=True))


def _spread(sight: Sight, layer: Layer, channel: int) -> float:
    return float(np.std(sight.values(layer)[channel].astype(np.float64)))
