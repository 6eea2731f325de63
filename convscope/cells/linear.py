"""One number of a fully connected layer, or of a product of matrices: products, summed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from convscope.cells import rounding
from convscope.cells.call import Call, entry
from convscope.cells.explanation import Arithmetic, Figures, Operands, Rest
from convscope.cells.strongest import split


@dataclass(frozen=True, eq=False)
class Linear(Operands):
    """The terms that count most, the largest first: `inputs` × `weights` = `products` each.

    `index` is where each lies in the vector that is read of layer `source`; `count` is how long
    that is. `rest` is all other terms.
    """

    kind: ClassVar[str] = "linear"
    source: str
    count: int
    index: list[int]
    inputs: Figures
    weights: Figures
    products: Figures
    rest: Rest | None
    bias: float | None


def explain(call: Call) -> Arithmetic:
    """A vector times one row of the weights, plus the bias."""
    weight, row = call.array("weight"), call.index[-1]
    assert weight is not None
    vector = call.input[call.index[:-1]].astype(np.float64)
    weights = np.atleast_2d(weight)[row].astype(np.float64)
    products = vector * weights
    chosen, rest = split(products, call.most)
    bias = entry(call.array("bias"), row)
    operands = Linear(
        source=call.source,
        count=len(vector),
        index=chosen.tolist(),
        inputs=vector[chosen],
        weights=weights[chosen],
        products=products[chosen],
        rest=rest,
        bias=bias,
    )
    explained = float(products.sum()) + (bias or 0.0)
    magnitude = float(np.abs(products).sum()) + abs(bias or 0.0)
    error = rounding.of_sum(len(products), magnitude)
    return Arithmetic("sum of (input × weight) + bias", explained, error, operands)
