"""What a digit's place means to a network: its accuracy when every digit is moved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from convscope.zoo import catalog, data, weights
from convscope.zoo.data import Pictures
from convscope.zoo.evaluation import evaluate
from convscope.zoo.training import best_device, in_layout
from convscope.zoo.weights import Trained

NETWORKS = ("mlp", "lenet5")
FARTHEST = 8  # pixels
DIRECTIONS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


def measure(folder: Path) -> dict[str, Any]:
    """The accuracy of the shipped networks for 0 to 8 pixels, on average and by direction.

    Raises `BadOption`, `WeightsMissing` or `WeightsDamaged`.
    """
    return {
        "command": "convscope evaluate shifts --data PATH",
        "data": data.DESCRIPTIONS[data.MNIST],
        "pixels": list(range(FARTHEST + 1)),
        "networks": {network: _measure(network, folder) for network in NETWORKS},
    }


def shift(levels: Tensor, down: int, right: int) -> Tensor:
    """Pictures (N, H, W, C) moved by whole pixels; what comes into view is black."""
    height, width = levels.shape[1:3]
    moved = torch.zeros_like(levels)
    moved[:, max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)] = levels[
        :, max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)
    ]
    return moved


def _measure(network: str, folder: Path) -> dict[str, Any]:
    entry, device = catalog.find(network), best_device()
    module = entry.make()
    card = weights.load_into(module, Trained(network, weights.FOLDER))
    module = in_layout(module, device)
    test = data.read(entry.data, folder, entry.preprocess).test.to(device)

    def accuracy(down: int, right: int) -> float:
        moved = Pictures(shift(test.levels, down, right), test.labels)
        return evaluate(module, moved, entry.preprocess).accuracy

    by_direction = {
        direction: [accuracy(down * pixels, right * pixels) for pixels in range(FARTHEST + 1)]
        for direction, (down, right) in DIRECTIONS.items()
    }
    mean = [round(sum(some) / len(some), 6) for some in zip(*by_direction.values(), strict=True)]
    return {"sha256": card["sha256"], "accuracy": mean, **by_direction}
