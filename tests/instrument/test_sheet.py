"""The sheet: which maps it takes, and that they are those maps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convscope.errors import BadOption
from convscope.sheet import sheet, strip
from convscope.shrink import shrink
from convscope.stats import strongest
from tests.instrument.made_outputs import LAYOUTS, Floats, Layout, laid_out, noise, outputs


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("side", "shown"), [(56, 48), (48, 48), (7, 7), (1, 1)])
def test_a_strip_shows_the_strongest_maps(layout: Layout, side: int, shown: int) -> None:
    maps = laid_out(noise(20, side, side), layout)
    found = strip(maps)
    assert found.channels == strongest(maps, 8)
    assert (found.width, found.height) == (shown, shown)
    small = shrink(maps[found.channels], shown, shown)
    largest = np.sort(np.abs(small), axis=None)[int(small.size * 0.99)]
    assert (found.minimum, found.maximum, found.signed) == (-largest, largest, True)
    levels = np.clip(small / largest, -1, 1).astype(np.float64) * 127.5 + 127.5
    assert np.abs(found.pixels - levels).max() <= 0.501


def test_a_layer_without_negative_values_begins_at_zero() -> None:
    maps = np.abs(noise(5, 6, 6)) + 1
    found = strip(maps, maps=2)
    # Of 72 pixels no whole one is left out.
    largest = maps[found.channels].max()
    assert (found.minimum, found.maximum, found.signed) == (0.0, largest, False)
    values = found.pixels / 255 * found.maximum
    assert np.abs(values - maps[found.channels]).max() <= found.maximum / 255 * 0.5001


@given(outputs(nonfinite=True), st.integers(1, 9), st.integers(1, 9))
def test_any_output_has_a_strip(values: Floats, maps: int, size: int) -> None:
    found = strip(values, maps, size)
    assert len(found.channels) == len(found.pixels) == min(maps, len(values))
    assert max(found.height, found.width) <= max(size, 1)
    finite = values[np.isfinite(values)]
    assert found.signed == bool((finite < 0).any())
    assert np.isfinite([found.minimum, found.maximum]).all()


def test_values_that_are_not_finite_leave_the_others_their_scale() -> None:
    maps = np.abs(noise(3, 4, 4))
    largest = maps[1:].max()
    maps[0] = np.inf
    found = strip(maps)
    assert (found.maximum, found.channels[-1]) == (largest, 0)
    assert (found.pixels[-1] == 255).all()


@pytest.mark.parametrize("shape", [(10,), (5, 6), (2, 3, 4, 4), (0,), (2, 0, 3)])
def test_outputs_of_every_shape_have_a_strip(shape: tuple[int, ...]) -> None:
    assert strip(noise(*shape)).pixels.dtype == np.uint8


def test_a_sheet_has_a_strip_for_every_layer_in_order() -> None:
    outputs = {"conv": noise(16, 20, 20), "relu": np.abs(noise(16, 20, 20)), "fc": noise(10)}
    found = sheet(outputs.items(), maps=3, size=10)
    assert list(found) == ["conv", "relu", "fc"]
    assert [each.pixels.shape for each in found.values()] == [(3, 10, 10)] * 2 + [(3, 1, 1)]
    assert [each.signed for each in found.values()] == [True, False, True]


@pytest.mark.parametrize(("maps", "size"), [(0, 48), (65, 48), (8, 0), (8, 1025)])
def test_options_out_of_range_are_refused(maps: int, size: int) -> None:
    with pytest.raises(BadOption, match="out of range"):
        strip(noise(2, 3, 3), maps, size)
