"""How each network is trained."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training, but for the data and the seed.

    `peak` is the highest learning rate of the one-cycle schedule, which warms up over the first
    `warmup` of the steps and then falls to nothing along a cosine. `precision` is that of the
    convolutions while training and of the accuracy after each epoch; the card's is measured in
    float32.
    """

    epochs: int
    batch: int
    optimiser: str  # "sgd", with Nesterov momentum of 0.9, or "adam"
    peak: float
    weight_decay: float  # of the weights only: not of biases, nor of normalisations
    smoothing: float  # of the labels
    shift: int  # pixels, at most, by which a picture is moved; with it every second is mirrored
    precision: str  # "float32" or "bfloat16"
    warmup: float = 0.25


DIGITS = Recipe(
    epochs=20,
    batch=128,
    optimiser="adam",
    peak=0.005,
    weight_decay=0.0,
    smoothing=0.0,
    shift=0,
    precision="float32",
)


def objects(epochs: int, peak: float = 0.1, shift: int = 2, precision: str = "bfloat16") -> Recipe:
    """For CIFAR-10: what is learnt fast, in the precision that is fastest on the processor."""
    return Recipe(
        epochs=epochs,
        batch=128,
        optimiser="sgd",
        peak=peak,
        weight_decay=5e-4,
        smoothing=0.05,
        shift=shift,
        precision=precision,
    )
