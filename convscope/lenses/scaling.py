"""Compound scaling: what one coefficient makes deeper, wider and larger at once."""

from __future__ import annotations

from convscope import models
from convscope.lenses.step import Compared, Row, Step, View
from convscope.lenses.structure import Structure
from convscope.message import Message
from convscope.models.card import Card
from convscope.models.untrained import trained_id

# Networks that differ in the coefficient alone, the smallest first.
SERIES = (
    ("efficientnet_mini_b0", "efficientnet_mini_b1"),
    tuple(f"torchvision:efficientnet_b{phi}" for phi in range(8)),
)


def scaling(structure: Structure) -> list[Step]:
    """One step where the network is one of a series of which all are whole, else none."""
    id = trained_id(structure.run.network.card.id)
    series = next((each for each in SERIES if id in each), None)
    if series is None:
        return []
    cards = [models.find(each) for each in series]
    if any(card.status == "broken" for card in cards):
        return []
    first, second = cards[0], cards[1]
    text = Message(
        "One coefficient, φ, makes the network deeper, wider and its pictures larger together. "
        "From φ = 0 to 1 the depth goes from {shallow} to {deep} layers, the picture from {small} "
        "to {large} pixels a side, and the multiply-adds grow {factor:.1f} times.",
        {
            "shallow": first.depth, "deep": second.depth,
            "small": first.preprocess.height, "large": second.preprocess.height,
            "factor": (second.macs or 0) / (first.macs or 1),
        },
    )  # fmt: skip
    rows = _rows(cards) + ([_accuracy(cards)] if structure.trained else [])
    figure = Compared([card.name for card in cards], rows)
    view: View = {"layer": "input"}
    return [Step("scaling", Message("One coefficient scales all"), text, view, figure)]


def _rows(cards: list[Card]) -> list[Row]:
    return [
        Row(Message("Layers deep"), [card.depth or 0 for card in cards]),
        Row(Message("Pixels a side"), [card.preprocess.height for card in cards]),
        Row(Message("Parameters"), [card.parameters for card in cards]),
        Row(Message("Multiply-adds"), [card.macs or 0 for card in cards]),
    ]


def _accuracy(cards: list[Card]) -> Row:
    return Row(Message("Accuracy"), [card.accuracy.get("accuracy", 0.0) for card in cards], "share")
