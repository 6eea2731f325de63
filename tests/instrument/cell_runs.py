"""Runs of small networks on noise, for cells to be taken apart."""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image
from torch import nn

from convscope.cells.place import maps_shape
from convscope.network import Network
from convscope.preprocess import Preprocess
from convscope.runs import Run, run

GREY = (0.5,)


def noise(size: int, seed: int = 0) -> Image.Image:
    levels = np.random.default_rng(seed).integers(0, 256, (size, size, 3), np.uint8)
    return Image.fromarray(levels)


def run_of(module: nn.Module, size: int = 12, channels: int = 3) -> Run:
    """The run of a module on noise of `channels` (1 or 3) × size × size."""
    preprocess = Preprocess(
        channels, size, size, "bilinear", 1.0, GREY * channels, (0.25,) * channels
    )
    return run(Network.of_module(module.eval(), preprocess), noise(size))


def seeded_run(make, size: int = 12, channels: int = 3) -> Run:
    torch.manual_seed(0)
    return run_of(make(), size, channels)


def last_of(run: Run) -> str:
    """The last layer of the network itself, before a softmax that Convscope adds."""
    return list(run.network.graph.kept)[-1]


def some_cells(run: Run, layer: str, count: int = 8, seed: int = 0) -> list[tuple[int, int, int]]:
    """The corners of a layer's maps, and cells drawn at random."""
    channels, height, width = maps_shape(run.view(layer).shape)
    rng = np.random.default_rng(seed)
    drawn = rng.integers((channels, height, width), size=(count, 3)).tolist()
    ends = [(0, 0, 0), (channels - 1, height - 1, width - 1)]
    return [tuple(each) for each in [*drawn, *ends]]


class Function(nn.Module):
    """A function as a network, behind a convolution that makes `channels` maps of the picture."""

    def __init__(self, function, channels: int = 4):
        super().__init__()
        self.stem = nn.Conv2d(3, channels, 1)
        self.function = function

    def forward(self, x):
        return self.function(self.stem(x))
