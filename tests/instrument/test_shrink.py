"""Maps made smaller and larger, against other ways to do the same."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from convscope.shrink import enlarge, fit, shrink
from tests.instrument.made_outputs import LAYOUTS, Floats, Layout, laid_out, noise


def area_average(maps: Floats, height: int, width: int) -> np.ndarray:
    """Cut every pixel into height×width equal parts, and average equal numbers of the parts."""
    channels, tall, wide = maps.shape
    parts = maps.astype(np.float64).repeat(height, axis=1).repeat(width, axis=2)
    return np.asarray(parts.reshape(channels, height, tall, width, wide).mean(axis=(2, 4)))


@st.composite
def shrinkings(draw: st.DrawFn) -> tuple[Floats, int, int]:
    channels, tall, wide = (draw(st.integers(1, n)) for n in (3, 24, 24))
    values = noise(channels, tall, wide, seed=draw(st.integers(0, 99)))
    maps = laid_out(values, draw(st.sampled_from(LAYOUTS)))
    return maps, draw(st.integers(1, tall)), draw(st.integers(1, wide))


@given(shrinkings())
def test_every_source_pixel_counts_by_its_overlap(case: tuple[Floats, int, int]) -> None:
    maps, height, width = case
    small = shrink(maps, height, width)
    assert small.shape == (len(maps), height, width)
    assert small.dtype == np.float32
    np.testing.assert_allclose(small, area_average(maps, height, width), rtol=0, atol=1e-6)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_whole_factors_equal_torchs_pooling_and_pillows_box(layout: Layout) -> None:
    values = noise(5, 56, 84)
    small = shrink(laid_out(values, layout), 14, 21)
    pooled = torch.nn.functional.adaptive_avg_pool2d(torch.from_numpy(values), (14, 21))
    np.testing.assert_allclose(small, pooled.numpy(), rtol=0, atol=1e-6)
    for channel in range(5):
        boxed = Image.fromarray(values[channel]).resize((21, 14), Image.Resampling.BOX)
        np.testing.assert_allclose(small[channel], np.asarray(boxed), rtol=0, atol=1e-6)


def test_the_largest_floats_do_not_overflow() -> None:
    largest = np.finfo(np.float32).max
    assert (shrink(np.full((1, 7, 7), largest), 3, 3) == largest).all()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_not_finite_stays_in_the_cells_that_it_touches(layout: Layout) -> None:
    values = np.ones((1, 4, 8), np.float32)
    values[0, 0, 0] = np.nan
    values[0, 0, 2] = np.inf
    values[0, 0, 4] = -np.inf
    values[0, 0, 6], values[0, 1, 7] = np.inf, -np.inf
    small = shrink(laid_out(values, layout), 2, 4)
    np.testing.assert_array_equal(small[0, 0], [np.nan, np.inf, -np.inf, np.nan])
    np.testing.assert_array_equal(small[0, 1], [1, 1, 1, 1])


@given(st.integers(1, 20), st.integers(0, 50))
def test_enlarging_repeats_every_pixel_as_evenly_as_can_be(side: int, more: int) -> None:
    line = np.arange(side, dtype=np.uint8).reshape(1, 1, side)
    large = enlarge(line, 1, side + more)[0, 0]
    repeats = np.bincount(large, minlength=side)
    assert (np.diff(large.astype(int)) >= 0).all()
    assert set(repeats.tolist()) <= {(side + more) // side, -(-(side + more) // side)}
    assert np.array_equal(enlarge(line.transpose(0, 2, 1), side + more, 1)[0, :, 0], large)


@pytest.mark.parametrize("factor", [1, 2, 5])
def test_whole_factors_equal_pillows_nearest(factor: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (2, 7, 9), dtype=np.uint8)
    for before, after in zip(pixels, enlarge(pixels, 7 * factor, 9 * factor), strict=True):
        size = (9 * factor, 7 * factor)
        nearest = Image.fromarray(before).resize(size, Image.Resampling.NEAREST)
        np.testing.assert_array_equal(after, np.asarray(nearest))


@pytest.mark.parametrize(
    ("height", "width", "size", "fitted"),
    [
        (112, 112, 48, (48, 48)),
        (7, 7, 48, (48, 48)),
        (100, 50, 10, (10, 5)),
        (197, 768, 64, (16, 64)),
        (1, 1000, 10, (1, 10)),
        (1, 1, 64, (64, 64)),
    ],
)
def test_the_longest_side_takes_the_size(
    height: int, width: int, size: int, fitted: tuple[int, int]
) -> None:
    assert fit(height, width, size) == fitted
