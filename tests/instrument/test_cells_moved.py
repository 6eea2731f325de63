"""Numbers that were only moved: the cell that is named holds the number, and no other does."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from convscope.cells import explain
from tests.instrument.cell_runs import Function, last_of, run_of, seeded_run, some_cells

SIZE = 6


def maps_of(values: np.ndarray) -> np.ndarray:
    return values.reshape(-1, 1, 1) if values.ndim < 2 else values.reshape(-1, *values.shape[-2:])


def check_moved(run, layer: str, count: int = 12) -> None:
    """Every number of the source is another, so that only one cell can be the right one."""
    for cell in some_cells(run, layer, count):
        found = explain(run, layer, *cell)
        source = found.operands.source
        assert found.kind in ("moved", "concatenation")
        assert found.rounding == 0
        maps = maps_of(run.view(source.layer))
        assert float(maps[source.cell]) == found.value
        assert np.count_nonzero(maps == np.float32(found.value)) == 1


MOVES = {
    "flatten": lambda x: x.flatten(1),
    "flattened maps": lambda x: torch.flatten(x, 2),
    "view": lambda x: x.view(x.size(0), 2, -1),
    "reshape": lambda x: x.reshape(1, 12, 4, 3),
    "permute": lambda x: x.permute(0, 2, 3, 1),
    "transpose": lambda x: torch.transpose(x, 1, 3),
    "swapaxes": lambda x: torch.swapaxes(x, -1, -2),
    "squeeze": lambda x: x.unsqueeze(2).squeeze(2),
    "getitem": lambda x: x[:, 1:3, ::2, 2:],
    "gathered": lambda x: x[:, [3, 0], 1:],
    "narrow": lambda x: x.narrow(1, 1, 2),
    "roll": lambda x: torch.roll(x, (1, 2), (2, 3)),
    "flip": lambda x: torch.flip(x, (3,)),
    "shuffle": lambda x: F.channel_shuffle(x, 2),
    "pixel shuffle": lambda x: F.pixel_shuffle(x, 2),
    "pixel unshuffle": lambda x: F.pixel_unshuffle(x, 2),
    "chunk": lambda x: x.chunk(2, 1)[1],
    "split": lambda x: torch.split(x, [1, 3], dim=1)[1],
    "unbind": lambda x: torch.unbind(x, 2)[4],
    "contiguous": lambda x: x.permute(0, 3, 1, 2).contiguous(),
    "dropout": lambda x: F.dropout(x, 0.5, training=False),
    "float": lambda x: x.float(),
    "cropped": lambda x: F.pad(x, (-1, 0, -2, 0)),
}


@pytest.mark.parametrize("name", MOVES)
def test_a_move_by_function(name: str) -> None:
    run = seeded_run(lambda: Function(MOVES[name]), SIZE)
    check_moved(run, last_of(run))


@pytest.mark.parametrize(
    "module",
    [
        nn.Flatten(), nn.Unflatten(1, (2, 2)), nn.Dropout(), nn.Dropout2d(), nn.PixelShuffle(2),
        nn.PixelUnshuffle(3), nn.ChannelShuffle(2),
    ],
    ids=str,
)  # fmt: skip
def test_a_move_by_module(module: nn.Module) -> None:
    run = seeded_run(lambda: nn.Sequential(nn.Conv2d(3, 4, 1), module), SIZE)
    check_moved(run, "1")


REPEATS = {
    "reflect": lambda x: F.pad(x, (1, 2, 1, 0), mode="reflect"),
    "replicate": nn.ReplicationPad2d(2),
    "circular": nn.CircularPad2d((1, 0, 2, 0)),
    "reflect module": nn.ReflectionPad2d(1),
    "nearest": lambda x: F.interpolate(x, scale_factor=2),
    "nearest, uneven": nn.Upsample(size=(7, 11)),
    "expand": lambda x: x[:, :, :1].expand(-1, -1, 4, -1),
    "repeat": lambda x: x.repeat(1, 2, 1, 1),
}


@pytest.mark.parametrize("name", REPEATS)
def test_a_number_that_is_repeated_comes_from_one_cell(name: str) -> None:
    run = seeded_run(lambda: Function(REPEATS[name]), SIZE)
    check_moved(run, last_of(run))


@pytest.mark.parametrize(
    ("make", "constant"),
    [
        (lambda x: F.pad(x, (1, 2, 3, 0)), 0.0),
        (lambda x: F.pad(x, (1, 2), value=-1.0), -1.0),
        (nn.ZeroPad2d((1, 2, 3, 0)), 0.0),
        (nn.ConstantPad2d(2, 0.25), 0.25),
    ],
)
def test_padding_is_a_constant(make, constant: float) -> None:
    run = seeded_run(lambda: Function(make), SIZE)
    layer = last_of(run)
    source = explain(run, layer, 2, 0, 0).operands.source
    assert (source.value, source.layer, source.cell) == (constant, None, None)
    height, width = run.view(layer).shape[1:]
    inside = explain(run, layer, 2, height - 3, width - 3)
    assert inside.operands.source.layer == "stem"
    assert float(run.view("stem")[inside.operands.source.cell]) == inside.value


class Joined(nn.Module):
    """Three tensors, one of them a constant, joined along an axis."""

    def __init__(self, join):
        super().__init__()
        self.a, self.b = nn.Conv2d(3, 4, 1), nn.Conv2d(3, 4, 1)
        self.join = join
        self.register_buffer("constant", torch.full((1, 4, SIZE, SIZE), 9.0))

    def forward(self, x):
        return self.join([self.a(x), self.b(x), self.constant])


@pytest.mark.parametrize(
    ("join", "axis"),
    [
        (lambda each: torch.cat(each, 1), 0),
        (lambda each: torch.cat(each, dim=-1), 2),
        (lambda each: torch.concat(tuple(each), axis=2), 1),
        (lambda each: torch.stack(each, 1), 0),
        (lambda each: torch.stack(each, dim=-1), 3),
    ],
)
def test_a_concatenation_names_the_input_that_a_number_is_from(join, axis) -> None:
    run = run_of(Joined(join), SIZE)
    layer = last_of(run)
    chosen = set()
    for cell in some_cells(run, layer, 40):
        operands = explain(run, layer, *cell).operands
        assert (operands.kind, operands.axis) == ("concatenation", axis)
        assert [part.layer for part in operands.parts] == ["a", "b", None]
        last = run.view(layer).shape[axis] - 1
        assert (operands.parts[0].first, operands.parts[-1].last) == (0, last)
        source = operands.source
        chosen.add(operands.chosen)
        assert source.layer == operands.parts[operands.chosen].layer
        if source.layer is not None:
            assert float(run.view(source.layer)[source.cell]) == source.value
        else:
            assert source.value == 9.0
    assert chosen == {0, 1, 2}


def test_a_stacks_parts_are_one_place_each() -> None:
    run = run_of(Joined(lambda each: torch.stack(each, 2)), SIZE)
    operands = explain(run, last_of(run), 4, 1, 2).operands
    assert [(part.first, part.last) for part in operands.parts] == [(0, 0), (1, 1), (2, 2)]
    assert (operands.chosen, operands.source.cell) == (1, (1, 1, 2))
