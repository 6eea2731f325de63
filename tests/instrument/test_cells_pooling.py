"""One cell of any pooling, against torch's own, with the cells that won."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F

from convscope.cells import explain
from tests.instrument.cell_runs import Function, last_of, run_of, seeded_run, some_cells

SIZE = 10


def behind(module: nn.Module) -> nn.Module:
    return nn.Sequential(nn.Conv2d(3, 3, 1), module)


@st.composite
def windows(draw) -> dict:
    kernel = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    return {
        "kernel_size": kernel,
        "stride": draw(st.sampled_from([None, 1, 2, 3, (1, 2)])),
        "padding": tuple(draw(st.integers(0, side // 2)) for side in kernel),
        "ceil_mode": draw(st.booleans()),
    }


@settings(max_examples=20)
@given(windows(), st.integers(1, 2), st.integers(0, 2**16))
def test_the_winner_of_a_maximum_is_torchs(options, dilation, seed) -> None:
    options = {**options, "dilation": dilation}
    run = run_of(behind(nn.MaxPool2d(**options)), SIZE)
    source = torch.tensor(run.view("0"))[None]
    values, places = F.max_pool2d(source, **options, return_indices=True)
    for cell in some_cells(run, "1", 4, seed):
        found = explain(run, "1", *cell)
        winner = found.operands.winner
        assert found.operands.method == "maximum"
        assert winner.y * SIZE + winner.x == int(places[(0, *cell)])
        assert found.explained == float(values[(0, *cell)])
        rows, columns = found.operands.rows, found.operands.columns
        assert np.array_equal(found.operands.values, run.view("0")[cell[0]][np.ix_(rows, columns)])


@settings(max_examples=20)
@given(
    windows(),
    st.booleans(),
    st.sampled_from([None, None, 7]),
    st.integers(0, 2**16),
)
def test_a_mean_has_torchs_divisor(options, count_include_pad, divisor, seed) -> None:
    options = {
        **options, "count_include_pad": count_include_pad, "divisor_override": divisor
    }  # fmt: skip
    run = run_of(behind(nn.AvgPool2d(**options)), SIZE)
    source = torch.tensor(run.view("0"), dtype=torch.float64)[None]
    exact = nn.AvgPool2d(**options)(source)[0]
    counted = nn.AvgPool2d(**options)(torch.ones_like(source))[0]
    for cell in some_cells(run, "1", 4, seed):
        found = explain(run, "1", *cell)
        operands = found.operands
        assert found.explained == pytest.approx(float(exact[cell]), rel=1e-12, abs=1e-13)
        inside = len(operands.rows) * len(operands.columns)
        assert operands.divisor == pytest.approx(inside / float(counted[cell]))


@settings(max_examples=12)
@given(st.tuples(st.integers(1, 12), st.integers(1, 12)), st.integers(0, 2**16))
def test_adaptive_windows_are_torchs(size, seed) -> None:
    assume(size != (SIZE, SIZE))
    both = nn.ModuleList([nn.AdaptiveAvgPool2d(size), nn.AdaptiveMaxPool2d(size)])
    for module in both:
        run = run_of(behind(module), SIZE)
        exact = module(torch.tensor(run.view("0"), dtype=torch.float64)[None])[0]
        for cell in some_cells(run, "1", 3, seed):
            found = explain(run, "1", *cell)
            assert found.kind == "pooling"
            assert found.explained == pytest.approx(float(exact[cell]), rel=1e-12, abs=1e-13)


def test_of_equal_cells_the_first_wins() -> None:
    run = run_of(nn.Sequential(nn.Conv2d(3, 2, 1), nn.Threshold(1e9, 2.0), nn.MaxPool2d(3)), SIZE)
    winner = explain(run, "2", 1, 1, 2).operands.winner
    assert (winner.y, winner.x, winner.ties) == (3, 6, 9)


@pytest.mark.parametrize(
    ("function", "method"),
    [
        (lambda x: x.mean((2, 3)), "mean"),
        (lambda x: torch.mean(x, dim=[-1, -2], keepdim=True), "mean"),
        (lambda x: x.mean(3), "mean"),
        (lambda x: x.mean(dim=2, keepdim=True), "mean"),
        (lambda x: x.sum((2, 3)), "sum"),
        (lambda x: torch.amax(x, (2, 3)), "maximum"),
        (lambda x: x.amax(-1), "maximum"),
        (lambda x: F.adaptive_avg_pool2d(x, 1), "mean"),
        (lambda x: F.adaptive_max_pool2d(x, (None, 2)), "maximum"),
        (lambda x: F.avg_pool2d(x, 3, 2, 1), "mean"),
        (lambda x: F.max_pool2d(x, kernel_size=3, stride=2, padding=1), "maximum"),
        (lambda x: F.max_pool2d(x, 2), "maximum"),
        (lambda x: F.avg_pool1d(x.flatten(2), 7), "mean"),
        (lambda x: F.max_pool1d(x.flatten(2), 7, 2), "maximum"),
        (lambda x: F.adaptive_avg_pool1d(x.flatten(2), 7), "mean"),
    ],
)
def test_poolings_by_function(function, method) -> None:
    run = seeded_run(lambda: Function(function), SIZE)
    layer = last_of(run)
    (source,) = run.layer(layer).inputs
    for cell in some_cells(run, layer, 5):
        operands = explain(run, layer, *cell).operands
        assert (operands.kind, operands.source) == ("pooling", source)
        assert operands.method == method
        maps = run.view(source).reshape(-1, *run.view(source).shape[-2:])
        shown = maps[operands.channel][np.ix_(operands.rows, operands.columns)]
        assert np.array_equal(operands.values, shown)


def test_a_mean_across_channels_has_terms_of_every_channel() -> None:
    run = seeded_run(lambda: Function(lambda x: x.mean(1, keepdim=True)), SIZE)
    found = explain(run, last_of(run), 0, 3, 4)
    assert (found.kind, found.operands.operation) == ("arithmetic", "mean")
    assert sorted(each.cell for each in found.operands.terms) == [(n, 3, 4) for n in range(4)]
    assert found.explained == pytest.approx(run.view("stem")[:, 3, 4].astype(np.float64).mean())


@pytest.mark.parametrize(
    "function", [lambda x: x.sum((1, 2, 3), keepdim=True), lambda x: x.sum((1, 3))]
)
def test_channels_and_space_at_once_are_not_taken_apart(function) -> None:
    run = seeded_run(lambda: Function(function), SIZE)
    found = explain(run, last_of(run), 0, 0, 0)
    assert (found.kind, found.explained) == ("opaque", None)
    assert "several channels" in found.operands.reason


def test_the_values_of_a_large_window_are_left_in_the_source() -> None:
    run = seeded_run(lambda: Function(nn.AdaptiveAvgPool2d(1)), 33)
    operands = explain(run, last_of(run), 2, 0, 0).operands
    assert (operands.values, operands.divisor) == (None, 33 * 33)
    assert operands.rows == operands.columns == list(range(33))


def test_a_nan_wins_over_any_number() -> None:
    def holed(x):
        return F.max_pool2d(torch.sqrt(x), 5)

    run = seeded_run(lambda: Function(holed), SIZE)
    layer = last_of(run)
    (source,) = run.layer(layer).inputs
    found = explain(run, layer, 0, 0, 0)
    assert np.isnan(run.view(source)[0, :5, :5]).any()
    assert np.isnan(found.value)
    assert np.isnan(found.explained)
    assert np.isnan(run.view(source)[0, found.operands.winner.y, found.operands.winner.x])
    assert found.nonfinite == 1 + np.isnan(run.view(source)[0, :5, :5]).sum()
