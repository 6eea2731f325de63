"""Two runs at one glance: the same maps of both, and how far they differ."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

import convscope
from convscope.samples import read_sample
from convscope.sheet import strip, strip_of
from convscope.side_by_side import relative_size, side_by_side
from tests.instrument.made_outputs import Floats, noise, outputs


def test_the_second_strip_has_the_channels_of_the_first() -> None:
    a, b = (convscope.run("lenet5", read_sample(digit)) for digit in ("digit5", "digit3"))
    rows = side_by_side(a, b, maps=3, size=12)
    assert [row.layer for row in rows] == [layer.name for layer in a.layers]
    for row in rows:
        expected = strip_of(b.output(row.partner), row.a.channels, 12)
        assert row.a.channels == row.b.channels
        np.testing.assert_array_equal(row.b.pixels, expected.pixels)
        assert (row.b.minimum, row.b.maximum) == (expected.minimum, expected.maximum)


def test_where_shapes_differ_each_strip_has_its_own() -> None:
    a = convscope.run("lenet5", read_sample("digit5"))
    b = convscope.run("resnet_mini", read_sample("cat"))
    row = next(row for row in side_by_side(a, b) if row.layer == "conv1")
    assert row.relative is None
    assert row.b.channels == strip(b.output(row.partner)).channels


@given(outputs())
def test_nothing_differs_from_itself(values: Floats) -> None:
    assert relative_size(values, values) in (0, None)


@pytest.mark.parametrize("shape", [(7,), (3, 5, 6)])
def test_the_relative_size_is_that_of_the_norms(shape: tuple[int, ...]) -> None:
    a, b = noise(*shape, seed=1), noise(*shape, seed=2)
    expected = np.linalg.norm((a - b).ravel()) / np.linalg.norm(a.ravel())
    assert relative_size(a, b) == pytest.approx(expected, rel=1e-6)
    assert relative_size(np.zeros_like(a), b) is None
