"""What one cell sees of the layers before it, against what gradients find."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from convscope.capture import Program
from convscope.graph import build
from convscope.sight import Patch, Sight
from tests.instrument import small_networks
from tests.instrument.references import seeded


def by_gradient(program: Program, layer: str, cell: tuple[int, int], size: int) -> dict:
    """Of every layer, the rows and columns whose change would change a cell of `layer`."""
    with torch.enable_grad():
        outputs = program._compiled(torch.rand(1, 1, size, size, requires_grad=True))
    maps = {n: each for n, each in zip(program.names, outputs, strict=True) if each.dim() in (2, 4)}
    target = maps[layer][(..., *cell)] if maps[layer].dim() == 4 else maps[layer]
    gradients = torch.autograd.grad(target.sum(), list(maps.values()), allow_unused=True)
    found = {}
    for name, gradient in zip(maps, gradients, strict=True):
        if name == layer or gradient is None or not gradient.any():
            continue
        plane = gradient.abs().reshape(-1, *gradient.shape[-2:] if gradient.dim() == 4 else (1, 1))
        rows, columns = (plane.sum((0, axis)).nonzero().flatten().tolist() for axis in (2, 1))
        found[name] = Patch((rows[0], rows[-1]), (columns[0], columns[-1]))
    return found


def positive(module: nn.Module) -> nn.Module:
    """Weights above zero, so that no gradient cancels."""
    for parameter in module.parameters():
        parameter.data = parameter.data.abs() + 0.1
    return module


def cells_of(shape: tuple[int, ...]) -> set[tuple[int, int]]:
    if len(shape) == 1:
        return {(0, 0)}
    height, width = shape[1:]
    return {(0, 0), (height // 2, width // 3), (height - 1, width - 1)}


def check(module: nn.Module, size: int) -> int:
    """Compare every layer at three cells; returns how many patches were compared."""
    graph = build(positive(module), (1, size, size), "channels_last")
    program, sight = Program(module, graph), Sight(graph.layers, graph.unclear)
    compared = 0
    for layer in graph.layers[1:]:
        if len(layer.shape) not in (1, 3) or layer.name not in program.names:
            continue
        for cell in cells_of(layer.shape):
            expected = by_gradient(program, layer.name, cell, size)
            found = sight(layer.name, *cell)
            assert found == expected, (layer.name, cell)
            assert list(found) == sorted(found, key=list(program.names).index, reverse=True)
            compared += len(found)
    return compared


def test_branches_and_skips():
    assert check(seeded(small_networks.Branches), 32) > 100


def test_a_gate_opens_the_whole_map():
    module = seeded(small_networks.Gate)
    assert check(module, 12) == 27
    graph = build(module, (1, 12, 12))
    seen = Sight(graph.layers)("mul", 5, 5)
    assert seen["sigmoid"] == Patch((0, 0), (0, 0))
    assert seen["conv"] == Patch((0, 11), (0, 11))


def test_uneven_padding_adaptive_pooling_and_a_vector():
    assert check(seeded(small_networks.Uneven), 16) == 26


window = st.fixed_dictionaries(
    {"kernel_size": st.integers(1, 4), "stride": st.integers(1, 3), "padding": st.integers(0, 2)}
)


@settings(max_examples=15)
@given(st.lists(window, min_size=1, max_size=4))
def test_any_chain_of_convolutions(windows):
    module, length = nn.Sequential(), 20
    for options in windows:
        if length + 2 * options["padding"] < options["kernel_size"]:
            break
        length = (length + 2 * options["padding"] - options["kernel_size"]) // options["stride"] + 1
        module.append(nn.Conv2d(1, 1, **options))
    if len(module):
        check(module.eval(), 20)


class Flattened(nn.Module):
    """Two maps of 5 × 4 behind one another, then what drops none of them, then a sum."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 2, 3, stride=(2, 3))
        self.drop = nn.Dropout()
        self.fc = nn.Linear(40, 3)

    def forward(self, x):
        return self.fc(self.drop(torch.flatten(self.conv(x), 1)))


@pytest.mark.parametrize("number", [0, 3, 4, 19, 20, 27, 39])
def test_a_flattened_number_sees_what_it_saw_in_its_place(number):
    module = positive(Flattened().eval())
    sight = Sight(build(module, (1, 12, 14)).layers)
    picture = torch.rand(1, 1, 12, 14, requires_grad=True)
    maps = module.conv(picture)
    maps.retain_grad()
    maps.flatten(1)[0, number].backward()
    _, _, rows, columns = maps.grad.nonzero(as_tuple=True)
    cell = Patch((int(rows[0]), int(rows[-1])), (int(columns[0]), int(columns[-1])))
    _, _, rows, columns = picture.grad.nonzero(as_tuple=True)
    pixels = Patch((int(rows.min()), int(rows.max())), (int(columns.min()), int(columns.max())))
    seen = {"conv": cell, "input": pixels}
    assert sight.of_number("flatten", number, 0, 0) == seen
    assert sight.of_number("drop", number, 0, 0) == {"flatten": Patch((0, 0), (0, 0)), **seen}
    assert sight.origin("drop", number, 0, 0) == ("conv", cell.rows[0], cell.columns[0])
    whole = Patch((0, 4), (0, 3))
    assert sight.of_number("fc", 1, 0, 0)["conv"] == whole


def test_a_cell_of_padding_alone_sees_nothing():
    module = nn.Sequential(nn.Conv2d(1, 1, 3), nn.Conv2d(1, 1, 1, padding=1)).eval()
    sight = Sight(build(module, (1, 8, 8)).layers)
    assert sight("1", 0, 0) == {}
    assert sight("1", 1, 1) == {"0": Patch((0, 0), (0, 0)), "input": Patch((0, 2), (0, 2))}


def test_what_lies_before_an_operation_without_a_rule_is_left_out():
    module = nn.Sequential(
        nn.Conv2d(1, 2, 3), nn.Upsample(scale_factor=2, mode="bilinear"), nn.Conv2d(2, 2, 3)
    ).eval()
    sight = Sight(build(module, (1, 16, 16)).layers)
    assert sight("2", 4, 4) == {"1": Patch((4, 6), (4, 6))}


class Largest(nn.Module):
    """Takes the four largest numbers of each row: which columns they stood in, nobody noted."""

    def forward(self, x):
        return torch.topk(x, 4, dim=-1)[0] + 1


def test_what_another_operation_chose_is_left_out():
    module = nn.Sequential(nn.Conv2d(1, 1, 1), Largest()).eval()
    graph = build(module, (1, 8, 8))
    assert graph.unclear == {"1.getitem"}
    assert Sight(graph.layers, graph.unclear)("1.add", 2, 3) == {"1.getitem": Patch((2, 2), (3, 3))}


def test_a_normalisation_of_tokens_claims_no_map():
    class Tokens(nn.Module):
        def __init__(self):
            super().__init__()
            self.norm = nn.LayerNorm(8)

        def forward(self, x):
            return self.norm(x.permute(0, 2, 3, 1))

    module = nn.Sequential(nn.Conv2d(1, 8, 3), Tokens()).eval()
    graph = build(module, (1, 8, 8))
    assert Sight(graph.layers)("1.norm", 1, 1) == {}


def test_kernels_computed_from_the_picture_have_no_field():
    class Dynamic(nn.Module):
        def __init__(self):
            super().__init__()
            self.make = nn.Linear(64, 9)

        def forward(self, x):
            kernel = self.make(x.flatten(1)).view(1, 1, 3, 3)
            return nn.functional.conv2d(x, kernel)

    graph = build(Dynamic().eval(), (1, 8, 8))
    assert graph.layers[-1].op == "conv2d"
    assert graph.layers[-1].receptive_field is None
    assert Sight(graph.layers)("conv2d", 0, 0) == {}


@pytest.mark.parametrize("layer", ["nope", "input"])
def test_the_input_and_what_is_no_layer_see_nothing(layer):
    assert Sight(build(nn.Conv2d(1, 1, 3).eval(), (1, 8, 8)).layers)(layer, 0, 0) == {}


def test_nothing_depends_on_numpy_integers():
    graph = build(nn.Conv2d(1, 1, 3).eval(), (1, 8, 8))
    patch = Sight(graph.layers)(graph.layers[-1].name, np.int64(1), np.int64(2))["input"]
    assert {type(each) for each in (*patch.rows, *patch.columns)} == {int}
