"""A number less a mean, over the root of a variance, scaled and shifted by what was learned."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from convscope.cells import rounding
from convscope.cells.call import Call
from convscope.cells.explanation import Arithmetic, Operands, Source
from convscope.cells.values import Array

FORMULA = "(input − mean) / √(variance + ε) × weight + bias"


@dataclass(frozen=True)
class Statistics:
    """A mean and a (population) variance, and in words what they are of.

    `count` is how many numbers they were taken over for this picture, None for running ones.
    """

    mean: float
    variance: float
    over: str
    count: int | None = None

    @classmethod
    def of(cls, values: Array, over: str) -> Statistics:
        exact = values.astype(np.float64)
        return cls(float(exact.mean()), float(exact.var()), over, exact.size)


@dataclass(frozen=True, eq=False)
class Normalization(Operands):
    """`method` is "batch", "layer", "group", "instance" or "root mean square".

    The last takes off no mean: its `variance` is the mean of the squares. `normalized` is the
    number before `weight` and `bias`, which are None where the layer has none.
    """

    kind: ClassVar[str] = "normalization"
    method: str
    source: Source
    statistics: Statistics
    eps: float
    normalized: float
    weight: float | None
    bias: float | None


def normalized(
    call: Call, method: str, statistics: Statistics, weight: float | None, bias: float | None
) -> Arithmetic:
    """Normalise the cell's own input by statistics, then scale and shift it."""
    source, eps = call.source_at(call.index), float(call.setting("eps", 1e-5))
    deviation = math.sqrt(statistics.variance + eps)
    number = (source.value - statistics.mean) / deviation
    explained = number * (1.0 if weight is None else weight) + (bias or 0.0)
    operands = Normalization(method, source, statistics, eps, number, weight, bias)
    return Arithmetic(FORMULA, explained, _error(operands, deviation), operands)


def _error(found: Normalization, deviation: float) -> float:
    """What float32 makes of it: large means beside small variances lose digits."""
    mean, variance = abs(found.statistics.mean), found.statistics.variance
    factor = abs(1.0 if found.weight is None else found.weight)
    terms = factor * (abs(found.source.value) + mean) / deviation + abs(found.bias or 0.0)
    if found.statistics.count is None:
        return rounding.of_sum(4, terms)
    squares = (variance + mean * mean) / (variance + found.eps)
    terms += factor * abs(found.normalized) * squares
    return rounding.of_sum(found.statistics.count, terms)
