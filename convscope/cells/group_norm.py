"""Normalisation by statistics of this very picture: of a layer, a group, a map, or a token."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from convscope.cells.call import Call, entry
from convscope.cells.explanation import Arithmetic
from convscope.cells.normalization import Statistics, normalized
from convscope.cells.values import Array
from convscope.message import sentence


def explain_layer(call: Call) -> Arithmetic:
    """Layer normalisation: over the last axes, as many as `normalized_shape` names."""
    values, weight, bias = _last_axes(call)
    statistics = Statistics.of(values, sentence("the layer" if values.ndim > 1 else "the vector"))
    return normalized(call, "layer", statistics, weight, bias)


def explain_root_mean_square(call: Call) -> Arithmetic:
    """The same without taking off a mean: over the root of the mean of the squares."""
    values, weight, bias = _last_axes(call)
    squares = float(np.square(values.astype(np.float64)).mean())
    statistics = Statistics(0.0, squares, sentence("the mean of the squares"), values.size)
    found = normalized(call, "root mean square", statistics, weight, bias)
    return replace(found, formula="input / √(mean of squares + ε) × weight")


def explain_group(call: Call) -> Arithmetic:
    """Group normalisation: over the maps of the channel's group."""
    picture, channel = call.input[call.index[0]], call.index[1]
    size = len(picture) // call.setting("num_groups")
    first = channel // size * size
    over = f"channels {first} to {first + size - 1}"
    statistics = Statistics.of(picture[first : first + size], over)
    return normalized(call, "group", statistics, *_of_channel(call))


def explain_instance(call: Call) -> Arithmetic:
    """Instance normalisation: over the channel's own map."""
    batch, channel = call.index[:2]
    statistics = Statistics.of(call.input[batch, channel], sentence("this picture's map"))
    return normalized(call, "instance", statistics, *_of_channel(call))


def _last_axes(call: Call) -> tuple[Array, float | None, float | None]:
    """The numbers normalised together, and the two learned ones at the cell's place there."""
    shape = tuple(call.setting("normalized_shape"))
    leading, own = call.index[: -len(shape)], call.index[-len(shape) :]
    place = int(np.ravel_multi_index(own, shape)) if math.prod(shape) else 0
    weight, bias = (entry(call.array(name), place) for name in ("weight", "bias"))
    return call.input[leading], weight, bias


def _of_channel(call: Call) -> tuple[float | None, float | None]:
    weight, bias = (entry(call.array(name), call.index[1]) for name in ("weight", "bias"))
    return weight, bias
