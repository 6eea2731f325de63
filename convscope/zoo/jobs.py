"""What the two commands do: train a network of the zoo and write it down, or measure it again."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import PIL
import torch
from torch import nn

from convscope.costs import module_parameters
from convscope.depth import depth
from convscope.graph import build
from convscope.preprocess import Preprocess
from convscope.zoo import catalog, data, weights
from convscope.zoo.evaluation import Score, evaluate
from convscope.zoo.training import Epoch, Plan, Training, best_device, in_layout
from convscope.zoo.weights import Trained


def train(
    network: str, folder: Path, output: Path, seed: int, report: Callable[[Epoch, int], None]
) -> dict[str, Any]:
    """Train on the data in `folder`, write weights and card to `output`, return the card.

    A checkpoint of each epoch is kept in `output` until the training is finished. Raises
    `UnknownModel`, and `BadOption` for data or a checkpoint that cannot be used.
    """
    entry = catalog.find(network)
    pictures = data.read(entry.data, folder, entry.preprocess)
    output.mkdir(parents=True, exist_ok=True)
    checkpoint = output / f"{network}.checkpoint"
    plan = Plan(entry.make, entry.preprocess, entry.recipe, seed)
    training = Training(plan, len(pictures.train))
    training.run(pictures, checkpoint, lambda epoch: report(epoch, entry.recipe.epochs))
    score = evaluate(training.module, pictures.test.to(training.device), entry.preprocess)
    card = _card(network, data.DESCRIPTIONS[entry.data], training, score)
    weights.write(Trained(network, output), training.module, card)
    checkpoint.unlink()
    return card


def measure(network: str, folder: Path, where: Path | None) -> tuple[Score, dict[str, Any]]:
    """The score of trained weights, measured now, and the card that tells what it was.

    Raises `UnknownModel`, `BadOption`, `WeightsMissing` or `WeightsDamaged`.
    """
    entry = catalog.find(network)
    trained = Trained(network, where or weights.FOLDER)
    module = entry.make()
    card = weights.load_into(module, trained)
    device = best_device()
    test = data.read(entry.data, folder, entry.preprocess).test.to(device)
    return evaluate(in_layout(module, device), test, entry.preprocess), card


def _card(network: str, description: str, training: Training, score: Score) -> dict[str, Any]:
    return {
        "network": network,
        "data": description,
        "accuracy": score.accuracy,
        "correct": score.correct,
        "pictures": score.pictures,
        "loss": score.loss,
        "parameters": module_parameters(training.module),
        **size(training.module, training.plan.preprocess),
        "seed": training.plan.seed,
        "recipe": asdict(training.plan.recipe),
        "seconds": round(sum(epoch.seconds for epoch in training.epochs), 1),
        "device": training.device.type,
        "threads": torch.get_num_threads(),
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "numpy": np.__version__,
            "pillow": PIL.__version__,
        },
        "epochs": [asdict(epoch) for epoch in training.epochs],
    }


def size(module: nn.Module, preprocess: Preprocess) -> dict[str, int]:
    """The multiply-adds for one picture, and the depth."""
    shape = (preprocess.channels, preprocess.height, preprocess.width)
    layers = build(module.cpu().eval(), shape).layers
    return {"macs": sum(layer.macs for layer in layers), "depth": depth(layers)}
