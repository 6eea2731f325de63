"""What spatial information is: digits whose pixels are all in other places, always the same ones.

A perceptron reads a list of numbers and does not care about their order. A convolution looks at
neighbours, and neighbours no longer have anything to do with each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from convscope.zoo import catalog, data
from convscope.zoo.data import DataSet, Pictures
from convscope.zoo.evaluation import evaluate
from convscope.zoo.training import Epoch, Plan, Training

NETWORKS = ("mlp", "lenet5")
SEED = 0  # of the permutation and of the trainings


def measure(folder: Path, report: Callable[[Epoch, int], None]) -> dict[str, Any]:
    """Train both networks again on shuffled digits, by their own recipes, and measure them.

    Raises `BadOption`.
    """
    return {
        "command": "convscope evaluate shuffled --data PATH",
        "data": f"{data.DESCRIPTIONS[data.MNIST]}, its pixels shuffled by one fixed permutation",
        "seed": SEED,
        "networks": {network: _train(network, folder, report) for network in NETWORKS},
    }


def shuffle(pictures: Pictures, seed: int = SEED) -> Pictures:
    """The same pictures, every one with its pixels (of all channels) in the same new places."""
    count, height, width, channels = pictures.levels.shape
    order = torch.randperm(height * width, generator=torch.Generator().manual_seed(seed))
    pixels = pictures.levels.reshape(count, height * width, channels)[:, order]
    return Pictures(pixels.reshape(count, height, width, channels), pictures.labels)


def _train(network: str, folder: Path, report: Callable[[Epoch, int], None]) -> dict[str, Any]:
    entry = catalog.find(network)
    pictures = data.read(entry.data, folder, entry.preprocess)
    pictures = DataSet(shuffle(pictures.train), shuffle(pictures.test))
    training = Training(Plan(entry.make, entry.preprocess, entry.recipe, SEED), len(pictures.train))
    training.run(pictures, None, lambda epoch: report(epoch, entry.recipe.epochs))
    score = evaluate(training.module, pictures.test.to(training.device), entry.preprocess)
    return {
        "accuracy": score.accuracy,
        "correct": score.correct,
        "pictures": score.pictures,
        "epochs": [asdict(epoch) for epoch in training.epochs],
    }
