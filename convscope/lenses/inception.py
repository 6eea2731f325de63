"""Inception: branches side by side, their concatenation, and why it has so few parameters."""

from __future__ import annotations

from convscope import models
from convscope.layers import Layer
from convscope.lenses.step import Ledgers, Lens, Maps, Origins, Part, Step, Tile, View
from convscope.lenses.structure import Structure, has_maps, sides
from convscope.message import Message
from convscope.models.untrained import trained_id
from convscope.origins import stacked

FEWEST = 3  # branches
BRANCH = ("convolution", "normalization", "activation", "pooling", "dropout")
ALEXNET, GOOGLENET = "torchvision:alexnet", "torchvision:googlenet"
# What is compared with in small.
SMALL = "alexnet_mini"
# torchvision's GoogLeNet has two further classifiers while it is trained; a test counts them.
AUXILIARY = 6_379_984


def lens(structure: Structure) -> Lens | None:
    """A network with modules whose branches read the same maps at different scales."""
    modules = [
        (layer, branches)
        for layer in structure.of_kind("concatenation")
        if (branches := _branches(structure, layer)) is not None
    ]
    if not modules:
        return None
    joined, branches = modules[0]
    steps = [
        _side_by_side(structure, joined, branches),
        _joined(joined, branches),
        *_ledgers(structure),
    ]
    return Lens("Inception", Message("Inception: several scales at once"), steps)


def _branches(structure: Structure, joined: Layer) -> dict[str, list[Layer]] | None:
    """The way of each branch, its end first, by the layer it ends in.

    None where they do not all read one layer, or are not of different scales.
    """
    ways = {
        name: _way(structure, structure.by_name[name]) for name in stacked(structure.run, joined)
    }
    begins = {structure.by_name[way[-1].inputs[0]].name for way in ways.values() if way}
    scales = {_scale(way) for way in ways.values()}
    several = len(ways) >= FEWEST and len(scales) >= FEWEST
    return ways if several and len(begins) == 1 and all(ways.values()) else None


def _way(structure: Structure, end: Layer) -> list[Layer]:
    """The layers of a branch from its end back to the first behind a fork."""
    way: list[Layer] = []
    current: Layer | None = end
    while current is not None and current.kind in BRANCH:
        way.append(current)
        current = structure.source(current)
        if current is not None and len(structure.readers[current.name]) > 1:
            break
    return way


def _scale(way: list[Layer]) -> tuple[str, tuple[int, int]]:
    """What looks at neighbours in a branch: its largest kernel, or its pooling."""
    pools = [layer for layer in way if layer.kind == "pooling"]
    if pools:
        return "pooling", sides(pools[-1]) or (0, 0)
    kernels = [sides(layer) or (0, 0) for layer in way if layer.kind == "convolution"]
    return "convolution", max(kernels, default=(0, 0))


def _caption(way: list[Layer]) -> Message:
    kind, (rows, columns) = _scale(way)
    values = {"rows": rows, "columns": columns}
    if kind == "pooling":
        return Message("pool {rows}×{columns}", values)
    return Message("{rows}×{columns}", values)


def _side_by_side(structure: Structure, joined: Layer, branches: dict[str, list[Layer]]) -> Step:
    source = next(iter(branches.values()))[-1].inputs[0]
    text = Message(
        "{count} branches read the same {channels} maps of {source}, each by the kernel or the "
        "pooling that stands below its map. Shown is of each the map that varies most: the network "
        "need not choose a scale, it keeps them all.",
        {
            "count": len(branches), "source": source,
            "channels": structure.by_name[source].shape[0],
        },
    )  # fmt: skip
    tiles = [
        Tile(name, structure.strongest(structure.by_name[name]), _caption(way))
        for name, way in branches.items()
        if has_maps(structure.by_name[name])
    ]
    view: View = {"layer": joined.name, "view": "graph", "open": joined.path}
    figure = Maps(tiles, [""] * (len(tiles) - 1), shared=True)
    return Step("branches", Message("Branches side by side"), text, view, figure)


def _joined(joined: Layer, branches: dict[str, list[Layer]]) -> Step:
    parts: list[Part] = []
    for name, way in branches.items():
        first = parts[-1].last + 1 if parts else 0
        parts.append(Part(name, first, first + way[0].shape[0] - 1))
    text = Message(
        "{layer} lays the maps of all branches one behind the other: {sum} = {channels}. Nothing "
        "is added up; the 1×1 convolutions of the next module weigh them all.",
        {
            "layer": joined.name, "channels": joined.shape[0],
            "sum": " + ".join(str(part.last - part.first + 1) for part in parts),
        },
    )  # fmt: skip
    view: View = {"layer": joined.name, "sort": "index"}
    title = Message("The concatenation")
    return Step("concatenation", title, text, view, Origins(joined.name, parts))


def _ledgers(structure: Structure) -> list[Step]:
    """None where the network is no smaller than an AlexNet."""
    card = structure.run.network.card
    ours = trained_id(card.id)
    other = SMALL if card.source == "zoo" else ALEXNET
    theirs = models.find(other).parameters
    if card.parameters >= theirs:
        return []
    groups = [[ours, other]]
    published = {id: models.find(id).parameters for id in (GOOGLENET, ALEXNET)}
    if ours != GOOGLENET:
        groups.append([GOOGLENET, ALEXNET])
    text = Message(
        "The paper speaks of a twelfth of AlexNet's parameters. As torchvision builds the two, it "
        "is {googlenet:.1f} of {alexnet:.1f} million, one in {ratio:.1f}, or one in {with_all:.1f} "
        "with the extra classifiers of the training. Here it is {ours:,} beside {theirs:,}. What "
        "is saved are fully connected layers.",
        {
            "googlenet": published[GOOGLENET] / 1e6, "alexnet": published[ALEXNET] / 1e6,
            "ratio": published[ALEXNET] / published[GOOGLENET],
            "with_all": published[ALEXNET] / (published[GOOGLENET] + AUXILIARY),
            "ours": card.parameters, "theirs": theirs,
        },
    )  # fmt: skip
    last = structure.of_kind("linear")
    view: View = {"layer": last[-1].name} if last else {}
    return [Step("parameters", Message("A fraction of AlexNet"), text, view, Ledgers(groups))]
