"""Pictures -> the batches a network learns from."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor

from convscope.preprocess import Preprocess
from convscope.zoo.data import Pictures


def normalise(levels: Tensor, preprocess: Preprocess) -> Tensor:
    """(N, H, W, C) uint8 -> (N, C, H, W) float32 in channels_last, as `Preprocess` gives it."""
    mean = torch.tensor(preprocess.mean, device=levels.device)
    std = torch.tensor(preprocess.std, device=levels.device)
    return ((levels.float() / 255 - mean) / std).permute(0, 3, 1, 2)


def in_order(
    pictures: Pictures, preprocess: Preprocess, batch: int
) -> Iterator[tuple[Tensor, Tensor]]:
    """All pictures as they come, unchanged: (N, C, H, W) and their labels (N,)."""
    for start in range(0, len(pictures), batch):
        some = slice(start, start + batch)
        yield normalise(pictures.levels[some], preprocess), pictures.labels[some]


def shuffled(
    pictures: Pictures, preprocess: Preprocess, batch: int, shift: int, generator: torch.Generator
) -> Iterator[tuple[Tensor, Tensor]]:
    """All pictures once, in random order and, if wanted, at random shifts and mirrored."""
    order = torch.randperm(len(pictures), generator=generator)
    for chosen in torch.split(order, batch):
        levels = (
            shift_and_mirror(pictures.levels, chosen, shift, generator)
            if shift
            else pictures.levels[chosen]
        )
        yield normalise(levels, preprocess), pictures.labels[chosen]


def shift_and_mirror(
    levels: Tensor, chosen: Tensor, shift: int, generator: torch.Generator
) -> Tensor:
    """Each chosen picture moved by up to `shift` pixels, and every second one mirrored.

    What comes into view at an edge is the picture's own reflection there.
    """
    count, (height, width) = len(chosen), levels.shape[1:3]
    rows = _shifted(height, shift, count, generator)
    columns = _shifted(width, shift, count, generator)
    mirrored = torch.rand(count, 1, generator=generator) < 0.5
    columns = torch.where(mirrored, columns.flip(1), columns)
    return levels[chosen[:, None, None], rows[:, :, None], columns[:, None, :]]


def _shifted(size: int, most: int, count: int, generator: torch.Generator) -> Tensor:
    """(count, size): for every picture the rows, or columns, that come into view."""
    shift = torch.randint(-most, most + 1, (count, 1), generator=generator)
    beyond = (torch.arange(size) + shift).abs()
    return (size - 1) - ((size - 1) - beyond).abs()
