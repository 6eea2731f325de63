"""Which additions end a residual block, and which of their terms is the skip."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from convscope import graph
from convscope.skips import Skip, skips
from tests.instrument.zoo_graphs import layers


def conv(channels: int = 4, out: int = 4, kernel: int = 3, stride: int = 1) -> nn.Conv2d:
    return nn.Conv2d(channels, out, kernel, stride, padding=kernel // 2)


class Sums(nn.Module):
    """Additions of several kinds, of which three end a block."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = conv(3)
        self.plain = nn.Sequential(conv(), nn.ReLU(), conv())
        self.down = nn.Sequential(conv(4, 8, 3, 2), nn.ReLU(), conv(8, 8))
        self.project = nn.Sequential(nn.AvgPool2d(2), conv(4, 8, 1), nn.BatchNorm2d(8))
        self.single = conv(8, 8)
        self.left, self.right = conv(8, 8), conv(8, 8)
        self.position = nn.Parameter(torch.zeros(8, 1, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.stem(x)
        x = x + self.plain(x)
        x = self.project(x) + self.down(x)
        x = torch.add(self.single(x), x)
        x = self.left(x) + self.right(x)  # neither is the skip
        x = x + x
        x = x + self.position
        return (x + x.mean((2, 3), keepdim=True)).mean((2, 3))


@pytest.fixture(scope="module")
def found() -> tuple[Skip, ...]:
    return skips(graph.build(Sums(), (3, 8, 8)).layers)


def test_an_identity_goes_around_the_block(found: tuple[Skip, ...]) -> None:
    assert found[0] == Skip("add", "stem", "stem", "plain.2")
    assert not found[0].projected


def test_a_projection_is_linear_and_has_one_convolution(found: tuple[Skip, ...]) -> None:
    assert found[1] == Skip("add_1", "add", "project.2", "down.2")
    assert found[1].projected


def test_a_block_may_have_a_single_convolution(found: tuple[Skip, ...]) -> None:
    assert found[2] == Skip("add_2", "add_1", "add_1", "single")


def test_other_additions_end_no_block(found: tuple[Skip, ...]) -> None:
    assert len(found) == 3


@pytest.mark.parametrize(
    ("network", "blocks", "projected"),
    [("resnet_mini", 6, 2), ("efficientnet_mini_b1", 6, 0), ("vgg_mini", 0, 0)],
)
def test_the_blocks_of_the_zoo(network: str, blocks: int, projected: int) -> None:
    found = skips(layers(network))
    assert (len(found), sum(skip.projected for skip in found)) == (blocks, projected)
