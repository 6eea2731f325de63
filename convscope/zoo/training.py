"""Teach a network a data set, one epoch at a time, so that it can be stopped and taken up again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from convscope.preprocess import Preprocess
from convscope.zoo import checkpoints
from convscope.zoo.batches import shuffled
from convscope.zoo.data import DataSet, Pictures
from convscope.zoo.evaluation import evaluate
from convscope.zoo.recipes import Recipe


@dataclass(frozen=True)
class Epoch:
    """What one epoch came to. Losses are mean cross-entropies, accuracies fractions of 1."""

    epoch: int
    train_loss: float
    train_accuracy: float
    test_loss: float
    test_accuracy: float
    seconds: float


@dataclass(frozen=True)
class Plan:
    """What is to be trained, and how."""

    make: Callable[[], nn.Module]
    preprocess: Preprocess
    recipe: Recipe
    seed: int = 0


class Training:
    """A network under training: its weights, its optimiser and how far it is."""

    def __init__(self, plan: Plan, pictures: int, device: torch.device | None = None) -> None:
        recipe = plan.recipe
        self.plan = plan
        self.device = device or best_device()
        torch.manual_seed(plan.seed)
        self.module = in_layout(plan.make(), self.device)
        self.optimiser = _optimiser(self.module, recipe)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser,
            max_lr=recipe.peak,
            total_steps=recipe.epochs * -(-pictures // recipe.batch),
            pct_start=recipe.warmup,
            cycle_momentum=False,
        )
        self.epochs: list[Epoch] = []

    def run(
        self, data: DataSet, checkpoint: Path | None, report: Callable[[Epoch], None]
    ) -> list[Epoch]:
        """Train to the last epoch, from the checkpoint if there is one, saving each epoch there."""
        data = DataSet(data.train.to(self.device), data.test.to(self.device))
        if checkpoint and checkpoint.exists():
            self.load_state(checkpoints.load(checkpoint, self._identity()))
        while len(self.epochs) < self.plan.recipe.epochs:
            self.epochs.append(self._epoch(data))
            if checkpoint:
                checkpoints.save(checkpoint, self._identity(), self.state())
            report(self.epochs[-1])
        return self.epochs

    def _epoch(self, data: DataSet) -> Epoch:
        started = time.monotonic()
        train_loss, train_accuracy = self.learn(data.train)
        test = evaluate(self.module, data.test, self.plan.preprocess, self.plan.recipe.precision)
        seconds = time.monotonic() - started
        return Epoch(
            len(self.epochs) + 1, train_loss, train_accuracy, test.loss, test.accuracy, seconds
        )

    def learn(self, pictures: Pictures) -> tuple[float, float]:
        """Show every picture once; returns the loss and the accuracy on the way."""
        recipe, number = self.plan.recipe, len(self.epochs)
        # Chance depends on the seed and the epoch alone, so that resuming changes nothing.
        generator = torch.Generator().manual_seed(self.plan.seed * 1000 + number)
        torch.manual_seed(self.plan.seed * 1000 + number)
        loss_sum, correct = torch.zeros((), device=self.device), 0
        self.module.train()
        batches = shuffled(pictures, self.plan.preprocess, recipe.batch, recipe.shift, generator)
        for inputs, labels in batches:
            with torch.autocast(
                self.device.type, torch.bfloat16, enabled=recipe.precision == "bfloat16"
            ):
                logits = self.module(inputs).float()
            loss = nn.functional.cross_entropy(logits, labels, label_smoothing=recipe.smoothing)
            self.optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            self.optimiser.step()
            self.schedule.step()
            loss_sum += loss.detach() * len(labels)
            correct += int((logits.argmax(1) == labels).sum())
        return float(loss_sum) / len(pictures), correct / len(pictures)

    def state(self) -> dict[str, Any]:
        return {
            "module": self.module.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "epochs": [asdict(epoch) for epoch in self.epochs],
        }

    def load_state(self, state: dict[str, Any]) -> None:
        self.module.load_state_dict(state["module"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        self.epochs = [Epoch(**epoch) for epoch in state["epochs"]]

    def _identity(self) -> dict[str, Any]:
        return {"seed": self.plan.seed, **asdict(self.plan.recipe)}


def best_device() -> torch.device:
    """The GPU where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def in_layout(module: nn.Module, device: torch.device) -> nn.Module:
    """The module on a device, in the memory layout in which convolutions are fastest."""
    return module.to(device).to(memory_format=torch.channels_last)


def _optimiser(module: nn.Module, recipe: Recipe) -> torch.optim.Optimizer:
    parameters = list(module.parameters())
    groups = [
        {"params": [p for p in parameters if p.ndim > 1], "weight_decay": recipe.weight_decay},
        {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0.0},
    ]
    if recipe.optimiser == "adam":
        return torch.optim.Adam(groups, lr=recipe.peak)
    return torch.optim.SGD(groups, lr=recipe.peak, momentum=0.9, nesterov=True)
