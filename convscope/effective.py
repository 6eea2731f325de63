"""The effective receptive field of a cell: how much each pixel of the input moves it.

Of all that a cell can see, its middle counts most (Luo, Li, Urtasun, Zemel: "Understanding the
Effective Receptive Field in Deep Convolutional Neural Networks", 2016). It is found by carrying the
picture through the network once more, with gradients; the run that is looked at stays as it is.
"""

from __future__ import annotations

import numpy as np
import torch

from convscope.cells.place import Cell, index_of
from convscope.errors import ModelFailed
from convscope.maps import Floats
from convscope.runs import Run


def effective_field(run: Run, layer: str, cell: Cell) -> Floats:
    """The absolute gradient of a cell (channel, y, x) by each pixel, summed over its channels.

    An array (H, W) of float32, zero where the pixel moves nothing. Raises `UnknownLayer`,
    `UnknownChannel` or `UnknownCell`, and `ModelFailed` where the network gives no gradient.
    """
    index = index_of(layer, run.view(layer).shape, cell)
    picture = torch.tensor(run.input, requires_grad=True)
    output = run.network.differentiable(picture).outputs[layer]
    if not output.requires_grad:
        return np.zeros(run.input.shape[1:], dtype=np.float32)
    try:
        (gradient,) = torch.autograd.grad(output[index], picture, allow_unused=True)
    except RuntimeError as error:
        raise ModelFailed(
            "No gradient of the layer {layer!r} could be had: {error}.",
            layer=layer,
            error=str(error),
        ) from error
    assert gradient is not None
    total: Floats = gradient.abs().sum(0).numpy()
    return total
