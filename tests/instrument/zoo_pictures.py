"""Generated pictures to learn from: each class is a bar in another place, with noise upon it."""

from __future__ import annotations

import torch

from convscope.preprocess import Preprocess
from convscope.zoo.data import DataSet, Pictures

CLASSES = 10


def pictures(preprocess: Preprocess, count: int, seed: int = 0) -> Pictures:
    generator = torch.Generator().manual_seed(seed)
    size = (count, preprocess.height, preprocess.width, preprocess.channels)
    levels = torch.randint(0, 80, size, generator=generator)
    labels = torch.arange(count) % CLASSES
    for picture, label in zip(levels, labels.tolist(), strict=True):
        start = 2 + 2 * label
        picture[start : start + 3] += 150
    return Pictures(levels.to(torch.uint8), labels)


def data_set(preprocess: Preprocess, train: int = 40, test: int = 20) -> DataSet:
    return DataSet(pictures(preprocess, train), pictures(preprocess, test, seed=1))
