"""One cell of AlexNet's local response normalisation: neighbouring channels damp each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from convscope.cells import rounding
from convscope.cells.call import Call
from convscope.cells.explanation import Arithmetic, Figures, Operands, Source

FORMULA = "input / (k + α / size × sum of the neighbours' squares) ^ β"


@dataclass(frozen=True, eq=False)
class LocalResponse(Operands):
    """The same cell in neighbouring channels of the source, from channel `first` on.

    `neighbours` are their values, the cell's own among them; `divisor` is what `source` is
    divided by.
    """

    kind: ClassVar[str] = "local_response"
    source: Source
    first: int
    neighbours: Figures
    size: int
    alpha: float
    beta: float
    k: float
    divisor: float


def explain(call: Call) -> Arithmetic:
    """Over `size` channels about the cell's own, as far as there are any."""
    size, k = int(call.setting("size")), float(call.setting("k", 1.0))
    alpha, beta = float(call.setting("alpha", 1e-4)), float(call.setting("beta", 0.75))
    batch, channel, place = call.index[0], call.index[1], call.index[2:]
    first = max(channel - size // 2, 0)
    # Of an even number the larger half lies before the channel.
    last = channel + (size - 1) // 2
    near: tuple[Any, ...] = (batch, slice(first, last + 1), *place)
    neighbours = call.input[near].astype(np.float64)
    divisor = float((k + alpha / size * np.square(neighbours).sum()) ** beta)
    source = call.source_at(call.index)
    explained = source.value / divisor
    operands = LocalResponse(source, first, neighbours, size, alpha, beta, k, divisor)
    return Arithmetic(FORMULA, explained, rounding.of_sum(size, abs(explained)), operands)
