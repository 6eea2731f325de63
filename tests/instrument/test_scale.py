"""Scales, and the rounding of values to their 256 levels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convscope.errors import BadOption
from convscope.scale import (
    NORMALIZATIONS,
    Scale,
    centred,
    default_normalization,
    measure,
    quantise,
)
from tests.instrument.made_outputs import LAYOUTS, Floats, laid_out, noise, outputs


@given(outputs(nonfinite=True))
def test_scales_are_the_extremes_of_what_is_finite(maps: Floats) -> None:
    finite = maps[np.isfinite(maps)].tolist() or [0.0]
    layer, symmetric = measure(maps, "layer"), measure(maps, "symmetric")
    assert (layer.minimum.tolist(), layer.maximum.tolist()) == ([min(finite)], [max(finite)])
    largest = max(map(abs, finite))
    assert (symmetric.minimum.tolist(), symmetric.maximum.tolist()) == ([-largest], [largest])
    channel = measure(maps, "channel")
    for index, one in enumerate(maps):
        finite = one[np.isfinite(one)].tolist() or [0.0]
        assert (channel.minimum[index], channel.maximum[index]) == (min(finite), max(finite))


@given(outputs(), st.sampled_from([name for name in NORMALIZATIONS if name != "clipped"]))
def test_a_level_is_off_by_at_most_half_a_step(maps: Floats, normalize: str) -> None:
    scale = measure(maps, normalize)
    levels = quantise(maps, scale)
    assert levels.shape == maps.shape
    assert levels.dtype == np.uint8
    assert levels.flags.c_contiguous
    low = scale.minimum[:, None, None]
    step = (scale.maximum[:, None, None] - low) / 255
    error = np.abs(maps.astype(np.float64) - (low + levels * step))
    assert (error <= step * (0.5 + 1e-9)).all()


@given(outputs(nonfinite=True))
def test_a_clipped_scale_holds_99_of_100_values(maps: Floats) -> None:
    finite = sorted(abs(value) for value in maps[np.isfinite(maps)].tolist())
    scale = measure(maps, "clipped")
    low, high = scale.minimum[0], scale.maximum[0]
    assert low == (-high if (maps[np.isfinite(maps)] < 0).any() else 0)
    if finite and finite[-1] > 0:
        assert high in finite
        assert sum(value <= high for value in finite) >= 0.99 * len(finite)


def test_a_clipped_scale_is_not_that_of_a_single_spike() -> None:
    maps = noise(4, 20, 20).clip(-1, 1)
    maps[0, 0, 0] = 1000
    scale = measure(maps, "clipped")
    assert (scale.minimum[0], scale.maximum[0]) == (-1, 1)
    assert quantise(maps, scale)[0, 0, 0] == 255


def test_where_nearly_all_is_zero_the_rest_is_not_clipped() -> None:
    maps = np.zeros((1, 20, 20), np.float32)
    maps[0, 3, 4] = 5
    assert measure(maps, "clipped").maximum[0] == 5


@given(outputs(nonfinite=True))
def test_a_scale_from_zero_begins_at_zero_unless_values_lie_below(maps: Floats) -> None:
    finite = maps[np.isfinite(maps)].tolist() or [0.0]
    scale = measure(maps, "zero")
    assert (scale.minimum[0], scale.maximum[0]) == (min(0.0, *finite), max(finite))


@given(outputs(), st.sampled_from(["layer", "channel"]))
def test_a_centred_scale_holds_the_other_and_has_zero_midway(maps: Floats, normalize: str) -> None:
    scale = measure(maps, normalize)
    about = centred(scale)
    assert (about.minimum == -about.maximum).all()
    assert (about.minimum <= scale.minimum).all()
    assert (scale.maximum <= about.maximum).all()
    zeros = quantise(np.zeros((len(about.minimum), 1, 1), np.float32), about)
    assert np.isin(zeros, (127, 128)).all(), "zero lies between the two"


def test_levels_do_not_depend_on_the_layout() -> None:
    values = noise(70, 33, 31)
    for normalize in NORMALIZATIONS:
        scale = measure(values, normalize)
        levels = [quantise(laid_out(values, layout), scale) for layout in LAYOUTS]
        assert all(np.array_equal(levels[0], other) for other in levels)


def test_what_lies_outside_the_scale_takes_its_end() -> None:
    maps = np.array([[[-5, -1, 0, 1, 5, -np.inf, np.inf, np.nan]]], np.float32)
    levels = quantise(maps, Scale(np.array([-1.0]), np.array([1.0])))
    assert levels.ravel().tolist() == [0, 0, 128, 255, 255, 0, 255, 0]


def test_a_scale_without_width_gives_zero() -> None:
    maps = np.array([[[7, 7, np.inf, np.nan]]], np.float32)
    assert quantise(maps, measure(maps, "layer")).ravel().tolist() == [0, 0, 0, 0]


def test_a_layer_of_zeros_has_no_negative_zero() -> None:
    scale = measure(np.zeros((1, 2, 2), np.float32), "symmetric")
    assert not np.signbit(scale.minimum).any()


def test_an_unknown_name_is_answered_with_the_names() -> None:
    with pytest.raises(BadOption, match="Choose one of layer, channel, symmetric, clipped"):
        measure(noise(1, 2, 2), "global")


def test_signed_layers_are_scaled_about_zero() -> None:
    assert default_normalization(noise(1, 2, 2)) == "symmetric"
    assert default_normalization(np.abs(noise(1, 2, 2))) == "layer"
