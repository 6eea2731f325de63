"""DenseNet: which earlier layer each channel of a concatenation came from."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from convscope.layers import Layer
from convscope.lenses.step import Bar, Bars, Lens, Maps, Origins, Part, Step, Tile, View
from convscope.lenses.structure import Structure
from convscope.message import Message
from convscope.origins import Origin, origins

FEWEST = 4  # layers whose channels stand together


def lens(structure: Structure) -> Lens | None:
    """A network in which the channels of a layer are stacked again and again."""
    found = {
        layer.name: origins(structure.run, layer.name)
        for layer in structure.of_kind("concatenation")
    }
    dense = {name: parts for name, parts in found.items() if len(parts) >= FEWEST}
    grown = [(one, other) for one, other in pairwise(found.values()) if other[: len(one)] == one]
    if not dense or len(grown) < FEWEST // 2:
        return None
    # The end of the first block: its maps are the largest, and it holds all that went before.
    end = _end_of_block(dense)
    parts = dense[end]
    steps = [
        _origin(structure, end, parts),
        _still_there(structure, end, parts[0]),
        _growth(structure, parts),
    ]
    return Lens("DenseNet", Message("DenseNet: nothing is computed twice"), steps)


def _end_of_block(dense: dict[str, tuple[Origin, ...]]) -> str:
    names = list(dense)
    for name, follower in pairwise(names):
        if dense[follower][: len(dense[name])] != dense[name]:
            return name
    return names[-1]


def _origin(structure: Structure, end: str, parts: tuple[Origin, ...]) -> Step:
    channels = structure.by_name[end].shape[0]
    text = Message(
        "The {channels} maps of {layer} come from {count} layers: {kept} were there when the block "
        "began, and each of its layers put its own behind them. Every layer reads all that was "
        "there before it.",
        {"channels": channels, "layer": end, "count": len(parts), "kept": parts[0].channels},
    )
    figure = Origins(end, [Part(each.layer, each.first, each.last) for each in parts])
    view: View = {"layer": end, "sort": "index"}
    return Step("origins", Message("Where each map came from"), text, view, figure)


def _still_there(structure: Structure, end: str, first: Origin) -> Step:
    source, last = structure.by_name[first.layer], structure.by_name[end]
    channel = structure.strongest(source)
    before, after = (structure.values(layer)[channel] for layer in (source, last))
    kept = (before == after) | (np.isnan(before) & np.isnan(after))
    text = Message(
        "Map {channel} of {source}, before the block, and map {channel} of {layer}, at its end: "
        "{changed} of {count} values differ. Nothing is written over.",
        {
            "channel": channel, "source": source.name, "layer": end,
            "changed": int(np.size(kept) - kept.sum()), "count": int(np.size(kept)),
        },
    )  # fmt: skip
    if structure.trained:
        text = Message(
            "{kept} So no layer has to learn again what another has found.", {"kept": text}
        )
    tiles = [Tile(layer.name, channel) for layer in (source, last)]
    view: View = {"layer": end, "channel": channel}
    title = Message("The first maps are still there")
    return Step("kept", title, text, view, Maps(tiles, ["→"], shared=True))


def _growth(structure: Structure, parts: tuple[Origin, ...]) -> Step:
    added = [structure.by_name[part.layer] for part in parts[1:]]
    own = [layer for layer in added if layer.kind == "convolution"] or added
    read = {layer.name: _reads(structure, layer) for layer in own}
    last = own[-1].name
    text = Message(
        "Each layer adds only {growth} maps, but reads all before it: {first} at first, {last} at "
        "the end of the block. Narrow layers are why the network needs few parameters: "
        "{parameters:,} in all.",
        {
            "growth": parts[-1].channels, "first": parts[0].channels, "last": read[last],
            "parameters": sum(layer.parameters for layer in structure.layers),
        },
    )  # fmt: skip
    bars = [Bar(name, count, name == last) for name, count in read.items()]
    figure = Bars(Message("Maps that each layer reads"), "maps", bars)
    view: View = {"layer": last, "pane": "weights"}
    return Step("growth", Message("Each layer adds a little"), text, view, figure)


def _reads(structure: Structure, layer: Layer) -> int:
    """How many of the block's maps a layer reads: through a bottleneck, what that one reads."""
    current: Layer | None = layer
    while current is not None and current.kind != "concatenation":
        read = current.shape[0]
        before = structure.source(current)
        if before is None or (current is not layer and len(structure.readers[current.name]) > 1):
            return read
        current = before
    return current.shape[0] if current is not None else 0
