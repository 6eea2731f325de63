"""One number of a product of two matrices that both depend on the picture: a row times a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from convscope.cells import rounding
from convscope.cells.call import Call, spread
from convscope.cells.explanation import Arithmetic, Figures, Operands, Rest
from convscope.cells.strongest import split
from convscope.cells.values import Unclear
from convscope.message import sentence


@dataclass(frozen=True, eq=False)
class MatrixProduct(Operands):
    """The terms that count most, the largest first: `left` × `right` = `products` each.

    `index` is where each lies along the row of the first matrix and the column of the second,
    which are `count` long. `rest` is all other terms.
    """

    kind: ClassVar[str] = "matrix_product"
    count: int
    index: list[int]
    left: Figures
    right: Figures
    products: Figures
    rest: Rest | None


def explain(call: Call) -> Arithmetic:
    """A row of the first matrix times a column of the second."""
    first, second = call.input, call.array("other" if "other" in call.arguments else "mat2")
    if second is None or first.ndim < 2 or second.ndim < 2:
        raise Unclear("Only products of two matrices are taken apart.")
    leading, (row, column) = call.index[:-2], call.index[-2:]
    left = first[spread(leading, first.shape[:-2])][row].astype(np.float64)
    right = second[spread(leading, second.shape[:-2])][:, column].astype(np.float64)
    products = left * right
    chosen, rest = split(products, call.most)
    operands = MatrixProduct(
        len(left), chosen.tolist(), left[chosen], right[chosen], products[chosen], rest
    )
    error = rounding.of_sum(len(products), float(np.abs(products).sum()))
    return Arithmetic(sentence("sum of (row × column)"), float(products.sum()), error, operands)
