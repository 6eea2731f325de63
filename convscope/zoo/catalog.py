"""The networks of the zoo: what is known of each without its weights, in order of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from torch import nn

from convscope.errors import UnknownModel
from convscope.message import sentence
from convscope.preprocess import Preprocess
from convscope.zoo import efficientnet_mini
from convscope.zoo.alexnet_mini import AlexNetMini
from convscope.zoo.data import CIFAR10, MNIST
from convscope.zoo.densenet_mini import DenseNetMini
from convscope.zoo.googlenet_mini import GoogLeNetMini
from convscope.zoo.lenet5 import LeNet5
from convscope.zoo.mlp import MLP
from convscope.zoo.recipes import DIGITS, Recipe, objects
from convscope.zoo.resnet_mini import ResNetMini
from convscope.zoo.vgg_mini import VGGMini


@dataclass(frozen=True)
class Entry:
    """A network of the zoo: `make` builds it untrained, `recipe` is how it was trained."""

    id: str
    name: str
    family: str
    year: int
    paper: str
    summary: str  # what to look at
    data: str
    preprocess: Preprocess
    make: Callable[[], nn.Module]
    recipe: Recipe
    convolutional: bool = True


DIGIT = Preprocess(
    channels=1,
    height=28,
    width=28,
    interpolation="bicubic",
    crop=1.0,
    mean=(0.1307,),
    std=(0.3081,),
)


def object_of(size: int) -> Preprocess:
    """A colour picture of size × size pixels, by the mean and deviation of CIFAR-10."""
    return Preprocess(
        channels=3,
        height=size,
        width=size,
        interpolation="bicubic",
        crop=1.0,
        mean=(0.4914, 0.4822, 0.4465),
        std=(0.2470, 0.2435, 0.2616),
    )


ENTRIES = (
    Entry(
        id="mlp",
        name="Multilayer perceptron",
        family=sentence("Before convolution"),
        year=1986,
        paper="https://doi.org/10.1038/323533a0",
        summary=sentence(
            "It never knows which pixels are neighbours: shift the digit and it is lost."
        ),
        data=MNIST,
        preprocess=DIGIT,
        make=MLP,
        recipe=DIGITS,
        convolutional=False,
    ),
    Entry(
        id="lenet5",
        name="LeNet-5",
        family="LeNet",
        year=1998,
        paper="https://doi.org/10.1109/5.726791",
        summary=sentence("Six 5×5 kernels that answer to strokes; pooling, then sixteen more."),
        data=MNIST,
        preprocess=DIGIT,
        make=LeNet5,
        recipe=DIGITS,
    ),
    Entry(
        id="alexnet_mini",
        name="AlexNet mini",
        family="AlexNet",
        year=2012,
        paper="https://doi.org/10.1145/3065386",
        summary=sentence(
            "The large first kernels: edges and patches of colour; zeros behind every ReLU."
        ),
        data=CIFAR10,
        preprocess=object_of(32),
        make=AlexNetMini,
        recipe=objects(epochs=14, peak=0.02),
    ),
    Entry(
        id="vgg_mini",
        name="VGG mini",
        family="VGG",
        year=2014,
        paper="https://arxiv.org/abs/1409.1556",
        summary=sentence("Only 3×3: follow how the receptive field grows while the maps shrink."),
        data=CIFAR10,
        preprocess=object_of(32),
        make=VGGMini,
        recipe=objects(epochs=12, shift=4),
    ),
    Entry(
        id="googlenet_mini",
        name="GoogLeNet mini",
        family="Inception",
        year=2014,
        paper="https://arxiv.org/abs/1409.4842",
        summary=sentence(
            "Four branches read the same maps at different scales; compare what each finds."
        ),
        data=CIFAR10,
        preprocess=object_of(32),
        make=GoogLeNetMini,
        recipe=objects(epochs=10),
    ),
    Entry(
        id="resnet_mini",
        name="ResNet mini",
        family="ResNet",
        year=2015,
        paper="https://arxiv.org/abs/1512.03385",
        summary=sentence("Each addition: what came along the skip, and what the block put on top."),
        data=CIFAR10,
        preprocess=object_of(32),
        make=ResNetMini,
        recipe=objects(epochs=14, shift=4),
    ),
    Entry(
        id="densenet_mini",
        name="DenseNet mini",
        family="DenseNet",
        year=2016,
        paper="https://arxiv.org/abs/1608.06993",
        summary=sentence(
            "Each concatenation: the first maps of a block are still there at its end."
        ),
        data=CIFAR10,
        preprocess=object_of(32),
        make=DenseNetMini,
        recipe=objects(epochs=9),
    ),
    *(
        Entry(
            id=f"efficientnet_mini_b{phi}",
            name=f"EfficientNet mini, φ = {phi}",
            family="EfficientNet",
            year=2019,
            paper="https://arxiv.org/abs/1905.11946",
            summary=summary,
            data=CIFAR10,
            preprocess=object_of(efficientnet_mini.resolution(phi)),
            make=partial(efficientnet_mini.EfficientNetMini, phi),
            # Depthwise convolutions are slower in bfloat16 than in float32 on the processor.
            recipe=objects(epochs=8, precision="float32"),
        )
        for phi, summary in (
            (0, sentence("Squeeze-and-excitation: one number per map turns it up or down.")),
            (
                1,
                sentence(
                    "The same, deeper, wider and at more pixels, by one step of one coefficient."
                ),
            ),
        )
    ),
)


def find(network: str) -> Entry:
    """The entry of an id; raises `UnknownModel`."""
    for entry in ENTRIES:
        if entry.id == network:
            return entry
    known = ", ".join(entry.id for entry in ENTRIES)
    raise UnknownModel(
        "There is no network {network!r} in the zoo. Choose one of: {known}.",
        network=network,
        known=known,
    )
