"""One cell of any convolution, against torch's own unfold and convolutions in float64."""

from __future__ import annotations

import copy

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F

from convscope.cells import explain
from tests.instrument.cell_runs import Function, last_of, run_of, seeded_run, some_cells

SIZE = 9


@st.composite
def convolutions(draw) -> dict:
    """Options of a convolution that reads maps of 9×9."""
    groups = draw(st.sampled_from([1, 1, 2, 4]))
    kernel = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    return {
        "in_channels": 4,
        "out_channels": groups * draw(st.integers(1, 2)),
        "kernel_size": kernel,
        "stride": draw(st.tuples(st.integers(1, 3), st.integers(1, 3))),
        "padding": draw(st.tuples(st.integers(0, 2), st.integers(0, 2))),
        "dilation": draw(st.tuples(st.integers(1, 2), st.integers(1, 2))),
        "groups": groups,
        "bias": draw(st.booleans()),
        "padding_mode": draw(st.sampled_from(["zeros", "zeros", "reflect", "circular"])),
    }


def layer_of(run):
    """The layer behind the stem."""
    return run.layers[2].name


def behind(module: nn.Module) -> nn.Module:
    return nn.Sequential(nn.Conv2d(3, 4, 1), module)


def doubled(module: nn.Module) -> nn.Module:
    return copy.deepcopy(module).double()


def padded(values: torch.Tensor, options: dict) -> torch.Tensor:
    (down, across), mode = options["padding"], options["padding_mode"]
    mode = "constant" if mode == "zeros" else mode
    return F.pad(values, (across, across, down, down), mode)


def columns(run, options: dict) -> torch.Tensor:
    """What each cell reads, by torch's unfold: (C, kh·kw, H, W)."""
    values = torch.tensor(run.view("0"), dtype=torch.float64)[None]
    windows = F.unfold(
        padded(values, options),
        options["kernel_size"],
        dilation=options["dilation"],
        stride=options["stride"],
    )
    shape = run.view(layer_of(run)).shape
    return windows.view(values.shape[1], -1, *shape[1:])


@settings(max_examples=25)
@given(convolutions(), st.integers(0, 2**16))
def test_the_patch_is_what_torch_unfolds_and_the_kernel_is_the_layers_own(options, seed) -> None:
    module = nn.Conv2d(**options)
    run = run_of(behind(module), SIZE)
    windows, layer = columns(run, options), layer_of(run)
    inputs, outputs = 4 // options["groups"], options["out_channels"] // options["groups"]
    for cell in some_cells(run, layer, 3, seed):
        channel, y, x = cell
        found = explain(run, layer, *cell, most=None)
        first = channel // outputs * inputs
        assert found.kind == "convolution"
        assert found.operands.source == "0"
        assert sorted(each.channel for each in found.operands.channels) == [
            *range(first, first + inputs)
        ]
        for part in found.operands.channels:
            assert np.array_equal(part.patch.ravel(), windows[part.channel, :, y, x].numpy())
            kernel = module.weight[channel, part.channel - first].detach().numpy()
            assert np.array_equal(part.kernel, kernel.astype(np.float64))
            assert part.total == pytest.approx((part.patch * part.kernel).sum(), abs=1e-12)


@settings(max_examples=25)
@given(convolutions(), st.integers(0, 2**16))
def test_the_sum_is_that_of_torch_in_float64(options, seed) -> None:
    module = nn.Conv2d(**options)
    run = run_of(behind(module), SIZE)
    exact = doubled(module)(torch.tensor(run.view("0"), dtype=torch.float64)[None])[0].detach()
    for cell in some_cells(run, layer_of(run), 3, seed):
        found = explain(run, layer_of(run), *cell)
        assert found.explained == pytest.approx(float(exact[cell]), rel=1e-12, abs=1e-12)


transposed = st.fixed_dictionaries(
    {
        "kernel_size": st.tuples(st.integers(1, 4), st.integers(1, 4)),
        "stride": st.tuples(st.integers(1, 3), st.integers(1, 3)),
        "padding": st.tuples(st.integers(0, 1), st.integers(0, 1)),
        "dilation": st.integers(1, 2),
        "groups": st.sampled_from([1, 2]),
        "bias": st.booleans(),
    }
)


@settings(max_examples=20)
@given(transposed, st.integers(0, 2**16))
def test_a_transposed_convolution_gathers_what_others_spread(options, seed) -> None:
    module = nn.ConvTranspose2d(4, 6, **options)
    run = run_of(behind(module), SIZE)
    layer, values = layer_of(run), torch.tensor(run.view("0"), dtype=torch.float64)[None]
    exact = doubled(module)(values)[0].detach()
    for cell in some_cells(run, layer, 3, seed):
        found = explain(run, layer, *cell, most=None)
        assert found.kind == "convolution"
        assert found.operands.transposed
        assert found.explained == pytest.approx(float(exact[cell]), rel=1e-12, abs=1e-12)
        for part in found.operands.channels:
            for row, y in enumerate(found.operands.rows):
                for column, x in enumerate(found.operands.columns):
                    there = y is not None and x is not None
                    value = run.view("0")[part.channel, y, x] if there else 0
                    assert part.patch[row, column] == value


def test_an_output_padding_adds_cells_at_the_end() -> None:
    module = nn.ConvTranspose2d(4, 2, 3, stride=2, padding=1, output_padding=1)
    run = run_of(behind(module), SIZE)
    assert run.view("1").shape == (2, 18, 18)
    assert explain(run, "1", 1, 17, 17).operands.rows == [None, None, 8]


def test_same_padding_of_an_even_kernel_lies_behind() -> None:
    run = seeded_run(lambda: behind(nn.Conv2d(4, 2, (4, 3), padding="same")), SIZE)
    operands = explain(run, "1", 0, 0, 0).operands
    assert (operands.rows, operands.columns) == ([-1, 0, 1, 2], [-1, 0, 1])
    assert explain(run, "1", 0, 8, 8).operands.rows == [7, 8, 9, 10]


@pytest.mark.parametrize(
    "arguments",
    [{}, {"stride": 2, "padding": 1}, {"padding": "same"}, {"groups": 2}, {"dilation": (1, 2)}],
)
def test_a_functional_convolution_reads_its_arguments(arguments) -> None:
    class Functional(nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = nn.Parameter(torch.randn(4, 4 // arguments.get("groups", 1), 3, 3))
            self.bias = nn.Parameter(torch.randn(4))

        def forward(self, x):
            return F.conv2d(x, self.weight, self.bias, **arguments)

    run = seeded_run(lambda: behind(Functional()), SIZE)
    for cell in some_cells(run, layer_of(run), 6):
        found = explain(run, layer_of(run), *cell)
        assert found.kind == "convolution"
        assert found.operands.bias is not None


def test_padding_by_a_function_is_a_layer_of_its_own() -> None:
    class Padded(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(4, 2, 3, stride=2)

        def forward(self, x):
            return self.conv(F.pad(x, (0, 1, 0, 1)))

    run = seeded_run(lambda: behind(Padded()), SIZE + 1)
    found = explain(run, "1.conv", 0, 0, 4)
    assert (found.operands.source, found.operands.columns) == ("1.pad", [8, 9, 10])
    assert (found.operands.height, found.operands.width) == (11, 11)
    assert explain(run, "1.pad", 0, 0, 10).operands.source.layer is None


def test_a_convolution_along_one_axis() -> None:
    function = lambda x: F.conv1d(x.flatten(2), torch.ones(2, 2, 5), padding=2, groups=2)  # noqa: E731
    run = seeded_run(lambda: Function(function), SIZE)
    layer = last_of(run)
    assert run.view(layer).shape == (2, 81)
    found = explain(run, layer, 0, 1, 80, most=None)
    assert (found.kind, found.operands.columns) == ("convolution", [78, 79, 80, 81, 82])
    assert [each.channel for each in found.operands.channels] == [2, 3] or [
        each.channel for each in found.operands.channels
    ] == [3, 2]


def test_the_strongest_channels_are_written_out_and_the_others_are_one() -> None:
    run = seeded_run(lambda: nn.Sequential(nn.Conv2d(3, 30, 1), nn.Conv2d(30, 2, 3)), SIZE)
    whole, some = explain(run, "1", 1, 2, 3, most=None), explain(run, "1", 1, 2, 3, most=5)
    strengths = [abs(each.total) for each in whole.operands.channels]
    assert strengths == sorted(strengths, reverse=True)
    assert [each.channel for each in some.operands.channels] == [
        each.channel for each in whole.operands.channels[:5]
    ]
    others = sum(each.total for each in whole.operands.channels[5:])
    assert (some.operands.rest.count, whole.operands.rest) == (25, None)
    assert some.operands.rest.total == pytest.approx(others)
    assert some.operands.totals.sum() == pytest.approx(
        sum(e.total for e in whole.operands.channels)
    )
    assert explain(run, "1", 1, 2, 3).operands.rest.count == 18


class Conv2dSame(nn.Conv2d):
    """As timm's: pads as TensorFlow does, by sizes that tracing has no numbers for."""

    def forward(self, x):
        before, after = [], []
        for length, kernel, step in zip(x.shape[-2:], self.kernel_size, self.stride, strict=True):
            needed = max((-(-int(length) // step) - 1) * step + kernel - int(length), 0)
            before.append(needed // 2)
            after.append(needed - needed // 2)
        return super().forward(F.pad(x, (before[1], after[1], before[0], after[0])))


def test_tensorflows_padding_of_a_closed_module_is_told_by_the_shapes() -> None:
    run = seeded_run(lambda: behind(Conv2dSame(4, 2, 3, stride=2)), 10)
    layer = run.layer("1")
    assert (layer.op, run.network.graph.closed) == ("Conv2dSame", {"1"})
    for cell in some_cells(run, "1", 12):
        assert explain(run, "1", *cell).kind == "convolution"
    assert explain(run, "1", 0, 4, 0).operands.rows == [8, 9, 10]
