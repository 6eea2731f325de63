"""A convolution's map, input channel by input channel: each input map convolved with its kernel.

They are computed in float32, as the network does, so that their sum and the bias are the map up to
rounding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from convscope.cells import convolution, transposed
from convscope.cells.call import Call, entry
from convscope.cells.convolution import spatial, windows
from convscope.cells.geometry import Window, padded, patch, per_axis
from convscope.cells.registry import explainer_of
from convscope.cells.values import Array, Unclear
from convscope.maps import Floats

EXPLAINERS = (convolution.explain, transposed.explain)


@dataclass(frozen=True, eq=False)
class ByChannel:
    """What goes into one map (H, W) from layer `source`, from its channel `first` on.

    `kernels` are (I, kh, kw), `maps` (I, H, W) the input maps convolved with them.
    """

    source: str
    first: int
    transposed: bool
    kernels: Floats
    maps: Floats
    bias: float | None


def by_channel(call: Call) -> ByChannel:
    """Of the map that the cell of the call lies in. Raises `Unclear` where it is no such map."""
    explainer = explainer_of(call.op)
    if explainer not in EXPLAINERS or len(call.index) != 4:
        raise Unclear("Only convolutions of two dimensions are taken apart by map.")
    spreads = explainer is transposed.explain
    all = spatial(call)
    first, kernels = _kernels(call, spreads)
    own = all[first : first + len(kernels)]
    return ByChannel(
        source=call.source,
        first=call.index[0] * len(all) + first,
        transposed=spreads,
        kernels=kernels,
        maps=_spread(call, own, kernels) if spreads else _convolved(call, own, kernels),
        bias=entry(call.array("bias"), call.index[1]),
    )


def _kernels(call: Call, spreads: bool) -> tuple[int, Floats]:
    """The first input channel of the map's group, and the kernels (I, kh, kw) from there on."""
    weight, groups = convolution.kernels(call), int(call.setting("groups", 1))
    channel = call.index[1]
    if spreads:  # these lie the other way about: (I, O / groups, kh, kw)
        inputs = len(weight) // groups
        group, within = divmod(channel, weight.shape[1])
        first, own = group * inputs, weight[group * inputs : (group + 1) * inputs, within]
    else:
        first, own = channel // (len(weight) // groups) * weight.shape[1], weight[channel]
    return first, np.ascontiguousarray(own, np.float32)


def _convolved(call: Call, maps: Array, kernels: Floats) -> Floats:
    """Each map (I, h, w) convolved with its kernel: (I, H, W)."""
    down, across = windows(call, kernels[None], maps)
    mode = str(call.setting("padding_mode", "zeros"))
    height, width = call.output_shape[-2:]
    rows = padded(_places(down, height), maps.shape[1], mode)
    columns = padded(_places(across, width), maps.shape[2], mode)
    convolved = functional.conv2d(
        _tensor(patch(maps, rows, columns))[None],
        _tensor(kernels)[:, None],
        stride=(down.stride, across.stride),
        dilation=(down.dilation, across.dilation),
        groups=len(maps),
    )
    return np.asarray(convolved[0].numpy())


def _places(window: Window, cells: int) -> Array:
    """Every place from the first that the first cell reads to the last that the last one does."""
    return np.arange(window.places(0)[0], window.places(cells - 1)[-1] + 1)


def _spread(call: Call, maps: Array, kernels: Floats) -> Floats:
    """The same of a transposed convolution, cut to the layer's own size at the end."""
    stride, dilation = (per_axis(call.setting(name), 2, 1) for name in ("stride", "dilation"))
    top, left = per_axis(call.setting("padding"), 2, 0)
    height, width = call.output_shape[-2:]
    spread = functional.conv_transpose2d(
        _tensor(maps)[None],
        _tensor(kernels)[:, None],
        stride=stride,
        dilation=dilation,
        groups=len(maps),
    )[0]
    # Rows and columns of output padding lie beyond what any input cell reaches.
    beyond = (max(0, left + width - spread.shape[2]), max(0, top + height - spread.shape[1]))
    whole = functional.pad(spread, (0, beyond[0], 0, beyond[1]))
    return np.ascontiguousarray(whole[:, top : top + height, left : left + width].numpy())


def _tensor(values: Array) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float32)
