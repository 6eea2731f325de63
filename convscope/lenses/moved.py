"""What a network says of a picture that moves, and how many it still reads, as measured."""

from __future__ import annotations

import torch

from convscope import models
from convscope.layers import INPUT
from convscope.lenses.share import Share
from convscope.lenses.step import Pictures, Step, Told, View, picture
from convscope.lenses.structure import Structure
from convscope.message import Message
from convscope.network import Network, load
from convscope.zoo import findings
from convscope.zoo.shifted import NETWORKS, shift

FARTHEST = 5  # pixels
# The two that were measured beside each other, both on the same pictures.
PERCEPTRON, LENET = NETWORKS


def moved(structure: Structure) -> list[Step]:
    """One step where the network has classes to choose between, else none."""
    network = structure.run.network
    name = network.graph.probabilities
    if name is None:
        return []
    farthest = min(FARTHEST, structure.by_name[INPUT].shape[1] - 1)
    pictures = [_upwards(structure, pixels) for pixels in range(farthest + 1)]
    text = Message(
        "Here the picture is moved up, pixel by pixel. Everything in it then meets other weights: "
        "to the perceptron it is another input."
    )
    rows = [Told(Message("it says"), _answers(network, pictures))]
    if network.card.id == PERCEPTRON and (found := findings.shifts()) is not None:
        text, rows = _beside_lenet(text, rows, pictures, found)
    tiles = [
        picture(Message("{count} px", {"count": pixels}), each[0].double().numpy())
        for pixels, each in enumerate(pictures)
    ]
    figure = Pictures(tiles, [""] * farthest, shared=True, rows=rows)
    view: View = {"layer": name}
    return [Step("moved", Message("Moved, it is another picture"), text, view, figure)]


def _upwards(structure: Structure, pixels: int) -> torch.Tensor:
    """The input (1, H, W) moved up; what comes into view is black."""
    preprocess = structure.run.network.preprocess
    (mean,), (std,) = preprocess.mean, preprocess.std
    levels = torch.from_numpy(structure.run.input.copy()) * std + mean
    return (shift(levels[..., None], -pixels, 0)[..., 0] - mean) / std


def _answers(network: Network, pictures: list[torch.Tensor]) -> list[str]:
    name = str(network.graph.probabilities)
    outputs = [network.carry_out(each).outputs[name] for each in pictures]
    return [network.label(int(each.argmax())) for each in outputs]


def _beside_lenet(
    text: Message, rows: list[Told], pictures: list[torch.Tensor], found: findings.Shifts
) -> tuple[Message, list[Told]]:
    """The same with what was measured of all test digits, and with LeNet-5 as far as it is here."""
    perceptron, lenet = (found.accuracy[network] for network in (PERCEPTRON, LENET))
    text = Message(
        "{moved} Of the test digits, moved by two pixels up, down, left or right, it reads "
        "{two:.1%} and LeNet-5 {lenet_two:.1%}; moved by four, {four:.1%} and {lenet_four:.1%}.",
        {
            "moved": text, "two": Share(perceptron[2]), "lenet_two": Share(lenet[2]),
            "four": Share(perceptron[4]), "lenet_four": Share(lenet[4]),
        },
    )  # fmt: skip
    if models.find(LENET).status == "ready":
        rows = [*rows, Told(Message("LeNet-5 says"), _answers(load(LENET), pictures))]
    measured = [
        Told(Message("it reads, test digits"), _shares(perceptron)),
        Told(Message("LeNet-5, test digits"), _shares(lenet)),
    ]
    return text, [*rows, *measured]


def _shares(accuracies: tuple[float, ...]) -> list[str]:
    return [f"{Share(each):.1%}" for each in accuracies[: FARTHEST + 1]]
