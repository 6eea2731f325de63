"""VGG: how 3×3 after 3×3 grows the field, and where the parameters are."""

from __future__ import annotations

from convscope.layers import Layer
from convscope.lenses.share import Share
from convscope.lenses.step import Bar, Bars, Lens, Step, View
from convscope.lenses.structure import Structure, has_maps, sides
from convscope.message import Message

SMALL = (3, 3)
FEWEST = 4  # convolutions


def lens(structure: Structure) -> Lens | None:
    """A plain chain in which every convolution is 3×3 at stride 1."""
    convolutions = structure.of_kind("convolution")
    small = all(sides(c) == SMALL and sides(c, "stride") == (1, 1) for c in convolutions)
    chain = not structure.of_kind("addition", "concatenation", "multiplication")
    if len(convolutions) < FEWEST or not small or not chain:
        return None
    title = Message("VGG: nothing but 3×3")
    return Lens("VGG", title, [*_field(convolutions), _parameters(structure)])


def _field(convolutions: list[Layer]) -> list[Step]:
    """None where the fields are not known, as in a network seen by hooks."""
    seen = [layer for layer in convolutions if has_maps(layer) and layer.receptive_field]
    sizes = {layer.name: layer.receptive_field.size[0] for layer in seen if layer.receptive_field}
    if len(seen) < FEWEST:
        return []
    first, last = seen[0], seen[-1]
    text = Message(
        "{first} sees {near}×{near} pixels of the photo, {last} {far}×{far}: each 3×3 adds a ring "
        "around what the layer before sees, and pooling widens the rings. Two 3×3 see as far as "
        "one 5×5, with 18 weights for each pair of maps in place of 25.",
        {
            "first": first.name, "near": sizes[first.name],
            "last": last.name, "far": sizes[last.name],
        },
    )  # fmt: skip
    bars = [Bar(name, size, name == last.name) for name, size in sizes.items()]
    figure = Bars(Message("Receptive field, pixels a side"), "pixels", bars)
    middle = f"{last.shape[1] // 2},{last.shape[2] // 2}"
    view: View = {"layer": last.name, "cell": middle, "unfold": 1}
    return [Step("field", Message("The field grows, 3×3 by 3×3"), text, view, figure)]


def _parameters(structure: Structure) -> Step:
    learned = [layer for layer in structure.layers if layer.kind in ("convolution", "linear")]
    total = sum(layer.parameters for layer in structure.layers)
    most = max(learned, key=lambda layer: layer.parameters)
    linear = sum(layer.parameters for layer in learned if layer.kind == "linear")
    text = Message(
        "{layer} alone holds {own:,} of {total:,} parameters, {share:.0%}; the fully connected "
        "layers together {linear:.0%}. A kernel is used again at every place of a map, a weight "
        "of a fully connected layer only once.",
        {
            "layer": most.name, "own": most.parameters, "total": total,
            "share": Share(most.parameters / total), "linear": Share(linear / total),
        },
    )  # fmt: skip
    bars = [Bar(layer.name, layer.parameters, layer is most) for layer in learned]
    figure = Bars(Message("Parameters by layer"), "parameters", bars)
    view: View = {"layer": most.name, "pane": "weights" if most.kind == "convolution" else "maps"}
    return Step("parameters", Message("Where its parameters are"), text, view, figure)
