"""What augmentation and dropout are for: two networks trained without the one or the other.

Krizhevsky, Sutskever and Hinton (2012) name these two as what keeps a large network from learning
its training pictures by heart, which shows as training accuracy without test accuracy.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from torch import nn

from convscope.zoo import catalog, data, weights
from convscope.zoo.catalog import Entry
from convscope.zoo.training import Epoch, Plan, Training
from convscope.zoo.weights import Trained

NETWORKS = ("alexnet_mini", "vgg_mini")
SHIPPED = "as trained"


def without_augmentation(entry: Entry, seed: int) -> Plan:
    """The training of an entry, but every picture is always shown as it is."""
    return Plan(entry.make, entry.preprocess, replace(entry.recipe, shift=0), seed)


def without_dropout(entry: Entry, seed: int) -> Plan:
    """The training of an entry, but no unit is ever left out."""

    def make() -> nn.Module:
        module = entry.make()
        for part in module.modules():
            if isinstance(part, nn.Dropout):
                part.p = 0.0
        return module

    return Plan(make, entry.preprocess, entry.recipe, seed)


VARIANTS: dict[str, Callable[[Entry, int], Plan]] = {
    "without augmentation": without_augmentation,
    "without dropout": without_dropout,
}


def measure(
    folder: Path, kept: Path, report: Callable[[Epoch, int], None], seed: int = 0
) -> dict[str, Any]:
    """Accuracies per epoch of both networks, as they were trained and without the one or the other.

    What was trained is kept in `kept`, so that stopping loses no more than an epoch. Raises
    `BadOption`, and `WeightsMissing` where a network as trained is not there to compare with.
    """
    return {
        "command": "convscope evaluate ablations --data PATH",
        "data": data.DESCRIPTIONS[data.CIFAR10],
        "seed": seed,
        "networks": {
            network: {
                SHIPPED: _shipped(network),
                **{
                    name: train(network, name, folder, kept, report, seed=seed) for name in VARIANTS
                },
            }
            for network in NETWORKS
        },
    }


def train(
    network: str,
    variant: str,
    folder: Path,
    kept: Path,
    report: Callable[[Epoch, int], None],
    *,
    seed: int = 0,
) -> dict[str, list[float]]:
    """Train one network in one variant, or go on where it was stopped."""
    kept.mkdir(parents=True, exist_ok=True)
    name = f"{network}_{variant.replace(' ', '_')}"
    result, checkpoint = kept / f"{name}.json", kept / f"{name}.checkpoint"
    if result.exists():
        finished: dict[str, list[float]] = json.loads(result.read_text("utf-8"))
        return finished
    entry = catalog.find(network)
    pictures = data.read(entry.data, folder, entry.preprocess)
    training = Training(VARIANTS[variant](entry, seed), len(pictures.train))
    epochs = training.run(pictures, checkpoint, lambda epoch: report(epoch, entry.recipe.epochs))
    accuracies = _accuracies([asdict(epoch) for epoch in epochs])
    result.write_text(json.dumps(accuracies) + "\n", "utf-8")
    checkpoint.unlink()
    return accuracies


def _shipped(network: str) -> dict[str, list[float]]:
    return _accuracies(weights.check(Trained(network, weights.FOLDER))["epochs"])


def _accuracies(epochs: list[dict[str, Any]]) -> dict[str, list[float]]:
    """Fractions of 1, one per epoch."""
    return {
        "train": [epoch["train_accuracy"] for epoch in epochs],
        "test": [epoch["test_accuracy"] for epoch in epochs],
    }
