"""The order of the pixels, which is nothing to a perceptron: its sums, and what was measured."""

from __future__ import annotations

from dataclasses import replace

import torch

from convscope.lenses.share import Share
from convscope.lenses.step import Step, View
from convscope.lenses.structure import Structure
from convscope.lenses.unit import Pixels, Unit, worked_out
from convscope.lenses.value import Value
from convscope.message import Message
from convscope.zoo import findings
from convscope.zoo.data import Pictures as Digits
from convscope.zoo.shuffled import NETWORKS, shuffle

PERCEPTRON, LENET = NETWORKS


def shuffled(structure: Structure, unit: Unit) -> Step:
    """The unit's pixels and weights, both in the order in which the digits were shuffled."""
    other = replace(unit, pixels=_shuffled(unit.pixels), weights=_shuffled(unit.weights))
    text = Message(
        "Put the pixels in any other order and the weights of unit {unit} in the same: the "
        "products are the same, and so is their sum with the bias, {sum}.",
        {"unit": unit.channel, "sum": Value(other.total)},
    )
    found = findings.shuffled()
    if structure.run.network.card.id == PERCEPTRON and found is not None:
        text = _measured(text, found)
    view: View = {"layer": unit.layer.name, "channel": unit.channel, "unfold": 1}
    captions = Message("the pixels, shuffled"), Message("weights, shuffled likewise")
    figure = worked_out(other, *captions)
    return Step("order", Message("Any order of pixels will do"), text, view, figure)


def _shuffled(pixels: Pixels) -> Pixels:
    levels = torch.from_numpy(pixels)[None, :, :, None]
    mixed: Pixels = shuffle(Digits(levels, torch.zeros(1))).levels[0, :, :, 0].numpy()
    return mixed


def _measured(text: Message, found: findings.Shuffled) -> Message:
    return Message(
        "{order} Trained again on digits all shuffled like this, the perceptron reads "
        "{shuffled:.1%} of {pictures:,} ({in_order:.1%} in order); LeNet-5, which looks at "
        "neighbours, reads {lenet:.1%} ({lenet_in_order:.1%}).",
        {
            "order": text, "pictures": found.pictures,
            "shuffled": Share(found.shuffled[PERCEPTRON]),
            "in_order": Share(found.in_order[PERCEPTRON]),
            "lenet": Share(found.shuffled[LENET]), "lenet_in_order": Share(found.in_order[LENET]),
        },
    )  # fmt: skip
