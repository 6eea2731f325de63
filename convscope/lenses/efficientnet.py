"""MobileNet's block, which is EfficientNet's: expand, depthwise, gate, project."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from convscope.layers import Layer
from convscope.lenses.resnet import dropped, three_terms
from convscope.lenses.scaling import scaling
from convscope.lenses.step import Bar, Bars, Figure, Gate, Lens, Step, View
from convscope.lenses.structure import Structure, has_maps, is_depthwise, is_pointwise, sides
from convscope.lenses.value import Value
from convscope.message import Message
from convscope.skips import skips

AFTER = ("normalization", "activation")
BEFORE = ("normalization", "activation", "other", "dropout")
# Of a gate, from its factors back to the means.
EXCITED = ("activation", "convolution", "linear", "normalization", "reshape")
EFFICIENTNET = "EfficientNet"


@dataclass(frozen=True)
class Block:
    """The convolutions of one inverted residual block; `gate` multiplies its maps, if it does."""

    expand: Layer
    depthwise: Layer
    gate: Layer | None
    project: Layer


def lens(structure: Structure) -> Lens | None:
    """A network of blocks that widen, convolve each map by itself, and narrow again."""
    blocks = [
        block
        for layer in structure.of_kind("convolution")
        if is_depthwise(layer) and (block := _block(structure, layer)) is not None
    ]
    if not blocks:
        return None
    # The first that has all there is, and keeps the size of its maps.
    gated = [block for block in blocks if block.gate is not None] or blocks
    block = next((b for b in gated if sides(b.depthwise, "stride") == (1, 1)), gated[0])
    steps = [
        _expand(structure, block),
        _depthwise(structure, block),
        *_gate(structure, block),
        _project(structure, block),
        *dropped(structure, skips(structure.layers)),
        *scaling(structure),
    ]
    # The block is MobileNetV2's, and EfficientNet took it over.
    if structure.run.network.card.family == EFFICIENTNET:
        return Lens(EFFICIENTNET, Message("EfficientNet: wide inside, narrow outside"), steps)
    return Lens("MobileNet", Message("MobileNet's block: wide inside, narrow outside"), steps)


def _block(structure: Structure, depthwise: Layer) -> Block | None:
    expand = structure.back(structure.source(depthwise), BEFORE)
    activated = structure.on(depthwise, AFTER) or depthwise
    gate = next(
        filter(lambda layer: _is_gate(structure, layer), _readers(structure, activated)), None
    )
    project = structure.reader(gate or activated)
    if expand is None or not is_pointwise(expand) or expand.shape[0] <= _read(structure, expand):
        return None
    if expand.shape[0] != depthwise.shape[0]:
        return None
    if project is None or not is_pointwise(project) or project.shape[0] >= depthwise.shape[0]:
        return None
    if _is_activated(structure, project):
        return None
    return Block(expand, depthwise, gate, project)


def _is_activated(structure: Structure, layer: Layer) -> bool:
    """Does an activation follow a convolution, behind its normalisation?"""
    end = structure.on(layer, ("normalization",)) or layer
    return any(reader.kind == "activation" for reader in _readers(structure, end))


def _readers(structure: Structure, layer: Layer) -> list[Layer]:
    return structure.readers[layer.name]


def _is_gate(structure: Structure, layer: Layer) -> bool:
    """Does it multiply maps by one number each?"""
    shapes = [structure.by_name[name].shape for name in layer.inputs]
    single = (layer.shape[0], 1, 1)
    return layer.kind == "multiplication" and len(shapes) == 2 and single in shapes


def _read(structure: Structure, layer: Layer) -> int:
    source = structure.source(layer)
    return source.shape[0] if source is not None else 0


def _expand(structure: Structure, block: Block) -> Step:
    text = Message(
        "A 1×1 convolution makes {wide} maps of {narrow}: every new map is a weighted sum of the "
        "old ones, pixel by pixel. The block works in this wide space and comes back from it.",
        {"wide": block.expand.shape[0], "narrow": _read(structure, block.expand)},
    )
    view: View = {"layer": block.expand.name, "unfold": 1}
    figure = _widths(structure, block, block.expand)
    return Step("expand", Message("Expand"), text, view, figure)


def _widths(structure: Structure, block: Block, chosen: Layer) -> Bars:
    came_in = structure.by_name[block.expand.inputs[0]]
    inside = filter(None, (block.expand, block.depthwise, block.gate, block.project))
    bars = [Bar(each.name, each.shape[0], each is chosen) for each in (came_in, *inside)]
    return Bars(Message("Maps along the block"), "maps", bars)


def _depthwise(structure: Structure, block: Block) -> Step:
    layer = block.depthwise
    rows, columns = sides(layer) or (0, 0)
    channels = layer.shape[0]
    text = Message(
        "Each of the {channels} maps has one {rows}×{columns} kernel of its own and sees no other "
        "map: {weights:,} weights, where an ordinary convolution between as many maps would have "
        "{dense:,}.",
        {
            "channels": channels, "rows": rows, "columns": columns,
            "weights": rows * columns * channels, "dense": rows * columns * channels**2,
        },
    )  # fmt: skip
    view: View = {"layer": layer.name, "channel": structure.strongest(layer), "unfold": 1}
    inside = (block.expand, layer, block.project)
    bars = [Bar(each.name, each.parameters, each is layer) for each in inside]
    figure = Bars(Message("Parameters along the block"), "parameters", bars)
    return Step("depthwise", Message("Depthwise"), text, view, figure)


def _gate(structure: Structure, block: Block) -> list[Step]:
    """None where the block has no gate, or one that is not made from the means of its maps."""
    gate = block.gate
    if gate is None or not _from_means(structure, gate):
        return []
    values = structure.values(_factors(structure, gate)).reshape(-1)
    low, high = int(values.argmin()), int(values.argmax())
    text = Message(
        "One number for each map, made from the means of all of them, turns it up or down: on "
        "this photo from {least} for map {low} to {most} for map {high}.",
        {"least": Value(values[low]), "low": low, "most": Value(values[high]), "high": high},
    )
    if structure.trained:
        text = Message("{gate} Another photo gets other numbers.", {"gate": text})
    view: View = {"layer": gate.name, "channel": low, "unfold": 1}
    figure = Gate(gate.name, np.asarray(values, dtype=np.float64).tolist())
    return [Step("gate", Message("Gate"), text, view, figure)]


def _factors(structure: Structure, gate: Layer) -> Layer:
    """Of the two layers that a gate multiplies, the one with a single value for each map."""
    one, other = (structure.by_name[name] for name in gate.inputs)
    return other if has_maps(one) else one


def _from_means(structure: Structure, gate: Layer) -> bool:
    """Do the factors come of the means of the very maps that they multiply?"""
    factors = _factors(structure, gate)
    means = structure.back(factors, EXCITED)
    if means is None or means.kind != "pooling" or "max" in means.op.lower():
        return False
    return {*means.inputs, factors.name} == set(gate.inputs)


def _project(structure: Structure, block: Block) -> Step:
    layer = block.project
    channel = structure.strongest(layer)
    text = Message(
        "A second 1×1 convolution brings the {wide} maps back to {narrow}. No activation follows: "
        "in so few maps a ReLU would lose too much.",
        {"narrow": layer.shape[0], "wide": block.depthwise.shape[0]},
    )
    figure: Figure = _widths(structure, block, layer)
    end = structure.on(layer, ("normalization", "dropout"))
    skip = next((s for s in skips(structure.layers) if end and s.residual == end.name), None)
    if skip is not None:
        text = Message(
            "{projected} Then what came into the block is added, as in a ResNet.",
            {"projected": text},
        )
        figure = three_terms(structure, skip, channel)
    view: View = {"layer": layer.name, "channel": channel, "unfold": 1}
    return Step("project", Message("Project"), text, view, figure)
