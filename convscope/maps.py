"""One shape for every output: maps of channels."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def as_maps(values: Floats) -> Floats:
    """See any output as maps of shape (C, H, W), without copying where the layout allows it.

    - one number, (): one map of 1×1
    - a vector, (C,): C maps of 1×1
    - a matrix, (T, D): a single map of T rows and D columns
    - (C, H, W): itself
    - more axes: all but the last two are folded into channels
    """
    values = np.asarray(values, dtype=np.float32)
    if values.ndim < 2:
        return values.reshape(-1, 1, 1)
    channels = math.prod(values.shape[:-2])
    return values.reshape(channels, *values.shape[-2:])


def interleaved(maps: Floats) -> bool:
    """Whether the channels of a pixel lie together in memory, as torch's channels_last has them."""
    return abs(maps.strides[0]) < abs(maps.strides[-1])
