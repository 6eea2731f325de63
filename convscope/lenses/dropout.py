"""What dropout did while a network was trained, as it was measured."""

from __future__ import annotations

from convscope.lenses.share import Share
from convscope.lenses.step import Curves, Learning, Step, View
from convscope.lenses.structure import Structure
from convscope.message import Message
from convscope.zoo import findings
from convscope.zoo.ablated import SHIPPED

WITHOUT = "without dropout"


def dropout(structure: Structure) -> list[Step]:
    """One step where the network has dropout, else none."""
    layers = [layer for layer in structure.of_kind("dropout") if layer.hyperparameters.get("p", 0)]
    if not layers:
        return []
    first = layers[0]
    figure = _curves(structure.run.network.card.id)
    values: dict[str, object] = {"layer": first.name, "share": Share(first.hyperparameters["p"])}
    text = Message(
        "While the network learns, {layer} sets {share:.0%} of the values to zero, others each "
        "time, so that no unit can rely on another. Here it hands on everything as it is.",
        values,
    )
    if not structure.trained:
        text = Message(
            "In a training {layer} would set {share:.0%} of the values to zero, others each time, "
            "so that no unit could rely on another. Here it hands on everything as it is.",
            values,
        )
    if figure is not None:
        text = Message("{what} {found}", {"what": text, "found": _found(figure)})
    view: View = {"layer": first.name, "unfold": 1}
    return [Step("dropout", Message("Dropout, while it learns"), text, view, figure)]


def _curves(network: str) -> Curves | None:
    found = findings.ablations()
    variants = found.networks.get(network, {}) if found else {}
    if SHIPPED not in variants or WITHOUT not in variants:
        return None
    names = {SHIPPED: Message("with dropout"), WITHOUT: Message("without")}
    return Curves(
        [
            Learning(name, list(variants[variant].train), list(variants[variant].test))
            for variant, name in names.items()
        ]
    )


def _found(curves: Curves) -> Message:
    """How far what was learnt by heart lies above what holds for new pictures, at the end."""
    with_it, without = curves.series
    found = Message(
        "With it training ended at {train:.2%} and at {test:.2%} on new pictures, without at "
        "{train_without:.2%} and {test_without:.2%}.",
        {
            "train": with_it.train[-1], "test": with_it.test[-1],
            "train_without": without.train[-1], "test_without": without.test[-1],
        },
    )  # fmt: skip
    if without.test[-1] <= with_it.test[-1]:
        return found
    return Message("{found} So here, in so short a training, it did not pay.", {"found": found})
