"""One cell of any normalisation, against torch's own in float64."""

from __future__ import annotations

import copy

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from convscope.cells import explain
from tests.instrument.cell_runs import Function, last_of, run_of, seeded_run, some_cells

SIZE = 7


class ChannelsLast(nn.Module):
    """Normalises tokens, as the last axis, and puts the axes back."""

    def __init__(self, norm: nn.Module):
        super().__init__()
        self.norm = norm

    def forward(self, x):
        return self.norm(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


MODULES = {
    "batch": lambda: nn.BatchNorm2d(4, eps=1e-3),
    "batch, without its numbers": lambda: nn.BatchNorm2d(4, affine=False),
    "batch, by this picture": lambda: nn.BatchNorm2d(4, track_running_stats=False),
    "group": lambda: nn.GroupNorm(2, 4),
    "group of one": lambda: nn.GroupNorm(4, 4, affine=False),
    "instance": lambda: nn.InstanceNorm2d(4, affine=True),
    "layer": lambda: nn.LayerNorm((4, SIZE, SIZE)),
    "layer of rows": lambda: nn.LayerNorm((SIZE, SIZE), bias=False),
    "tokens": lambda: ChannelsLast(nn.LayerNorm(4)),
    "root mean square": lambda: ChannelsLast(nn.RMSNorm(4, eps=1e-6)),
    "local response": lambda: nn.LocalResponseNorm(3, alpha=0.1),
    "local response, even": lambda: nn.LocalResponseNorm(4, alpha=0.1, beta=0.5, k=2),
}


def randomised(make) -> nn.Module:
    """With learned numbers that are not all one and zero."""
    torch.manual_seed(0)
    module = nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), make()).eval()
    for name, tensor in [*module[1].named_parameters(), *module[1].named_buffers()]:
        if tensor.is_floating_point():
            tensor.data.uniform_(0.5 if "var" in name else -1, 2)
    return module


@pytest.mark.parametrize("name", MODULES)
def test_a_cell_is_what_torch_makes_of_it_in_float64(name: str) -> None:
    module = randomised(MODULES[name])
    run = run_of(module, SIZE)
    source = torch.tensor(run.view("0"), dtype=torch.float64)[None]
    exact = copy.deepcopy(module[1]).double()(source)[0].detach().numpy()
    layer = next(each.name for each in run.layers[2:] if each.kind == "normalization")
    if name in ("tokens", "root mean square"):
        exact = exact.transpose(1, 2, 0)
    for cell in some_cells(run, layer, 12):
        found = explain(run, layer, *cell)
        assert found.kind in ("normalization", "local_response")
        assert found.explained == pytest.approx(exact[cell], rel=1e-9, abs=1e-12)
        assert abs(found.difference) <= found.rounding
        assert found.operands.source.cell == cell


def test_a_batch_normalisation_shows_the_networks_own_numbers() -> None:
    module = randomised(MODULES["batch"])
    norm = module[1]
    operands = explain(run_of(module, SIZE), "1", 2, 3, 4).operands
    assert operands.method == "batch"
    assert operands.eps == 1e-3
    assert operands.statistics.mean == float(norm.running_mean[2])
    assert operands.statistics.variance == float(norm.running_var[2])
    assert operands.statistics.count is None
    assert operands.weight == float(norm.weight[2].detach())
    assert operands.bias == float(norm.bias[2].detach())


@pytest.mark.parametrize(
    ("name", "count", "over"),
    [
        ("batch, by this picture", 49, "this picture's map"),
        ("group", 98, "channels 2 to 3"),
        ("instance", 49, "this picture's map"),
        ("layer", 196, "the layer"),
        ("tokens", 4, "the vector"),
    ],
)
def test_it_says_what_the_statistics_are_of(name: str, count: int, over: str) -> None:
    run = run_of(randomised(MODULES[name]), SIZE)
    layer = next(each.name for each in run.layers[2:] if each.kind == "normalization")
    statistics = explain(run, layer, 3, 3, 3).operands.statistics
    assert (statistics.count, statistics.over) == (count, over)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: F.batch_norm(x, torch.ones(4), torch.full((4,), 2.0), eps=0.1),
        lambda x: F.batch_norm(x, None, None, training=True),
        lambda x: F.group_norm(x, 2),
        F.instance_norm,
        lambda x: F.layer_norm(x, (SIZE, SIZE)),
        lambda x: F.local_response_norm(x, 3),
        lambda x: F.rms_norm(x, (SIZE,), eps=1e-5),
    ],
)
def test_normalisations_by_function(function) -> None:
    run = seeded_run(lambda: Function(function), SIZE)
    exact = function(torch.tensor(run.view("stem")[None])).numpy()[0]
    for cell in some_cells(run, last_of(run), 8):
        found = explain(run, last_of(run), *cell)
        assert found.kind in ("normalization", "local_response")
        assert found.explained == pytest.approx(exact[cell], rel=1e-4, abs=1e-5)


def test_large_means_beside_small_variances_are_allowed_for() -> None:
    module = randomised(MODULES["group"])
    module[0].bias.data.add_(300)
    run = run_of(module, SIZE)
    for cell in some_cells(run, "1", 30):
        assert explain(run, "1", *cell).kind == "normalization"


def test_the_neighbours_of_a_local_response_end_with_the_channels() -> None:
    run = run_of(randomised(MODULES["local response"]), SIZE)
    for channel, first, count in ((0, 0, 2), (2, 1, 3), (3, 2, 2)):
        operands = explain(run, "1", channel, 1, 1).operands
        assert (operands.first, len(operands.neighbours)) == (first, count)
        values = run.view("0")[first : first + count, 1, 1]
        assert np.array_equal(operands.neighbours, values.astype(np.float64))
