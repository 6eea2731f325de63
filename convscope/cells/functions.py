"""The activation functions as formulas, in float64: what is written here is the textbook's form."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from convscope.message import sentence

Figures = NDArray[np.float64]

# Klambauer et al., "Self-Normalizing Neural Networks" (2017).
SELU_ALPHA = 1.6732632423543772
SELU_SCALE = 1.0507009873554805


@dataclass(frozen=True)
class Function:
    """A function of one number: its formula, its value, and its settings with their defaults."""

    formula: str
    value: Callable[..., Figures]
    settings: Mapping[str, Any] = field(default_factory=dict)


def sigmoid(x: Figures) -> Figures:
    value: Figures = 1 / (1 + np.exp(-x))
    return value


def threshold(x: Figures, above: float, value: float) -> Figures:
    return np.where(x <= above, value, x)


def softplus(x: Figures, beta: float = 1.0, linear: float = 20.0) -> Figures:
    return np.where(x * beta > linear, x, np.logaddexp(0, x * beta) / beta)


def gelu(x: Figures, approximate: str = "none") -> Figures:
    if approximate == "tanh":
        bent: Figures = np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))
        return 0.5 * x * (1 + bent)
    return 0.5 * x * _erfc(-x / math.sqrt(2))


def elu(x: Figures, alpha: float) -> Figures:
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


def clamp(x: Figures, low: float | None, high: float | None) -> Figures:
    held = x if low is None else np.maximum(x, low)
    return held if high is None else np.minimum(held, high)


def hard_sigmoid(x: Figures) -> Figures:
    return np.clip(x + 3, 0, 6) / 6


def _erfc(x: Figures) -> Figures:
    flat = [math.erfc(each) for each in np.ravel(x)]
    return np.array(flat).reshape(np.shape(x))


def _leaky(x: Figures, negative_slope: float) -> Figures:
    return np.where(x > 0, x, negative_slope * x)


# By the name of the operation in small letters without underscores.
FUNCTIONS: dict[str, Function] = {
    "relu": Function("max(0, x)", lambda x: np.maximum(x, 0)),
    "relu6": Function("min(max(0, x), 6)", lambda x: np.clip(x, 0, 6)),
    "leakyrelu": Function(sentence("x if x > 0, else slope × x"), _leaky, {"negative_slope": 0.01}),
    "rrelu": Function(
        sentence("x if x > 0, else (lower + upper) / 2 × x"),
        lambda x, lower, upper: _leaky(x, (lower + upper) / 2),
        {"lower": 1 / 8, "upper": 1 / 3},
    ),
    "elu": Function(sentence("x if x > 0, else α × (exp(x) − 1)"), elu, {"alpha": 1.0}),
    "celu": Function(
        sentence("x if x > 0, else α × (exp(x / α) − 1)"),
        lambda x, alpha: np.where(x > 0, x, elu(x / alpha, alpha)),
        {"alpha": 1.0},
    ),
    "selu": Function(
        sentence("scale × (x if x > 0, else α × (exp(x) − 1))"),
        lambda x: SELU_SCALE * elu(x, SELU_ALPHA),
    ),
    "gelu": Function(
        sentence("x × Φ(x), Φ being the normal distribution"), gelu, {"approximate": "none"}
    ),
    "silu": Function("x × sigmoid(x)", lambda x: x * sigmoid(x)),
    "mish": Function("x × tanh(softplus(x))", lambda x: x * np.tanh(softplus(x))),
    "hardswish": Function("x × min(max(x + 3, 0), 6) / 6", lambda x: x * hard_sigmoid(x)),
    "hardsigmoid": Function("min(max(x + 3, 0), 6) / 6", hard_sigmoid),
    "hardtanh": Function(
        "min(max(x, min_val), max_val)",
        clamp,
        {"min_val": -1.0, "max_val": 1.0},
    ),
    "sigmoid": Function("1 / (1 + exp(−x))", sigmoid),
    "logsigmoid": Function("log(1 / (1 + exp(−x)))", lambda x: -np.logaddexp(0, -x)),
    "tanh": Function("tanh(x)", np.tanh),
    "tanhshrink": Function("x − tanh(x)", lambda x: x - np.tanh(x)),
    "softplus": Function(
        sentence("log(1 + exp(β x)) / β, and x where β x > threshold"),
        softplus,
        {"beta": 1.0, "threshold": 20.0},
    ),
    "softsign": Function("x / (1 + |x|)", lambda x: x / (1 + np.abs(x))),
    "softshrink": Function(
        sentence("x moved by λ towards zero, at most to zero"),
        lambda x, lambd: np.sign(x) * np.maximum(np.abs(x) - lambd, 0),
        {"lambd": 0.5},
    ),
    "hardshrink": Function(
        sentence("x, and zero where |x| ≤ λ"),
        lambda x, lambd: np.where(np.abs(x) <= lambd, 0, x),
        {"lambd": 0.5},
    ),
    "threshold": Function(
        sentence("x if x > threshold, else value"),
        threshold,
        {"threshold": 0.0, "value": 0.0},
    ),
    **dict.fromkeys(
        ("clamp", "clip"),
        Function(
            sentence("x held between min and max"),
            clamp,
            {"min": None, "max": None},
        ),
    ),
    "exp": Function("exp(x)", np.exp),
    "log": Function("log(x)", np.log),
    "sqrt": Function("√x", np.sqrt),
    "rsqrt": Function("1 / √x", lambda x: 1 / np.sqrt(x)),
    "square": Function("x × x", lambda x: x * x),
    "abs": Function("|x|", np.abs),
}
