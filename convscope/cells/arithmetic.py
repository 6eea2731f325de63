"""Numbers put together one by one: an addition, a gate, a difference, a scaling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from convscope.cells import rounding
from convscope.cells.call import Call
from convscope.cells.explanation import Arithmetic, Operands, Rest, Source
from convscope.cells.values import Unclear


@dataclass(frozen=True, eq=False)
class Terms(Operands):
    """The numbers that were put together, in their order, each with where it comes from.

    `operation` is "add", "subtract", "multiply", "divide", "power", "larger", "smaller", "sum" or
    "mean"; `scale` is what the second term is multiplied by first. Of the many terms of a sum or a
    mean `terms` are the largest, the largest first, and `rest` is all others.
    """

    kind: ClassVar[str] = "arithmetic"
    operation: str
    terms: list[Source]
    scale: float = 1.0
    rest: Rest | None = None


@dataclass(frozen=True)
class Operation:
    """An operation on two numbers; `additive` where rounding goes by the size of its terms."""

    name: str
    formula: str
    apply: Callable[[float, float], float]
    additive: bool = False


def _divide(a: float, b: float) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.float64(a) / np.float64(b))


def _power(a: float, b: float) -> float:
    with np.errstate(all="ignore"):
        return float(np.float64(a) ** np.float64(b))


ADD = Operation("add", "first + second", lambda a, b: a + b, additive=True)
SUBTRACT = Operation("subtract", "first − second", lambda a, b: a - b, additive=True)
MULTIPLY = Operation("multiply", "first × second", lambda a, b: a * b)
DIVIDE = Operation("divide", "first / second", _divide)
POWER = Operation("power", "first to the power of second", _power)
LARGER = Operation("larger", "the larger of the two", lambda a, b: float(np.maximum(a, b)))
SMALLER = Operation("smaller", "the smaller of the two", lambda a, b: float(np.minimum(a, b)))

OPERATIONS = {
    "add": ADD,
    "sub": SUBTRACT,
    "subtract": SUBTRACT,
    "mul": MULTIPLY,
    "multiply": MULTIPLY,
    "div": DIVIDE,
    "divide": DIVIDE,
    "truediv": DIVIDE,
    "pow": POWER,
    "maximum": LARGER,
    "minimum": SMALLER,
}


def explain(call: Call) -> Arithmetic:
    """One number of two: the terms are cells of layers, entries of parameters, or constants."""
    operation = OPERATIONS[call.op]
    if call.setting("rounding_mode") is not None:
        raise Unclear("It rounds its result to whole numbers.")
    names = ("input", "exponent" if "exponent" in call.arguments else "other")
    first, second = (call.number(call.arguments[name], call.index) for name in names)
    scale = float(call.setting("alpha") or 1.0)
    explained = operation.apply(first.value, second.value * scale)
    magnitude = abs(explained)
    if operation.additive:
        magnitude += abs(first.value) + abs(second.value * scale)
    error = rounding.of_sum(2, magnitude)
    return Arithmetic(
        operation.formula, explained, error, Terms(operation.name, [first, second], scale)
    )


def explain_negative(call: Call) -> Arithmetic:
    """A number with its sign changed."""
    source = call.source_at(call.index)
    operands = Terms("multiply", [source, Source(-1.0)])
    return Arithmetic(MULTIPLY.formula, -source.value, 0.0, operands)
