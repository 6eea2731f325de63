"""One cell of any activation, against torch's function in float64, and its curve."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F

from convscope.cells import explain
from convscope.cells.functions import FUNCTIONS
from tests.instrument.cell_runs import Function, last_of, seeded_run, some_cells

SIZE = 6

# Every formula, and torch's own function with the same settings.
TORCH = {
    "relu": (F.relu, {}),
    "relu6": (F.relu6, {}),
    "leakyrelu": (F.leaky_relu, {"negative_slope": 0.3}),
    "rrelu": (F.rrelu, {"lower": 0.1, "upper": 0.4}),
    "elu": (F.elu, {"alpha": 0.7}),
    "celu": (F.celu, {"alpha": 1.6}),
    "selu": (F.selu, {}),
    "gelu": (F.gelu, {"approximate": "none"}),
    "silu": (F.silu, {}),
    "mish": (F.mish, {}),
    "hardswish": (F.hardswish, {}),
    "hardsigmoid": (F.hardsigmoid, {}),
    "hardtanh": (F.hardtanh, {"min_val": -0.5, "max_val": 2.0}),
    "sigmoid": (torch.sigmoid, {}),
    "logsigmoid": (F.logsigmoid, {}),
    "tanh": (torch.tanh, {}),
    "tanhshrink": (F.tanhshrink, {}),
    "softplus": (F.softplus, {"beta": 2.0, "threshold": 3.0}),
    "softsign": (F.softsign, {}),
    "softshrink": (F.softshrink, {"lambd": 0.4}),
    "hardshrink": (F.hardshrink, {"lambd": 0.4}),
    "threshold": (F.threshold, {"threshold": 0.2, "value": -3.0}),
    "clamp": (torch.clamp, {"min": -0.3, "max": None}),
    "clip": (torch.clip, {"min": None, "max": 0.6}),
    "exp": (torch.exp, {}),
    "log": (torch.log, {}),
    "sqrt": (torch.sqrt, {}),
    "rsqrt": (torch.rsqrt, {}),
    "square": (torch.square, {}),
    "abs": (torch.abs, {}),
}

MODULES = [
    nn.ReLU(), nn.ReLU(inplace=True), nn.ReLU6(), nn.LeakyReLU(0.2), nn.ELU(0.5), nn.CELU(2.0),
    nn.SELU(), nn.GELU(), nn.GELU("tanh"), nn.SiLU(), nn.Mish(), nn.Hardswish(), nn.Hardsigmoid(),
    nn.Hardtanh(-0.1, 0.2), nn.Sigmoid(), nn.LogSigmoid(), nn.Tanh(), nn.Tanhshrink(),
    nn.Softplus(3.0), nn.Softsign(), nn.Softshrink(0.1), nn.Hardshrink(0.1), nn.RReLU(),
    nn.Threshold(0.1, 20.0),
]  # fmt: skip


def test_every_formula_is_tested() -> None:
    assert set(TORCH) == set(FUNCTIONS)
    for name, (_, chosen) in TORCH.items():
        assert list(chosen) == list(FUNCTIONS[name].settings)


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
@pytest.mark.filterwarnings("ignore:divide by zero:RuntimeWarning")
@pytest.mark.filterwarnings("ignore:overflow:RuntimeWarning")
@pytest.mark.parametrize("name", TORCH)
@settings(max_examples=40)
@given(x=st.floats(-60, 60) | st.sampled_from([0.0, -0.0, np.nan, np.inf, -np.inf]))
def test_a_formula_is_torchs_function(name: str, x: float) -> None:
    function, settings = TORCH[name]
    expected = float(function(torch.tensor(x, dtype=torch.float64), **settings))
    found = float(FUNCTIONS[name].value(np.float64(x), *settings.values()))
    if name in ("silu", "mish", "hardswish") and x == -np.inf:
        assert np.isnan(found)  # the textbook's −∞ × 0, which torch leaves to its kernels
        return
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-13, nan_ok=True)


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_an_activation_module_explains(module: nn.Module) -> None:
    run = seeded_run(lambda: nn.Sequential(nn.Conv2d(3, 4, 1), module), SIZE)
    source = run.view("0")
    for cell in some_cells(run, "1", 10):
        found = explain(run, "1", *cell)
        operands = found.operands
        assert (found.kind, operands.function) == ("activation", type(module).__name__)
        assert operands.source.layer == "0"
        assert operands.source.cell == cell
        assert operands.source.value == float(source[cell])
        assert all(operands.settings[name] == getattr(module, name) for name in operands.settings)


@pytest.mark.parametrize("name", TORCH)
def test_an_activation_by_function_explains(name: str) -> None:
    function, settings = TORCH[name]
    run = seeded_run(lambda: Function(lambda x: function(x.abs() + 0.1, **settings)), SIZE)
    for cell in some_cells(run, last_of(run), 5):
        found = explain(run, last_of(run), *cell)
        assert found.kind == "activation"
        assert dict(found.operands.settings) == settings


def test_methods_of_tensors_are_the_same_functions() -> None:
    run = seeded_run(lambda: Function(lambda x: x.clamp(-0.2, 0.1).sigmoid().relu()), SIZE)
    assert [layer.op for layer in run.layers[2:5]] == ["clamp", "sigmoid", "relu"]
    for layer in run.layers[2:5]:
        assert explain(run, layer.name, 1, 2, 3).kind == "activation"
    assert explain(run, "clamp", 1, 2, 3).operands.settings == {"min": -0.2, "max": 0.1}


def test_the_curve_spans_what_the_layer_was_given_and_lies_on_the_function() -> None:
    run = seeded_run(lambda: nn.Sequential(nn.Conv2d(3, 4, 1), nn.GELU()), SIZE)
    operands = explain(run, "1", 0, 0, 0).operands
    source = run.view("0")
    assert (operands.curve_x[0], operands.curve_x[-1]) == (source.min(), source.max())
    exact = F.gelu(torch.tensor(operands.curve_x)).numpy()
    assert np.allclose(operands.curve_y, exact, rtol=1e-12, atol=1e-12)
    assert np.all(np.diff(operands.curve_x) > 0)


def test_the_curve_of_a_constant_layer_reaches_around_it() -> None:
    run = seeded_run(lambda: Function(lambda x: torch.tanh(x * 0 + 2)), SIZE)
    operands = explain(run, last_of(run), 0, 0, 0).operands
    assert (operands.curve_x[0], operands.curve_x[-1]) == (1, 3)


@pytest.mark.parametrize("count", [1, 4])
def test_learned_slopes_are_shown(count: int) -> None:
    prelu = nn.PReLU(count)
    prelu.weight.data = torch.arange(1.0, count + 1) / 8
    run = seeded_run(lambda: nn.Sequential(nn.Conv2d(3, 4, 1), prelu), SIZE)
    for cell in some_cells(run, "1", 10):
        found = explain(run, "1", *cell)
        assert found.kind == "activation"
        assert found.operands.settings == {"slope": (cell[0] + 1) / 8 if count > 1 else 1 / 8}


def test_infinities_and_nan_are_counted_and_agree() -> None:
    run = seeded_run(lambda: Function(lambda x: torch.tanh(x / torch.zeros(()))), SIZE)
    found = explain(run, "truediv", 0, 0, 0)
    assert np.isinf(found.value)
    assert np.isinf(found.explained)
    assert found.kind == "arithmetic"
    after = explain(run, "tanh", 0, 0, 0)
    assert abs(after.explained) == 1
    assert after.nonfinite == 1
    assert (after.operands.curve_x[0], after.operands.curve_x[-1]) == (-1, 1)
