"""The families of networks in order of time, and where each network shows its idea."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from convscope.message import sentence


@dataclass(frozen=True)
class Family:
    """One step of the story; its text and its drawing are `templates/networks/{slug}.html`."""

    name: str  # as the cards have it
    slug: str
    title: str
    year: int
    paper: str
    authors: str
    drawn: str  # the network whose layers the drawing shows


FAMILIES = (
    Family(
        "Before convolution",
        "perceptron",
        sentence("Perceptron"),
        1986,
        "https://doi.org/10.1038/323533a0",
        sentence("Rumelhart, Hinton and Williams"),
        "mlp",
    ),
    Family(
        "LeNet",
        "lenet",
        "LeNet",
        1998,
        "https://doi.org/10.1109/5.726791",
        sentence("LeCun, Bottou, Bengio and Haffner"),
        "lenet5",
    ),
    Family(
        "AlexNet",
        "alexnet",
        "AlexNet",
        2012,
        "https://doi.org/10.1145/3065386",
        sentence("Krizhevsky, Sutskever and Hinton"),
        "alexnet_mini",
    ),
    Family(
        "VGG",
        "vgg",
        "VGG",
        2014,
        "https://arxiv.org/abs/1409.1556",
        sentence("Simonyan and Zisserman"),
        "vgg_mini",
    ),
    Family(
        "Inception",
        "inception",
        "Inception (GoogLeNet)",
        2014,
        "https://arxiv.org/abs/1409.4842",
        sentence("Szegedy et al."),
        "googlenet_mini",
    ),
    Family(
        "ResNet",
        "resnet",
        "ResNet",
        2015,
        "https://arxiv.org/abs/1512.03385",
        sentence("He, Zhang, Ren and Sun"),
        "resnet_mini",
    ),
    Family(
        "DenseNet",
        "densenet",
        "DenseNet",
        2016,
        "https://arxiv.org/abs/1608.06993",
        sentence("Huang, Liu, van der Maaten and Weinberger"),
        "densenet_mini",
    ),
    Family(
        "EfficientNet",
        "efficientnet",
        "EfficientNet",
        2019,
        "https://arxiv.org/abs/1905.11946",
        sentence("Tan and Le"),
        "efficientnet_mini_b0",
    ),
)

# The layer at which a network's idea can be seen; another network opens where the page chooses.
IDEAS = {
    "mlp": "fc1",
    "lenet5": "conv1",
    "alexnet_mini": "relu1",
    "vgg_mini": "block2.conv2",
    "googlenet_mini": "inception3a.cat",
    "resnet_mini": "block1.1.add",
    "densenet_mini": "block1.layer4.cat",
    "efficientnet_mini_b0": "stage3.1.se.mul",
    "efficientnet_mini_b1": "stage3.1.se.mul",
    "efficientnet_lite0": "blocks.1.0.conv_dw",
}

# What a network of grey pictures is shown first: a digit, drawn as those it was trained on.
DIGIT = "digit5"


def address(model: str, channels: int, layer: str | None = None) -> str:
    """Where the explorer shows a network at a layer, or at the one that shows its idea."""
    query = {"model": model}
    if channels == 1:
        query["image"] = DIGIT
    if chosen := layer or IDEAS.get(model):
        query["layer"] = chosen
    return f"/?{urlencode(query)}"
