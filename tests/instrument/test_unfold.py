"""The parts of a map, each an input map convolved with its kernel, against torch itself."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F

from convscope.errors import NoParts, UnknownChannel, UnknownLayer
from convscope.unfold import unfold
from tests.instrument.cell_runs import Function, last_of, run_of, seeded_run

SIZE = 9


@st.composite
def convolutions(draw) -> nn.Module:
    """A convolution that reads 4 maps of 9×9."""
    groups = draw(st.sampled_from([1, 1, 2, 4]))
    return nn.Conv2d(
        4,
        groups * draw(st.integers(1, 2)),
        draw(st.tuples(st.integers(1, 4), st.integers(1, 4))),
        stride=draw(st.tuples(st.integers(1, 3), st.integers(1, 3))),
        padding=draw(st.tuples(st.integers(0, 2), st.integers(0, 2))),
        dilation=draw(st.tuples(st.integers(1, 2), st.integers(1, 2))),
        groups=groups,
        bias=draw(st.booleans()),
        padding_mode=draw(st.sampled_from(["zeros", "zeros", "reflect", "circular"])),
    )


@st.composite
def transposed(draw) -> nn.Module:
    stride = draw(st.integers(1, 3))
    return nn.ConvTranspose2d(
        4,
        6,
        draw(st.tuples(st.integers(1, 4), st.integers(1, 4))),
        stride=stride,
        padding=draw(st.integers(0, 1)),
        output_padding=draw(st.integers(0, stride - 1)),
        groups=draw(st.sampled_from([1, 2])),
        bias=draw(st.booleans()),
    )


def behind(module: nn.Module) -> nn.Module:
    return nn.Sequential(nn.Conv2d(3, 4, 1), module)


def alone(module: nn.Module, values: np.ndarray, channel: int, source: int) -> np.ndarray:
    """What torch's own convolution makes of one input map, all others and the bias being zero."""
    others = torch.zeros(1, *values.shape)
    others[0, source] = torch.tensor(values[source])
    with torch.no_grad():
        bias = 0 if module.bias is None else module.bias[channel]
        return (module(others)[0, channel] - bias).numpy()


@settings(max_examples=30)
@given(st.one_of(convolutions(), transposed()), st.data())
def test_a_part_is_what_one_input_map_gives_by_itself(module, data) -> None:
    run = run_of(behind(module), SIZE)
    channel = data.draw(st.integers(0, module.out_channels - 1))
    parts = unfold(run, "1", channel, most=None)
    assert parts.source == "0"
    assert parts.rest is None
    assert sorted(parts.channels) == [*range(parts.first, parts.first + 4 // module.groups)]
    for source, map_ in zip(parts.channels, parts.maps, strict=True):
        expected = alone(module, run.view("0"), channel, source)
        assert map_ == pytest.approx(expected, abs=2e-6)
        energy = float(np.square(map_.astype(np.float64)).mean())
        assert parts.energies[source - parts.first] == pytest.approx(energy)


@settings(max_examples=20)
@given(st.one_of(convolutions(), transposed()), st.integers(1, 5))
def test_parts_rest_and_bias_add_up_to_the_map(module, most) -> None:
    run = run_of(behind(module), SIZE)
    parts = unfold(run, "1", 0, most=most)
    assert parts.stack.sum(axis=0) + (parts.bias or 0.0) == pytest.approx(
        run.view("1")[0], abs=1e-5
    )
    assert len(parts.channels) + parts.others == len(parts.energies)
    assert (parts.rest is None) == (parts.others == 0)


def test_those_of_the_most_energy_come_first_with_their_kernels() -> None:
    run = seeded_run(lambda: behind(nn.Conv2d(4, 2, 3)), SIZE)
    parts = unfold(run, "1", 1, most=2)
    order = np.argsort(-parts.energies)
    assert parts.channels == order[:2].tolist()
    weight = run.network.module.get_submodule("1").weight[1].detach().numpy()
    assert np.array_equal(parts.kernels, weight[order[:2]])


def test_the_strongest_are_found_beside_numbers_that_are_not_finite() -> None:
    run = seeded_run(lambda: behind(nn.Conv2d(4, 2, 1, bias=False)), SIZE)
    module = run.network.module.get_submodule("0")
    with torch.no_grad():
        module.weight[2:] = float("inf")
    run = run_of(run.network.module, SIZE)
    parts = unfold(run, "1", 0, most=1)
    assert parts.channels == [2]
    assert not np.isfinite(parts.maps).any()
    assert np.isfinite(unfold(run, "1", 0, most=3).maps[2]).all()


def test_a_function_is_unfolded_as_a_module_is() -> None:
    kernel = torch.randn(4, 2, 3, 3, generator=torch.Generator().manual_seed(0))
    run = seeded_run(
        lambda: Function(lambda x: F.conv2d(x, kernel, padding=1, stride=2, groups=2), 4), SIZE
    )
    parts = unfold(run, last_of(run), 2)
    assert parts.channels in ([2, 3], [3, 2])
    assert parts.maps.sum(axis=0) == pytest.approx(run.view(last_of(run))[2], abs=1e-5)


@pytest.mark.parametrize(
    "module",
    [nn.ReLU(), nn.BatchNorm2d(4), nn.Flatten(), nn.AvgPool2d(3), nn.AdaptiveAvgPool2d(1)],
)
def test_what_is_no_convolution_has_no_parts(module: nn.Module) -> None:
    run = seeded_run(lambda: behind(module), SIZE)
    with pytest.raises(NoParts, match=type(module).__name__):
        unfold(run, "1", 0)


def test_a_convolution_of_one_dimension_has_no_maps_to_unfold() -> None:
    run = seeded_run(lambda: nn.Sequential(nn.Flatten(2), nn.Conv1d(3, 4, 3)), SIZE)
    with pytest.raises(NoParts, match="Conv1d"):
        unfold(run, "1", 0)


def test_a_convolution_that_computes_something_else_is_not_unfolded() -> None:
    class Conv2d(nn.Conv2d):
        """Named like torch's, and a leaf because it refuses to be traced."""

        def forward(self, x):
            return super().forward(x) * (2.0 if float(x.sum()) != 0 else 1.0)

    run = seeded_run(lambda: behind(Conv2d(4, 2, 3)), SIZE)
    layer = next(each.name for each in run.layers if each.op == "Conv2d" and each.name != "0")
    with pytest.raises(NoParts):
        unfold(run, layer, 0)


def test_an_unknown_channel_or_layer_is_refused() -> None:
    run = seeded_run(lambda: behind(nn.Conv2d(4, 2, 3)), SIZE)
    with pytest.raises(UnknownChannel, match="no channel 2"):
        unfold(run, "1", 2)
    with pytest.raises(UnknownLayer):
        unfold(run, "2", 0)
