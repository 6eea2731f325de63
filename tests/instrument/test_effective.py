"""How much each pixel moves a cell, against differences of finite steps."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from convscope.cells.field import field_of
from convscope.effective import effective_field
from convscope.errors import ModelFailed, UnknownCell, UnknownChannel, UnknownLayer
from tests.instrument import small_networks
from tests.instrument.cell_runs import run_of, seeded_run

SIZE = 8


def smooth() -> nn.Module:
    """Without corners, so that a small step shows the slope."""
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(4, 2, 3), nn.Sigmoid()
    )


def by_steps(module: nn.Module, picture: np.ndarray, cell: tuple[int, int, int]) -> np.ndarray:
    """The same from the network's answers to pictures of which one number was moved."""
    exact, step = module.double(), 1e-5
    values = torch.tensor(picture, dtype=torch.float64)
    moved = values + step * torch.eye(values.numel(), dtype=torch.float64).view(-1, *values.shape)
    with torch.no_grad():
        before, after = exact(values[None])[(0, *cell)], exact(moved)[(slice(None), *cell)]
    return ((after - before) / step).abs().view(values.shape).sum(0).numpy()


@pytest.mark.parametrize("cell", [(0, 0, 0), (1, 1, 0)])
def test_it_is_the_slope_by_every_pixel(cell) -> None:
    module = smooth()
    run = run_of(module, SIZE)
    found = effective_field(run, "4", cell)
    assert (found.dtype, found.shape) == (np.float32, (SIZE, SIZE))
    assert np.allclose(found, by_steps(module, run.input, cell), rtol=1e-3, atol=1e-6)


def test_it_lies_within_the_theoretical_field() -> None:
    run = run_of(smooth(), SIZE)
    patch = field_of(run, "3", (0, 1, 0)).input
    found = effective_field(run, "3", (1, 1, 0))
    rows, columns = np.nonzero(found)
    assert (rows.min(), rows.max()) == patch.rows
    assert (columns.min(), columns.max()) == patch.columns


def test_a_pixel_of_the_input_moves_itself_alone() -> None:
    found = effective_field(run_of(smooth(), SIZE), "input", (2, 3, 4))
    expected = np.zeros((SIZE, SIZE), np.float32)
    expected[3, 4] = 1
    assert np.array_equal(found, expected)


def test_behind_a_closed_relu_nothing_moves() -> None:
    module = nn.Sequential(nn.Conv2d(3, 2, 3), nn.ReLU(inplace=True))
    module[0].bias.data.fill_(-100)
    assert not effective_field(run_of(module, SIZE), "1", (1, 2, 2)).any()


def test_what_does_not_depend_on_the_picture_has_none() -> None:
    class Constant(nn.Module):
        def forward(self, x):
            return torch.ones_like(x) * 2

    found = effective_field(run_of(Constant(), SIZE), "mul", (0, 1, 1))
    assert found.shape == (SIZE, SIZE)
    assert not found.any()


@pytest.mark.parametrize(
    ("network", "layer"),
    [
        (small_networks.ControlFlow, "conv"),
        (small_networks.ControlFlow, "softmax"),
        (small_networks.ClosedPart, "inner.conv"),
        (small_networks.ClosedPart, "inner"),
    ],
)
def test_layers_seen_by_hooks_have_one_too(network, layer: str) -> None:
    assert effective_field(seeded_run(network, SIZE), layer, (1, 0, 0)).any()


def test_the_run_and_the_network_stay_as_they_were() -> None:
    module = smooth()
    module.train()
    run = run_of(module, SIZE)
    module.train()
    before = {layer.name: run.output(layer.name).copy() for layer in run.layers}
    effective_field(run, "4", (0, 1, 1))
    assert all(part.training for part in module.modules())
    assert all(parameter.grad is None for parameter in module.parameters())
    for name, values in before.items():
        assert np.array_equal(run.output(name), values)


def test_a_network_that_gives_no_gradient_says_so() -> None:
    class Stubborn(torch.autograd.Function):
        @staticmethod
        def forward(context, x):
            return x.clone()

        @staticmethod
        def backward(context, gradient):
            raise RuntimeError("not that way")

    class Network(nn.Module):
        def forward(self, x):
            return Stubborn.apply(x) if x.sum() > -1e30 else x

    with pytest.raises(ModelFailed, match="not that way"):
        effective_field(run_of(Network(), SIZE), "logits", (0, 0, 0))


@pytest.mark.parametrize(
    ("layer", "cell", "error"),
    [
        ("nope", (0, 0, 0), UnknownLayer),
        ("4", (2, 0, 0), UnknownChannel),
        ("4", (0, 2, 0), UnknownCell),
    ],
)
def test_what_is_not_there_is_refused(layer, cell, error) -> None:
    with pytest.raises(error):
        effective_field(run_of(smooth(), SIZE), layer, cell)
