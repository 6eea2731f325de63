"""One map of a convolution, unfolded: the parts that add up to it, the strongest one by one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from convscope.by_channel import ByChannel, by_channel
from convscope.cells.call import Call
from convscope.cells.explanation import Figures
from convscope.cells.place import index_of
from convscope.cells.strongest import split
from convscope.cells.values import Unclear
from convscope.errors import NoParts
from convscope.layers import Layer
from convscope.maps import Floats
from convscope.runs import Run

# How many parts are given one by one unless something else is asked for.
MOST_PARTS = 12

# Rounding in float32 moves the sum by less than this share of the largest sum of the map.
TOLERANCE = 1e-4


@dataclass(frozen=True, eq=False)
class Parts:
    """What the input maps of layer `source` give to one map (H, W): it is their sum and the bias.

    `energies` is the mean square of every input channel's part, from channel `first` of the source
    on. `channels` are those of the most energy, the strongest first, with their `kernels`
    (n, kh, kw) and `maps` (n, H, W), each an input map convolved with its kernel. `rest` is the sum
    of the `others`, None where there are none.
    """

    source: str
    first: int
    transposed: bool
    energies: Figures
    channels: list[int]
    kernels: Floats
    maps: Floats
    others: int
    rest: Floats | None
    bias: float | None

    @property
    def stack(self) -> Floats:
        """The maps and, where there are others, the rest behind them."""
        return self.maps if self.rest is None else np.concatenate([self.maps, self.rest[None]])


def unfold(run: Run, layer: str, channel: int, *, most: int | None = MOST_PARTS) -> Parts:
    """Take the map of one channel of a two-dimensional convolution apart by input channel.

    `most` parts are given one by one; None gives all. Raises `UnknownLayer` or `UnknownChannel`,
    and `NoParts` for whatever is not such a convolution.
    """
    found, output = run.layer(layer), run.view(layer)
    index = index_of(layer, output.shape, (channel, 0, 0))
    try:
        with torch.inference_mode():
            whole = by_channel(_call(run, found, index))
    except (Unclear, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        # Whatever code a network consists of comes by here, with arguments that nobody foresaw.
        raise _refusal(found) from error
    if not _adds_up(whole, output[channel]):
        raise _refusal(found)
    return _parts(whole, most)


def _call(run: Run, layer: Layer, index: tuple[int, ...]) -> Call:
    if layer.name not in run.network.graph.kept:
        raise Unclear("It was seen by a hook.")
    return Call(run, layer, index, None)


def _adds_up(whole: ByChannel, output: Floats) -> bool:
    """Is their sum what was captured? What is not finite must not be finite there either."""
    bias = whole.bias or 0.0
    with np.errstate(all="ignore"):
        total = whole.maps.sum(axis=0, dtype=np.float64) + bias
        sizes = np.abs(whole.maps).sum(axis=0, dtype=np.float64) + abs(bias)
        largest = sizes.max(where=np.isfinite(sizes), initial=0.0)
        near = np.abs(total - output) <= TOLERANCE * largest
    return bool((near | ~(np.isfinite(total) | np.isfinite(output))).all())


def _parts(whole: ByChannel, most: int | None) -> Parts:
    with np.errstate(all="ignore"):
        energies = np.square(whole.maps, dtype=np.float64).mean(axis=(1, 2))
    chosen, rest = split(energies, most)
    others = np.setdiff1d(np.arange(len(energies)), chosen)
    return Parts(
        source=whole.source,
        first=whole.first,
        transposed=whole.transposed,
        energies=energies,
        channels=(whole.first + chosen).tolist(),
        kernels=whole.kernels[chosen],
        maps=whole.maps[chosen],
        others=len(others),
        rest=None if rest is None else _sum(whole.maps[others]),
        bias=whole.bias,
    )


def _sum(maps: Floats) -> Floats:
    with np.errstate(all="ignore"):
        total: Floats = maps.sum(axis=0, dtype=np.float64).astype(np.float32)
    return total


def _refusal(layer: Layer) -> NoParts:
    return NoParts(
        "The maps of the layer {name!r} ({op}) are not sums of convolved input maps. "
        "Ask for those of a two-dimensional convolution; `kind` tells which layers are.",
        name=layer.name,
        op=layer.op,
    )
