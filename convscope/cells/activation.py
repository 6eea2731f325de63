"""One cell of an activation: the number that went in, and the curve that it lies on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from convscope.cells import rounding
from convscope.cells.call import Call
from convscope.cells.explanation import Arithmetic, Figures, Operands, Source
from convscope.cells.functions import FUNCTIONS, Function
from convscope.cells.values import Array
from convscope.message import sentence

CURVE_POINTS = 65

PRELU = Function(
    sentence("x if x > 0, else slope × x"),
    lambda x, slope: np.where(x > 0, x, slope * x),
    {"slope": 0.25},
)


@dataclass(frozen=True, eq=False)
class Activation(Operands):
    """A function with its `settings`, and the number `source` that it was given.

    `curve_x` spans what the layer was given anywhere, from its smallest to its largest number;
    `curve_y` is the function there.
    """

    kind: ClassVar[str] = "activation"
    function: str
    settings: Mapping[str, Any]
    source: Source
    curve_x: Figures
    curve_y: Figures


def explain(call: Call) -> Arithmetic:
    """The value of a function of one number."""
    name = call.op.replace("_", "").lower()
    function = FUNCTIONS[name]
    settings = {
        each: _plain(call.setting(each, default)) for each, default in function.settings.items()
    }
    return _on_curve(call, function, settings)


def explain_prelu(call: Call) -> Arithmetic:
    """The same where the slope is learned, for all channels or for each."""
    weight = call.array("weight")
    assert weight is not None
    slopes = np.ravel(weight)
    slope = float(slopes[call.index[1] if len(slopes) > 1 else 0])
    return _on_curve(call, PRELU, {"slope": slope})


def _on_curve(call: Call, function: Function, settings: Mapping[str, Any]) -> Arithmetic:
    source = call.source_at(call.index)
    points = np.linspace(*_range(call.input, source.value), CURVE_POINTS)
    with np.errstate(all="ignore"):
        values = function.value(np.append(points, source.value), *settings.values())
    explained = float(values[-1])
    operands = Activation(call.op, settings, source, points, values[:-1])
    # Formulas take the number apart and put it together again: x × sigmoid(x), 1 + x, …
    magnitude = abs(source.value) + abs(explained)
    return Arithmetic(function.formula, explained, rounding.of_sum(4, magnitude), operands)


def _range(values: Array, own: float) -> tuple[float, float]:
    """The smallest and largest finite number, a little around them where they are one."""
    low, high = float(values.min()), float(values.max())
    if not (np.isfinite(low) and np.isfinite(high)):
        finite = values[np.isfinite(values)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (-1.0, 1.0)
    return (low, high) if low < high else (low - 1.0, high + 1.0)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | bool) else float(value)
