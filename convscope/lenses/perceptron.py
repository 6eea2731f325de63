"""The perceptron: a list of pixels, a weight for each, and what it makes of a digit that moves."""

from __future__ import annotations

from convscope.layers import INPUT, Layer
from convscope.lenses.moved import moved
from convscope.lenses.shuffled import shuffled
from convscope.lenses.step import Lens, Pictures, Step, View, picture
from convscope.lenses.structure import Structure
from convscope.lenses.unit import Pixels, Unit, strongest_unit, worked_out
from convscope.lenses.value import Value
from convscope.message import Message, sentence

FAMILY = sentence("Before convolution")
CHAIN = {
    "input", "reshape", "linear", "activation", "normalization", "dropout", "output",
}  # fmt: skip


def lens(structure: Structure) -> Lens | None:
    """A chain of fully connected layers on a picture of one channel."""
    if any(layer.kind not in CHAIN or len(layer.inputs) > 1 for layer in structure.layers):
        return None
    linear = structure.of_kind("linear")
    flat = structure.source(linear[0]) if linear else None
    if flat is None or not _is_the_picture(structure, flat):
        return None
    unit = strongest_unit(structure, linear[0])
    steps = [
        _flat(flat, unit.pixels),
        _weights(unit),
        *moved(structure),
        shuffled(structure, unit),
    ]
    return Lens(FAMILY, Message("Perceptron: pixels without places"), steps)


def _is_the_picture(structure: Structure, flat: Layer) -> bool:
    """Is it the picture's one channel as a list?"""
    channels, rows, columns = structure.by_name[INPUT].shape
    read = flat.inputs == (INPUT,) and flat.kind == "reshape"
    return read and channels == 1 and rows > 1 and flat.shape == (rows * columns,)


def _flat(flat: Layer, pixels: Pixels) -> Step:
    rows, columns = pixels.shape
    place = int(pixels[:-1].argmax())
    text = Message(
        "{layer} lays the {rows}×{columns} pixels behind one another. The one in row {row}, column "
        "{column} is number {place} of the list, the one below it number {below}. Which of them "
        "are neighbours, and where a row ends, the list does not say.",
        {
            "layer": flat.name, "rows": rows, "columns": columns,
            "row": place // columns, "column": place % columns,
            "place": place, "below": place + columns,
        },
    )  # fmt: skip
    cuts = [columns, *_other_cuts(rows, columns)]
    pictures = [
        picture(
            Message("cut into rows of {count}", {"count": cut}),
            pixels.reshape(pixels.size // cut, cut),
        )
        for cut in cuts
    ]
    view: View = {"layer": flat.name, "channel": place, "unfold": 1}
    figure = Pictures(pictures, [""] * (len(cuts) - 1), shared=True)
    return Step("flatten", Message("A picture becomes a list"), text, view, figure)


def _other_cuts(rows: int, columns: int) -> list[int]:
    """The next longer rows that the same list can be cut into, if there are any."""
    longer = (cut for cut in range(columns + 1, rows * columns) if rows * columns % cut == 0)
    return list(longer)[:1]


def _weights(unit: Unit) -> Step:
    units, count = unit.layer.shape[0], unit.weights.size
    text = Message(
        "Each of the {units} units of {layer} has {count} weights, one for every pixel, so that "
        "they can be drawn as a picture. Unit {unit} answers most strongly to this one: the "
        "products, added up with its bias, give {sum}. A stroke in another place would meet other "
        "weights.",
        {
            "layer": unit.layer.name, "units": units, "count": count,
            "unit": unit.channel, "sum": Value(unit.total),
        },
    )  # fmt: skip
    view: View = {"layer": unit.layer.name, "channel": unit.channel, "pane": "weights"}
    weights = Message("weights of unit {unit}", {"unit": unit.channel})
    figure = worked_out(unit, Message("the pixels"), weights)
    return Step("weights", Message("A weight for every pixel"), text, view, figure)
