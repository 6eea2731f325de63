"""Where the channels of a concatenation came from, against channels that say so themselves."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from convscope.origins import Origin, origins, stacked
from convscope.runs import Run, run
from convscope.samples import read_sample
from tests.instrument.cell_runs import run_of


class Labelled(nn.Module):
    """A 1×1 convolution of whose every map all values are its label: 100 · number + channel."""

    def __init__(self, number: int, channels: int, out: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, out, 1)
        nn.init.zeros_(self.conv.weight)
        self.conv.bias.data = 100.0 * number + torch.arange(out)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.conv(x)


class Dense(nn.Module):
    """Concatenations of concatenations, one with the same layer twice, and some of other kinds."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.two = Labelled(1, 3, 5), Labelled(2, 5, 2)
        self.three, self.four = Labelled(3, 7, 4), Labelled(4, 11, 3)
        self.same = nn.Identity()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        one = self.one(x)
        first = torch.cat((one, self.two(one)), 1)
        second = torch.cat([self.same(first), self.three(first)], dim=1)
        third = torch.cat([self.four(second), second, one], dim=-3)
        flat = torch.cat((third, third), dim=2)
        halves = torch.cat(third.chunk(2, 1)[::-1], 1)
        return flat.mean((2, 3)) + halves.mean((2, 3))


@pytest.fixture(scope="module")
def dense() -> Run:
    return run_of(Dense(), 8)


@pytest.mark.parametrize("layer", ["cat", "cat_1", "cat_2"])
def test_every_channel_came_from_the_layer_that_it_says(dense: Run, layer: str) -> None:
    numbers = {"one.conv": 1, "two.conv": 2, "three.conv": 3, "four.conv": 4}
    said = [
        100 * numbers[origin.layer] + channel
        for origin in origins(dense, layer)
        for channel in range(origin.channels)
    ]
    assert np.array_equal(dense.output(layer)[:, 0, 0], said)


def test_the_ranges_follow_one_another(dense: Run) -> None:
    assert origins(dense, "cat_1") == (
        Origin("one.conv", 0, 4),
        Origin("two.conv", 5, 6),
        Origin("three.conv", 7, 10),
    )


@pytest.mark.parametrize("layer", ["one.conv", "cat_3", "cat_4"])
def test_what_does_not_stack_whole_layers_is_its_own_origin(dense: Run, layer: str) -> None:
    channels = dense.layer(layer).shape[0]
    assert stacked(dense, dense.layer(layer)) == ()
    assert origins(dense, layer) == (Origin(layer, 0, channels - 1),)


def test_the_last_concatenation_of_a_dense_block_holds_all_its_layers() -> None:
    photo = run("densenet_mini", read_sample("cat"))
    found = origins(photo, "block2.layer4.cat")
    assert [each.layer for each in found] == ["transition1.pool"] + [
        f"block2.layer{number}.conv" for number in range(1, 5)
    ]
    whole = photo.output("block2.layer4.cat")
    for each in found:
        assert np.array_equal(whole[each.first : each.last + 1], photo.output(each.layer))
