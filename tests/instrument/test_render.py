"""Levels and pictures, taken apart pixel by pixel."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from convscope.colormaps import NONFINITE, lut
from convscope.errors import BadOption
from convscope.render import png, u8, webp
from tests.instrument.made_outputs import LAYOUTS, Floats, Layout, laid_out, noise, outputs

GAP = (255, 255, 255)
FORMATS = pytest.mark.parametrize("draw", [png, webp])


def pixels(picture: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(picture)) as opened:
        return np.asarray(opened.convert("RGB"))


def tile(picture: np.ndarray, index: int, columns: int, height: int, width: int) -> np.ndarray:
    top, left = index // columns * (height + 2), index % columns * (width + 2)
    return picture[top : top + height, left : left + width]


@given(outputs(nonfinite=True), st.sampled_from(["layer", "channel", "symmetric"]))
def test_levels_bring_back_values_to_half_a_step(maps: Floats, normalize: str) -> None:
    levels = u8(maps, normalize)
    entries = len(maps) if normalize == "channel" else 1
    assert len(levels.minimum) == len(levels.maximum) == entries
    low, high = np.array(levels.minimum)[:, None, None], np.array(levels.maximum)[:, None, None]
    back = low + levels.pixels / 255 * (high - low)
    finite = np.isfinite(maps)
    assert levels.nonfinite == np.count_nonzero(~finite)
    error = np.abs(back - np.where(finite, maps, 0).astype(np.float64))
    assert (error <= (high - low) / 255 * (0.5 + 1e-9))[finite].all()


def test_levels_are_averaged_down_and_never_enlarged() -> None:
    maps = noise(3, 20, 10)
    assert u8(maps, size=10).pixels.shape == (3, 10, 5)
    assert u8(maps, size=20).pixels.shape == u8(maps, size=99).pixels.shape == (3, 20, 10)
    small = u8(maps, size=10)
    mean = maps.reshape(3, 10, 2, 5, 2).mean(axis=(2, 4))
    step = (small.maximum[0] - small.minimum[0]) / 255
    assert np.abs(small.minimum[0] + small.pixels * step - mean).max() <= step * 0.5001


def test_the_scale_is_of_the_whole_layer_though_few_channels_are_asked_for() -> None:
    maps = noise(8, 6, 6)
    every = u8(maps)
    some = u8(maps[[5, 2]], scale_of=maps)
    assert (some.minimum, some.maximum) == (every.minimum, every.maximum)
    assert np.array_equal(some.pixels, every.pixels[[5, 2]])
    own = u8(maps[[5, 2]], "channel", scale_of=maps)
    assert own.maximum == maps[[5, 2]].max(axis=(1, 2)).tolist()


@FORMATS
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_picture_shows_the_levels_in_the_colours_of_the_map(
    draw: Callable[..., bytes], layout: Layout
) -> None:
    maps = laid_out(noise(5, 9, 7), layout)
    picture = pixels(draw(maps, normalize="layer", colormap="magma"))
    assert picture.shape == (2 * 9 + 2, 3 * 7 + 4, 3)
    levels = u8(maps).pixels
    for index in range(5):
        assert np.array_equal(tile(picture, index, 3, 9, 7), lut("magma")[levels[index]])
    assert (picture[9:11] == GAP).all(), "gaps are white"
    assert (tile(picture, 5, 3, 9, 7) == GAP).all(), "and so is what is left over"


@FORMATS
def test_a_picture_of_more_colours_than_a_palette_holds_is_exact(
    draw: Callable[..., bytes],
) -> None:
    maps = np.arange(512, dtype=np.float32).reshape(2, 16, 16)
    picture = pixels(draw(maps, columns=2))
    levels = u8(maps).pixels
    assert len(np.unique(levels)) == 256
    for index in range(2):
        assert np.array_equal(tile(picture, index, 2, 16, 16), lut("viridis")[levels[index]])
    assert (picture[:, 16:18] == GAP).all()


@pytest.mark.parametrize(("count", "mode"), [(1, "P"), (2, "RGB")])
def test_a_palette_is_used_where_it_holds_every_colour(count: int, mode: str) -> None:
    maps = np.stack([np.arange(256, dtype=np.float32).reshape(16, 16)] * count)
    with Image.open(io.BytesIO(png(maps))) as picture:
        assert picture.mode == mode


@FORMATS
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_not_finite_has_a_colour_of_its_own(
    draw: Callable[..., bytes], layout: Layout
) -> None:
    maps = noise(2, 3, 4)
    maps[0, 1, 2], maps[1, 0, 0], maps[1, 2, 3] = np.nan, np.inf, -np.inf
    picture = pixels(draw(laid_out(maps, layout), columns=1))
    for index in range(2):
        flat = (tile(picture, index, 1, 3, 4) == NONFINITE).all(axis=2)
        assert np.array_equal(flat, ~np.isfinite(maps[index]))
    shrunk = pixels(draw(laid_out(maps, layout), size=1, columns=2))
    assert (shrunk[0, [0, 3]] == NONFINITE).all()


@FORMATS
def test_nothing_finite_at_all_can_be_drawn(draw: Callable[..., bytes]) -> None:
    assert (pixels(draw(np.full((1, 2, 2), np.nan, np.float32))) == NONFINITE).all()


@FORMATS
@pytest.mark.parametrize("value", [0.0, -2.5, 7.0])
def test_a_constant_map_is_of_one_colour(draw: Callable[..., bytes], value: float) -> None:
    picture = pixels(draw(np.full((1, 4, 4), value, np.float32), size=8))
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) == 1


def test_enlarging_repeats_pixels() -> None:
    maps = noise(1, 2, 3)
    small, large = pixels(png(maps)), pixels(png(maps, size=9))
    assert np.array_equal(large, small.repeat(3, axis=0).repeat(3, axis=1))


def test_shrinking_averages_values_before_they_are_coloured() -> None:
    maps = noise(4, 12, 12)
    picture = pixels(png(maps, normalize="layer", colormap="grey", size=5))
    levels = u8(maps, size=5).pixels
    for index in range(4):
        assert np.array_equal(tile(picture, index, 2, 5, 5), lut("grey")[levels[index]])


@pytest.mark.parametrize(
    ("count", "columns", "grid"),
    [(1, None, (1, 1)), (10, None, (3, 4)), (16, None, (4, 4)), (10, 3, (4, 3)), (3, 200, (1, 3))],
)
def test_the_grid_has_as_many_columns_as_asked_for(
    count: int, columns: int | None, grid: tuple[int, int]
) -> None:
    height, width, _ = pixels(png(noise(count, 4, 5), columns=columns)).shape
    assert (height, width) == (grid[0] * 6 - 2, grid[1] * 7 - 2)


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ({}, {"normalize": "symmetric", "colormap": "diverging_light"}),
        ({"colormap": "magma"}, {"normalize": "layer", "colormap": "magma"}),
        (
            {"colormap": "diverging_dark"},
            {"normalize": "symmetric", "colormap": "diverging_dark"},
        ),
        ({"normalize": "channel"}, {"normalize": "channel", "colormap": "viridis"}),
        ({"normalize": "symmetric"}, {"normalize": "symmetric", "colormap": "diverging_light"}),
    ],
)
def test_a_signed_layer_is_centred_on_zero_unless_asked_otherwise(
    asked: dict[str, Any], same: dict[str, Any]
) -> None:
    assert png(noise(3, 5, 5), **asked) == png(noise(3, 5, 5), **same)


@pytest.mark.parametrize("normalize", ["layer", "channel", "clipped", "zero"])
def test_a_diverging_map_has_zero_in_its_middle_whatever_the_scale(normalize: str) -> None:
    maps = noise(3, 5, 5) + 0.7
    maps[:, 2, 2], maps[1] = 0, 0
    midway = lut("diverging_dark")[[127, 128]].tolist()
    picture = pixels(png(maps, normalize, "diverging_dark", columns=3))
    for index in range(3):
        assert tile(picture, index, 3, 5, 5)[2, 2].tolist() in midway
    nothing = tile(picture, 1, 3, 5, 5).reshape(-1, 3).tolist()
    assert all(pixel in midway for pixel in nothing)


def test_each_map_of_a_diverging_picture_reaches_one_end() -> None:
    maps = np.array([[[-1, 0.5]], [[8, -2]]], np.float32)
    picture = pixels(png(maps, "channel", "diverging_light", columns=2))
    colours = lut("diverging_light")
    expected = colours[[0, round(191.25)]], colours[[255, round(95.625)]]
    for index in range(2):
        assert np.array_equal(tile(picture, index, 2, 1, 2)[0], expected[index])


@FORMATS
def test_gaps_of_a_picture_for_dark_ground_are_dark(draw: Callable[..., bytes]) -> None:
    maps = noise(2, 3, 3)
    light, dark = (pixels(draw(maps, columns=2, gap=gap)) for gap in ("light", "dark"))
    assert (dark[:, 3:5] == (46, 50, 58)).all()
    assert np.array_equal(np.delete(dark, [3, 4], axis=1), np.delete(light, [3, 4], axis=1))


def test_a_layer_without_negative_values_is_drawn_in_viridis() -> None:
    maps = np.abs(noise(3, 5, 5))
    assert png(maps) == png(maps, normalize="layer", colormap="viridis")


def test_the_sign_is_that_of_the_layer_not_of_the_channels() -> None:
    maps = np.stack([np.ones((2, 2), np.float32), -np.ones((2, 2), np.float32)])
    assert (pixels(png(maps[:1], scale_of=maps)) == lut("diverging_light")[255]).all()


@FORMATS
@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"size": 0}, "size=0 is out of range. Choose a whole number from 1 to 1024"),
        ({"size": 1025}, "from 1 to 1024"),
        ({"columns": 0}, "columns=0 is out of range. Choose a whole number from 1 to 256"),
        ({"columns": 257}, "from 1 to 256"),
        ({"colormap": "jet"}, "Choose one of viridis, magma"),
        ({"normalize": "no"}, "Choose one of layer, channel, symmetric"),
        ({"gap": "no"}, "Choose one of light, dark"),
        ({"size": 1024}, "over the limit of 64,000,000. Ask for fewer channels"),
    ],
)
def test_options_out_of_range_are_refused(
    draw: Callable[..., bytes], options: dict[str, Any], words: str
) -> None:
    with pytest.raises(BadOption, match=words):
        draw(noise(64, 2, 2), **options)


@pytest.mark.parametrize("options", [{"size": 0}, {"size": 5000}, {"normalize": "no"}])
def test_options_of_levels_are_checked_too(options: dict[str, Any]) -> None:
    with pytest.raises(BadOption):
        u8(noise(1, 2, 2), **options)


def test_a_side_that_webp_cannot_hold_is_refused() -> None:
    maps = noise(20, 1, 1)
    assert png(maps, size=1000, columns=1)
    with pytest.raises(BadOption, match="too long for WebP, which ends at 16383"):
        webp(maps, size=1000, columns=1)


@pytest.mark.parametrize("draw", [png, webp, u8])
def test_no_values_are_nothing_to_draw(draw: Callable[..., object]) -> None:
    with pytest.raises(BadOption, match="no values to draw"):
        draw(np.zeros((0, 4, 4), np.float32), size=8)


@given(outputs(nonfinite=True), st.integers(1, 40), st.integers(1, 9))
def test_any_output_can_be_drawn_at_any_size(maps: Floats, size: int, columns: int) -> None:
    picture = pixels(png(maps, size=size, columns=columns))
    across = min(columns, len(maps))
    longest = max(maps.shape[1:])
    tall, wide = (max(1, round(side * size / longest)) for side in maps.shape[1:])
    down = math.ceil(len(maps) / across)
    assert picture.shape == (down * (tall + 2) - 2, across * (wide + 2) - 2, 3)
