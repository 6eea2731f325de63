"""Fully connected layers, products of matrices, sums, gates and softmax, against NumPy."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F

from convscope.cells import explain
from convscope.cells.softmax import share
from tests.instrument.cell_runs import Function, last_of, seeded_run, some_cells

SIZE = 4


def test_a_fully_connected_layer_shows_its_largest_terms() -> None:
    module = nn.Linear(64, 10)
    run = seeded_run(lambda: nn.Sequential(nn.Conv2d(3, 4, 1), nn.Flatten(), module), SIZE)
    vector = run.view("1").astype(np.float64)
    products = vector * module.weight[7].detach().numpy()
    found = explain(run, "2", 7, 0, 0)
    operands = found.operands
    assert (operands.source, operands.count, len(operands.index)) == ("1", 64, 12)
    assert operands.index == np.argsort(-np.abs(products), kind="stable")[:12].tolist()
    assert np.array_equal(operands.inputs, vector[operands.index])
    assert np.allclose(operands.products, products[operands.index], rtol=1e-15)
    assert operands.rest.count == 52
    assert operands.products.sum() + operands.rest.total == pytest.approx(products.sum())
    assert found.explained == pytest.approx(products.sum() + float(module.bias[7].detach()))
    assert len(explain(run, "2", 7, 0, 0, most=None).operands.index) == 64


def test_a_fully_connected_layer_over_tokens_reads_its_own_token() -> None:
    class Tokens(nn.Module):
        def __init__(self):
            super().__init__()
            self.linear = nn.Linear(3, 6, bias=False)

        def forward(self, x):
            return self.linear(x.flatten(2).transpose(1, 2))

    run = seeded_run(Tokens, SIZE)
    tokens = run.view("transpose")
    assert run.view("linear").shape == (16, 6)
    for cell in some_cells(run, "linear", 6):
        operands = explain(run, "linear", *cell, most=None).operands
        assert sorted(operands.inputs) == sorted(tokens[cell[1]].astype(np.float64))
        assert operands.bias is None


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x @ x.transpose(2, 3),
        lambda x: torch.matmul(x, x),
        lambda x: torch.bmm(x.flatten(0, 1), x.flatten(0, 1)),
        lambda x: torch.matmul(x, x[:, :1]),
    ],
)
def test_a_product_of_matrices_is_a_row_times_a_column(function) -> None:
    run = seeded_run(lambda: Function(function), SIZE)
    exact = function(torch.tensor(run.view("stem"), dtype=torch.float64)[None])
    exact = exact.numpy().reshape(run.view(last_of(run)).shape)
    for cell in some_cells(run, last_of(run), 6):
        found = explain(run, last_of(run), *cell, most=2)
        assert found.kind == "matrix_product"
        assert found.explained == pytest.approx(exact[cell], rel=1e-12)
        assert (found.operands.count, found.operands.rest.count) == (SIZE, 2)


OPERATIONS = {
    "add": lambda x, y: x + y,
    "subtract": lambda x, y: x - y,
    "multiply": lambda x, y: x * y,
    "divide": lambda x, y: x / y,
    "larger": torch.maximum,
    "smaller": torch.minimum,
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_two_layers_put_together(name: str) -> None:
    class Two(nn.Module):
        def __init__(self):
            super().__init__()
            self.left, self.right = nn.Conv2d(3, 4, 1), nn.Conv2d(3, 4, 1)

        def forward(self, x):
            return OPERATIONS[name](self.left(x), nn.functional.relu(self.right(x)) + 0.5)

    run = seeded_run(Two, SIZE)
    for cell in some_cells(run, last_of(run), 6):
        operands = explain(run, last_of(run), *cell).operands
        assert operands.operation == name
        assert [each.cell for each in operands.terms] == [cell, cell]
        assert operands.terms[0].layer == "left"
        assert operands.terms[0].value == float(run.view("left")[cell])


@pytest.mark.parametrize(
    ("function", "operation", "constant", "place"),
    [
        (lambda x: x + 3, "add", 3, 1),
        (lambda x: 2 - x, "subtract", 2, 0),
        (lambda x: x.mul(0.5), "multiply", 0.5, 1),
        (lambda x: torch.div(x, 3), "divide", 3, 1),
        (lambda x: x**2, "power", 2, 1),
        (lambda x: torch.pow(x, 2), "power", 2, 1),
        (lambda x: -x, "multiply", -1, 1),
        (lambda x: x * x.size(1), "multiply", 4, 1),
    ],
)
def test_a_constant_is_no_cell_of_a_layer(function, operation, constant, place) -> None:
    run = seeded_run(lambda: Function(function), SIZE)
    operands = explain(run, last_of(run), 1, 2, 3).operands
    assert operands.operation == operation
    term = operands.terms[place]
    assert (term.value, term.layer, term.cell, term.parameter) == (constant, None, None, None)


def test_the_second_term_may_be_scaled() -> None:
    run = seeded_run(lambda: Function(lambda x: torch.add(x, x, alpha=-0.25)), SIZE)
    found = explain(run, last_of(run), 0, 1, 2)
    assert found.operands.scale == -0.25
    assert found.explained == pytest.approx(0.75 * found.operands.terms[0].value)


def test_a_gate_is_one_number_for_a_whole_map() -> None:
    def gate(x):
        return x * torch.sigmoid(F.adaptive_avg_pool2d(x, 1))

    run = seeded_run(lambda: Function(gate), SIZE)
    map, factor = explain(run, "mul", 3, 1, 2).operands.terms
    assert (map.layer, map.cell) == ("stem", (3, 1, 2))
    assert (factor.layer, factor.cell) == ("sigmoid", (3, 0, 0))
    assert factor.value == float(run.view("sigmoid")[3, 0, 0])


def test_a_learned_scale_is_named_by_its_path() -> None:
    class Scaled(nn.Module):
        def __init__(self):
            super().__init__()
            self.scale = nn.Parameter(torch.arange(3.0).view(3, 1, 1))
            self.skip = nn.Identity()

        def forward(self, x):
            return self.skip(x) + x * self.scale

    run = seeded_run(Scaled, SIZE)
    factor = explain(run, "mul", 2, 1, 1).operands.terms[1]
    assert (factor.parameter, factor.value, factor.layer) == ("scale", 2.0, None)
    assert [each.layer for each in explain(run, "add", 2, 1, 1).operands.terms] == ["input", "mul"]


@given(st.lists(st.floats(-80, 80), min_size=1, max_size=40), st.integers(1, 40), st.data())
def test_a_share_of_exponentials(logits, most, data) -> None:
    own = data.draw(st.integers(0, len(logits) - 1))
    values = np.array(logits)
    exact = np.exp(values - values.max())
    found = share("logits", values, own, most)
    operands = found.operands
    assert found.explained == pytest.approx(exact[own] / exact.sum(), rel=1e-12)
    assert operands.shift == values.max()
    assert own in operands.index
    shown = operands.exponentials.sum() + (operands.rest.total if operands.rest else 0)
    assert shown == pytest.approx(operands.total)
    assert len(operands.index) + (operands.rest.count if operands.rest else 0) == len(logits)
    logarithm = share("logits", values, own, most, logarithm=True)
    assert logarithm.explained == pytest.approx(values[own] - values.max() - np.log(exact.sum()))


@pytest.mark.parametrize(
    ("function", "axis"),
    [
        (lambda x: torch.softmax(x, dim=1), 0),
        (lambda x: F.softmax(x, -1), 2),
        (lambda x: x.softmax(2), 1),
        (lambda x: F.log_softmax(x, dim=1), 0),
        (nn.Softmax(1), 0),
        (nn.Softmax2d(), 0),
        (nn.LogSoftmax(3), 2),
    ],
)
def test_a_softmax_runs_along_its_axis(function, axis) -> None:
    run = seeded_run(lambda: Function(function), SIZE)
    for cell in some_cells(run, last_of(run), 6):
        operands = explain(run, last_of(run), *cell, most=None).operands
        along = list(cell)
        along[axis] = slice(None)
        logits = run.view("stem")[tuple(along)]
        assert (operands.kind, operands.own) == ("softmax", cell[axis])
        assert sorted(operands.logits) == sorted(logits.astype(np.float64))


def test_the_softmax_behind_the_logits_is_explained() -> None:
    run = seeded_run(lambda: nn.Sequential(nn.Flatten(), nn.Linear(48, 30)), SIZE)
    best = run.predictions[0]
    found = explain(run, "softmax", best.index, 0, 0)
    assert found.explained == pytest.approx(best.probability)
    assert (found.operands.source, found.operands.own) == ("1", best.index)
    assert found.operands.index[0] == best.index
