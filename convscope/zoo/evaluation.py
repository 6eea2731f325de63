"""How well a network does on pictures it was not taught."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from convscope.preprocess import Preprocess
from convscope.zoo.batches import in_order
from convscope.zoo.data import Pictures

BATCH = 500


@dataclass(frozen=True)
class Score:
    """`correct` of `pictures`, and the mean cross-entropy."""

    correct: int
    pictures: int
    loss: float

    @property
    def accuracy(self) -> float:
        return self.correct / self.pictures


def evaluate(
    module: nn.Module, pictures: Pictures, preprocess: Preprocess, precision: str = "float32"
) -> Score:
    """Run all pictures once, unchanged, in evaluation mode, on the device they are on."""
    module.eval()
    correct, loss = 0, 0.0
    low = precision == "bfloat16"
    with torch.inference_mode():
        for inputs, labels in in_order(pictures, preprocess, BATCH):
            with torch.autocast(inputs.device.type, torch.bfloat16, enabled=low):
                logits = module(inputs).float()
            correct += int((logits.argmax(1) == labels).sum())
            loss += float(nn.functional.cross_entropy(logits, labels, reduction="sum"))
    return Score(correct, len(pictures), loss / len(pictures))
