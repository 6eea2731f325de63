"""Depth as the papers count it: their networks are named after it."""

from __future__ import annotations

import pytest
import torchvision

from convscope.depth import depth
from convscope.graph import build


@pytest.mark.parametrize(
    ("name", "expected"), [("vgg16", 16), ("resnet18", 18), ("densenet121", 121), ("alexnet", 8)]
)
def test_depth_is_the_number_in_the_name(name, expected):
    network = torchvision.models.get_model(name, weights=None).eval()
    assert depth(build(network, (3, 64, 64)).layers) == expected


def test_no_layers_have_no_depth():
    assert depth(()) == 0
