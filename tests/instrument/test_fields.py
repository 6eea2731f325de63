"""Receptive fields against what gradients find, and against known networks."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torchvision.models import AlexNet, vgg

from convscope.capture import Program
from convscope.graph import build
from tests.instrument import small_networks
from tests.instrument.references import seeded


def field_by_gradient(program, layer_name, size, cell):
    """First and last row and column of the input on which one cell of a layer depends."""
    image = torch.rand(1, 1, size, size, dtype=torch.float64, requires_grad=True)
    names = list(program.names)
    with torch.enable_grad():
        values = dict(zip(names, program._compiled(image), strict=True))
        row, column = cell
        values[layer_name][0, :, row, column].sum().backward()
    touched = image.grad[0, 0] != 0
    rows, columns = touched.any(1).nonzero().flatten(), touched.any(0).nonzero().flatten()
    if not len(rows):
        return None
    return (int(rows[0]), int(rows[-1])), (int(columns[0]), int(columns[-1]))


def predicted(field, cell, size):
    """The same from the layer's theoretical field, cut to the picture."""
    bounds = []
    for axis in range(2):
        first = field.start[axis] + cell[axis] * field.stride[axis]
        last = first + field.size[axis] - 1
        bounds.append((max(first, 0), min(last, size - 1)))
    return tuple(bounds) if all(first <= last for first, last in bounds) else None


def reaches_into_padding(field, cell, size):
    first = [field.start[n] + cell[n] * field.stride[n] for n in range(2)]
    return any(f < 0 or f + field.size[n] > size for n, f in enumerate(first))


def positive(module):
    """Weights above zero, so that no gradient cancels."""
    for parameter in module.parameters():
        parameter.data = parameter.data.abs().double() + 0.1
    return module


def check(module, size, exact_at_the_border=True):
    """Compare every layer at three cells; returns how many were compared."""
    module = positive(module)
    with torch.no_grad():
        torch.set_default_dtype(torch.float64)
        try:
            graph = build(module, (1, size, size))
            program, checked = Program(module, graph), 0
            for layer in graph.layers[1:]:
                if layer.receptive_field is None or len(layer.shape) != 3:
                    continue
                height, width = layer.shape[1:]
                for cell in {(0, 0), (height // 2, width // 3), (height - 1, width - 1)}:
                    found = field_by_gradient(program, layer.name, size, cell)
                    expected = predicted(layer.receptive_field, cell, size)
                    border = reaches_into_padding(layer.receptive_field, cell, size)
                    if exact_at_the_border or not border:
                        assert found == expected, (layer.name, cell)
                    elif found is not None:
                        for (first, last), (least, most) in zip(found, expected, strict=True):
                            assert least <= first <= last <= most, (layer.name, cell)
                    checked += 1
            return checked
        finally:
            torch.set_default_dtype(torch.float32)


def test_branches_and_skips():
    assert check(seeded(small_networks.Branches), 32) > 20


def test_a_gate_makes_every_cell_see_the_whole_picture():
    assert check(seeded(small_networks.Gate), 12) > 8
    layers = {layer.name: layer for layer in build(seeded(small_networks.Gate), (1, 12, 12)).layers}
    field = layers["mul"].receptive_field
    assert field.size == (14, 14)
    assert field.stride == (0, 0)


def test_uneven_padding_and_adaptive_pooling():
    assert check(seeded(small_networks.Uneven), 16) > 6


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_padding_said_in_a_word(padding):
    sides = (3, 5)
    module = nn.Sequential(*(nn.Conv2d(1, 1, side, padding=padding) for side in sides))
    assert check(module.eval(), 16) > len(sides)


window = st.fixed_dictionaries(
    {
        "kernel_size": st.integers(1, 5),
        "stride": st.integers(1, 3),
        "padding": st.integers(0, 2),
        "dilation": st.integers(1, 2),
    }
)


@settings(max_examples=25, deadline=None)
@given(st.lists(window, min_size=1, max_size=4))
def test_any_chain_of_convolutions(windows):
    size = 24
    module, length = nn.Sequential(), size
    for options in windows:
        reach = (options["kernel_size"] - 1) * options["dilation"]
        if length + 2 * options["padding"] <= reach:
            break
        length = (length + 2 * options["padding"] - reach - 1) // options["stride"] + 1
        module.append(nn.Conv2d(1, 1, **options))
    if len(module):
        # A strided layer may skip pixels, so that a cell at the border reaches less far than
        # the theory, which lets the picture go on beyond it.
        check(module.eval(), size, exact_at_the_border=False)


@pytest.mark.parametrize(
    ("features", "size", "stride"),
    [
        # Araujo, Norris, Sim (Distill 2019): the convolutional parts of VGG-16 and AlexNet.
        (lambda: vgg.make_layers(vgg.cfgs["D"]), 212, 32),
        (lambda: AlexNet().features, 195, 32),
    ],
    ids=["vgg16", "alexnet"],
)
def test_published_fields(features, size, stride):
    field = build(features().eval(), (3, 224, 224)).layers[-1].receptive_field
    assert field.size == (size, size)
    assert field.stride == (stride, stride)


def test_what_has_no_uniform_field_has_none():
    module = nn.Sequential(
        nn.Conv2d(1, 2, 3), nn.Upsample(scale_factor=2), nn.Conv2d(2, 2, 3)
    ).eval()
    fields = [layer.receptive_field for layer in build(module, (1, 16, 16)).layers[1:]]
    assert fields[0] is not None
    assert fields[1:] == [None, None]


def test_rows_and_columns_exchanged_have_no_field_that_would_be_wrong():
    class Turned(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(1, 2, (1, 7))

        def forward(self, x):
            return torch.transpose(self.conv(x), 2, 3)

    layers = build(Turned().eval(), (1, 16, 16)).layers
    assert layers[1].receptive_field.size == (1, 7)
    assert layers[2].receptive_field is None


@pytest.mark.parametrize(("dim", "known"), [(1, True), (-1, False)])
def test_a_softmax_over_columns_is_not_pointwise(dim, known):
    module = nn.Sequential(nn.Conv2d(1, 2, 3), nn.Softmax(dim)).eval()
    field = build(module, (1, 16, 16)).layers[2].receptive_field
    assert (field is not None) == known
