"""What one cell can see: in the input, in the photo, on the layers between."""

from __future__ import annotations

import pytest
from PIL import Image
from torch import nn

from convscope.cells.field import field_of
from convscope.errors import UnknownLayer
from convscope.network import Network
from convscope.preprocess import Preprocess
from convscope.runs import Run, run
from convscope.sight import Patch
from tests.instrument import small_networks
from tests.instrument.cell_runs import run_of, seeded_run


def two_convolutions() -> nn.Module:
    return nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.Conv2d(4, 4, 3, padding=1))


def test_theory_goes_on_beyond_the_input_and_the_rest_does_not() -> None:
    field = field_of(seeded_run(two_convolutions, 12), "1", (0, 0, 6))
    assert field.theory == Patch((-2, 2), (4, 8))
    assert field.input == Patch((0, 2), (4, 8))
    assert list(field.layers.items()) == [
        ("0", Patch((0, 1), (5, 7))),
        ("input", Patch((0, 2), (4, 8))),
    ]


def wide_run() -> Run:
    """Of a photo of 80 × 40 pixels, of which a square of 32 × 32 is seen at a quarter the size."""
    preprocess = Preprocess(3, 8, 8, "bilinear", 0.8, (0.5,) * 3, (0.5,) * 3)
    network = Network.of_module(nn.Conv2d(3, 2, 3).eval(), preprocess)
    return run(network, Image.new("RGB", (80, 40)))


def test_the_part_of_the_photo_is_in_its_own_pixels() -> None:
    captured = wide_run()
    assert (captured.frame.left, captured.frame.top) == (24, 4)
    field = field_of(captured, captured.layers[1].name, (0, 1, 2))
    assert field.input == Patch((1, 3), (2, 4))
    photo = field.photo
    assert (photo.top, photo.left, photo.height, photo.width) == (8, 32, 12, 12)


def test_the_middle_of_a_pixel_lies_in_the_middle_of_its_part() -> None:
    captured = wide_run()
    photo = field_of(captured, "input", (0, 5, 3)).photo
    middle = photo.top + photo.height / 2, photo.left + photo.width / 2
    assert middle == pytest.approx(captured.frame.to_photo(5, 3, 8, 8))


def test_a_pixel_of_the_input_sees_itself() -> None:
    field = field_of(seeded_run(two_convolutions, 12), "input", (0, 3, 4))
    assert (field.input, field.theory) == (Patch((3, 3), (4, 4)), Patch((3, 3), (4, 4)))
    assert field.layers == {}


def test_behind_a_gate_all_is_seen() -> None:
    field = field_of(seeded_run(small_networks.Gate, 12, channels=1), "mul", (0, 3, 4))
    assert field.input == Patch((0, 11), (0, 11))
    assert field.layers["pool"] == Patch((0, 0), (0, 0))


def test_what_is_not_known_is_left_out() -> None:
    upsampled = nn.Sequential(
        nn.Conv2d(3, 2, 3), nn.Upsample(scale_factor=2, mode="bilinear"), nn.Conv2d(2, 2, 3)
    )
    field = field_of(run_of(upsampled, 12), "2", (0, 3, 4))
    assert (field.input, field.theory, field.photo) == (None, None, None)
    assert field.layers == {"1": Patch((3, 5), (4, 6))}


def test_a_layer_seen_by_a_hook_has_no_field() -> None:
    field = field_of(seeded_run(small_networks.ControlFlow, 8), "conv", (0, 1, 1))
    assert (field.input, field.theory, field.photo, field.layers) == (None, None, None, {})


def test_an_unknown_layer_is_refused() -> None:
    with pytest.raises(UnknownLayer):
        field_of(seeded_run(two_convolutions, 12), "nope", (0, 0, 0))
