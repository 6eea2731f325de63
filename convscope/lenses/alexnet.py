"""AlexNet: large first kernels, zeros behind every ReLU, overlapping pooling, dropout."""

from __future__ import annotations

import numpy as np

from convscope.layers import Layer
from convscope.lenses.dropout import dropout
from convscope.lenses.share import Share
from convscope.lenses.step import Bar, Bars, Lens, Maps, Step, Tile, View
from convscope.lenses.structure import Structure, has_maps, sides
from convscope.message import Message

LARGE = 7  # pixels a side
SPARSE = 0.5  # of all values are zero


def lens(structure: Structure) -> Lens | None:
    """A plain chain that begins with large kernels and pools with windows that overlap."""
    convolutions = structure.of_kind("convolution")
    relus = [layer for layer in structure.of_kind("activation") if layer.op.lower() == "relu"]
    pools = [layer for layer in structure.of_kind("pooling") if _overlaps(layer)]
    chain = not structure.of_kind("addition", "concatenation")
    if not (chain and _shrink(convolutions) and relus and pools):
        return None
    steps = [
        _kernels(structure, convolutions),
        _zeros(structure, relus),
        _overlap(structure, pools[0]),
    ]
    title = Message("AlexNet: large kernels, zeros, overlaps and dropout")
    return Lens("AlexNet", title, [*steps, *dropout(structure)])


def _shrink(convolutions: list[Layer]) -> bool:
    """Are the first kernels large, and all that follow smaller?"""
    smallest = [min(sides(layer) or (0, 0)) for layer in convolutions]
    largest = [max(sides(layer) or (0, 0)) for layer in convolutions]
    return len(convolutions) > 1 and smallest[0] >= max(LARGE, max(largest[1:]) + 1)


def _overlaps(layer: Layer) -> bool:
    kernel, stride = sides(layer), sides(layer, "stride")
    return has_maps(layer) and kernel is not None and stride is not None and kernel[1] > stride[1]


def _kernels(structure: Structure, convolutions: list[Layer]) -> Step:
    first = convolutions[0]
    sizes = {layer.name: sides(layer) or (0, 0) for layer in convolutions}
    rows, columns = sizes[first.name]
    text = Message(
        "Each of the {count} kernels of {layer} sees {rows}×{columns} pixels at once; later ones "
        "are smaller, because they read maps and no longer pixels.",
        {"count": first.shape[0], "layer": first.name, "rows": rows, "columns": columns},
    )
    if structure.trained:
        text = Message(
            "{kernels} So large, a kernel finds an edge or a patch of colour in one step.",
            {"kernels": text},
        )
    bars = [Bar(name, max(size), name == first.name) for name, size in sizes.items()]
    figure = Bars(Message("Kernels, cells a side"), "pixels", bars)
    view: View = {"layer": first.name, "pane": "weights"}
    return Step("kernels", Message("Large kernels come first"), text, view, figure)


def _zeros(structure: Structure, relus: list[Layer]) -> Step:
    zeros = {layer.name: int((structure.values(layer) == 0).sum()) for layer in relus}
    values = {layer.name: structure.values(layer).size for layer in relus}
    shares = {name: zeros[name] / values[name] for name in zeros}
    spatial = [layer.name for layer in relus if has_maps(layer)] or [relus[0].name]
    most = max(spatial, key=lambda name: shares[name])
    everywhere = sum(zeros.values()) / sum(values.values())
    text = Message(
        "A ReLU turns every negative value into exactly zero: on this photo {all:.0%} of all that "
        "the ReLUs give, and {share:.0%} behind {layer}.",
        {
            "all": Share(everywhere),
            "share": Share(shares[most]),
            "layer": most,
        },
    )
    if structure.trained and everywhere > SPARSE:
        text = Message(
            "{zeros} What is left is sparse: a few maps that found something.", {"zeros": text}
        )
    bars = [Bar(name, share, name == most) for name, share in shares.items()]
    figure = Bars(Message("Values that are exactly zero"), "share", bars)
    return Step("zeros", Message("ReLU leaves zeros"), text, {"layer": most}, figure)


def _overlap(structure: Structure, pool: Layer) -> Step:
    source = structure.by_name[pool.inputs[0]]
    kernel, stride = sides(pool) or (0, 0), sides(pool, "stride") or (0, 0)
    text = Message(
        "The windows of {pool} are {kernel} cells wide and {stride} apart, so neighbours overlap: "
        "{share:.0%} of the cells are read by more than one window.",
        {
            "pool": pool.name, "kernel": kernel[1], "stride": stride[1],
            "share": Share(_read_twice(source, pool)),
        },
    )  # fmt: skip
    if structure.trained:
        text = Message(
            "{overlap} The paper found that this overfits a little less.", {"overlap": text}
        )
    channel = structure.strongest(source)
    tiles = [Tile(layer.name, channel) for layer in (source, pool)]
    view: View = {"layer": pool.name, "channel": channel, "unfold": 1}
    title = Message("Pooling windows overlap")
    return Step("overlap", title, text, view, Maps(tiles, ["→"], shared=True))


def _read_twice(source: Layer, pool: Layer) -> float:
    """The share of the source's cells that lie under more than one window."""
    windows = [
        _windows(cells, count, *each)
        for cells, count, each in zip(
            source.shape[1:],
            pool.shape[1:],
            zip(*(sides(pool, name) or (0, 0) for name in ("kernel_size", "stride", "padding")),
                strict=True),
            strict=True,
        )
    ]  # fmt: skip
    return float((np.multiply.outer(*windows) > 1).mean())


def _windows(cells: int, count: int, kernel: int, stride: int, padding: int) -> np.ndarray:
    """Over each cell of an axis, how many windows lie."""
    starts = np.arange(count) * stride - padding
    places = np.arange(cells)[:, None]
    covered: np.ndarray = ((places >= starts) & (places < starts + kernel)).sum(axis=1)
    return covered
