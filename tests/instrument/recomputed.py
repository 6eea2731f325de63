"""The value of an explanation, put together anew from nothing but what it shows."""

from __future__ import annotations

import math

import numpy as np

from convscope.cells.explanation import Explanation


def recomputed(explanation: Explanation) -> float:
    """What a reader with pencil and paper would make of the operands, all of them written out."""
    return RULES[explanation.kind](explanation.operands)


def _convolution(o) -> float:
    products = sum(float((each.patch * each.kernel).sum()) for each in o.channels)
    return products + (o.rest.total if o.rest else 0.0) + (o.bias or 0.0)


def _pooling(o) -> float:
    if o.method == "maximum":
        return float(o.values[o.rows.index(o.winner.y), o.columns.index(o.winner.x)])
    total = o.total if o.values is None else float(o.values.sum())
    return total / (o.divisor or 1)


def _normalization(o) -> float:
    number = (o.source.value - o.statistics.mean) / math.sqrt(o.statistics.variance + o.eps)
    return number * (1.0 if o.weight is None else o.weight) + (o.bias or 0.0)


def _local_response(o) -> float:
    squares = float((o.neighbours**2).sum())
    return o.source.value / (o.k + o.alpha / o.size * squares) ** o.beta


def _activation(o) -> float:
    # The curve is sampled: between two of its points the function lies near their line.
    return float(np.interp(o.source.value, o.curve_x, o.curve_y))


def _linear(o) -> float:
    products = float((o.inputs * o.weights).sum())
    return products + (o.rest.total if o.rest else 0.0) + (o.bias or 0.0)


def _matrix_product(o) -> float:
    return float((o.left * o.right).sum()) + (o.rest.total if o.rest else 0.0)


def _arithmetic(o) -> float:
    first, *others = (each.value for each in o.terms)
    second = others[0] * o.scale if others else 0.0
    return {
        "add": lambda: first + second,
        "subtract": lambda: first - second,
        "multiply": lambda: first * second,
        "divide": lambda: first / second,
        "power": lambda: first**second,
        "larger": lambda: max(first, second),
        "smaller": lambda: min(first, second),
        "sum": lambda: sum(each.value for each in o.terms) + (o.rest.total if o.rest else 0.0),
        "mean": lambda: sum(each.value for each in o.terms) / len(o.terms),
    }[o.operation]()


def _softmax(o) -> float:
    total = sum(math.exp(each - o.shift) for each in o.logits) + (o.rest.total if o.rest else 0.0)
    own = o.logit - o.shift
    return own - math.log(total) if o.logarithm else math.exp(own) / total


RULES = {
    "convolution": _convolution,
    "pooling": _pooling,
    "normalization": _normalization,
    "local_response": _local_response,
    "activation": _activation,
    "linear": _linear,
    "matrix_product": _matrix_product,
    "arithmetic": _arithmetic,
    "concatenation": lambda o: o.source.value,
    "moved": lambda o: o.source.value,
    "softmax": _softmax,
    "pixel": lambda o: (o.level / 255 - o.mean) / o.std,
}
