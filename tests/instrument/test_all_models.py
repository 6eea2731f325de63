"""A spread sample of what `make test-all-models` goes through, and that its check can fail."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from tests.coverage.architectures import everything
from tests.coverage.check import check

SAMPLE = {
    "googlenet", "mnasnet0_5", "regnet_y_400mf", "shufflenet_v2_x0_5", "squeezenet1_1", "swin_t",
    "convnext_zepto_rms", "eca_resnext26ts", "edgenext_xx_small", "mixnet_s", "resnest14d",
    "ese_vovnet19b_dw",
}  # fmt: skip
CHOSEN = [each for each in everything() if each.name in SAMPLE]


def test_the_sample_is_of_twelve_families():
    assert len({each.family for each in CHOSEN}) == len(CHOSEN) == 12


@pytest.mark.parametrize("architecture", CHOSEN, ids=lambda each: each.name)
def test_every_layer_the_answer_and_the_shapes_are_those_of_the_plain_network(architecture):
    finding = check(architecture.build(), architecture.channels, *architecture.size)
    assert finding.problem == ""
    assert finding.modules > finding.layers / 4


class Counting(nn.Module):
    """Gives another answer every time, which no two passes can agree about."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        self.calls += 1
        return x + self.calls


def test_the_check_finds_a_layer_that_differs():
    module = nn.Sequential(nn.Conv2d(3, 4, 12), Counting(), nn.Flatten())
    assert check(module.eval(), 3, 12, 12).problem.startswith("1 ")
