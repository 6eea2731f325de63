"""Figures and histograms against NumPy's in float64."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convscope.errors import BadOption
from convscope.stats import ChannelStats, Summary, channel_stats, histogram, strongest, summarize
from tests.instrument.made_outputs import LAYOUTS, Floats, Layout, laid_out, noise, outputs


def check_channels(found: ChannelStats, maps: Floats) -> None:
    for index, one in enumerate(maps):
        finite = one[np.isfinite(one)].astype(np.float64)
        assert found.nonfinite[index] == one.size - finite.size
        assert found.zeros[index] == np.count_nonzero(one == 0) / one.size
        assert found.dead[index] == (not one.any())
        if finite.size == 0:
            figures = (found.minimum, found.maximum, found.mean, found.std)
            assert all(np.isnan(figure[index]) for figure in figures)
            continue
        largest = np.abs(finite).max()
        assert (found.minimum[index], found.maximum[index]) == (finite.min(), finite.max())
        assert found.mean[index] == pytest.approx(finite.mean(), rel=1e-12, abs=1e-14 * largest)
        assert found.std[index] == pytest.approx(finite.std(), rel=1e-9, abs=1e-14 * largest)


def check_summary(found: Summary, values: Floats) -> None:
    finite = values[np.isfinite(values)].astype(np.float64)
    assert found.nonfinite == values.size - finite.size
    assert found.zeros == pytest.approx(np.count_nonzero(values == 0) / values.size, rel=1e-12)
    if finite.size == 0:
        assert (found.minimum, found.maximum, found.mean, found.std) == (None,) * 4
        return
    largest = np.abs(finite).max()
    assert (found.minimum, found.maximum) == (finite.min(), finite.max())
    assert found.mean == pytest.approx(finite.mean(), rel=1e-12, abs=1e-14 * largest)
    assert found.std == pytest.approx(finite.std(), rel=1e-9, abs=1e-14 * largest)


@given(outputs(nonfinite=True))
def test_figures_equal_numpys_in_float64(maps: Floats) -> None:
    check_channels(channel_stats(maps), maps)
    check_summary(summarize(maps), maps)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "shape",
    [(3, 300, 300), (96, 112, 112), (7, 17, 16), (40, 14, 14), (1300, 7, 7), (70_000, 1, 1)],
)
def test_figures_hold_across_blocks(shape: tuple[int, int, int], layout: Layout) -> None:
    maps = laid_out(np.maximum(noise(*shape), np.float32(-0.5)) + np.float32(0.5), layout)
    found = channel_stats(maps)
    double = np.ascontiguousarray(maps, np.float64)
    np.testing.assert_array_equal(found.minimum, double.min(axis=(1, 2)))
    np.testing.assert_array_equal(found.maximum, double.max(axis=(1, 2)))
    np.testing.assert_array_equal(found.zeros, (double == 0).mean(axis=(1, 2)))
    np.testing.assert_allclose(found.mean, double.mean(axis=(1, 2)), rtol=1e-12)
    np.testing.assert_allclose(found.std, double.std(axis=(1, 2)), rtol=1e-12, atol=1e-15)
    check_summary(found.summary(), maps)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_small_spread_far_from_zero_is_not_lost(layout: Layout) -> None:
    maps = noise(4, 112, 112) / np.float32(64) + np.float32(100_000)
    found = channel_stats(laid_out(maps, layout))
    np.testing.assert_allclose(found.std, maps.astype(np.float64).std(axis=(1, 2)), rtol=1e-9)


def test_a_constant_map_has_no_spread_at_all() -> None:
    assert channel_stats(np.full((2, 112, 112), 0.1, np.float32)).std.tolist() == [0, 0]


def test_dead_channels_are_those_of_zeros_of_either_sign() -> None:
    maps = np.zeros((4, 2, 2), np.float32)
    maps[1] = -0.0
    maps[2, 0, 0] = 1e-45
    maps[3, 0, 0] = np.nan
    assert channel_stats(maps).dead.tolist() == [True, True, False, False]


@pytest.mark.parametrize("shape", [(0,), (3, 0, 4)])
def test_an_empty_output_has_no_figures(shape: tuple[int, ...]) -> None:
    assert summarize(np.zeros(shape, np.float32)) == Summary(None, None, None, None, 0.0, 0)


def test_a_vector_has_a_channel_per_value_and_a_matrix_is_one_map() -> None:
    assert channel_stats(noise(5)).mean.tolist() == noise(5).tolist()
    assert len(channel_stats(noise(5, 6)).mean) == 1


@given(outputs(nonfinite=True), st.integers(1, 60))
def test_histograms_equal_numpys_in_float64(maps: Floats, bins: int) -> None:
    finite = maps[np.isfinite(maps)].astype(np.float64)
    found = histogram(maps, bins)
    assert (len(found.edges), len(found.counts)) == (bins + 1, bins)
    assert found.counts.sum() == finite.size
    assert (np.diff(found.edges) > 0).all()
    if finite.size and finite.min() < finite.max():
        counts, edges = np.histogram(finite, bins)
        np.testing.assert_array_equal(found.counts, counts)
        np.testing.assert_array_equal(found.edges, edges)


@pytest.mark.parametrize("value", [0.0, -3.0, 1e-40, 3e38])
def test_equal_values_fall_into_one_bin(value: float) -> None:
    found = histogram(np.full((1, 3, 3), value, np.float32), 7)
    assert found.counts.tolist() == [0, 0, 0, 9, 0, 0, 0]
    assert found.edges[3] < np.float32(value) < found.edges[4]


@pytest.mark.parametrize("bins", [0, -1, 1025])
def test_a_number_of_bins_out_of_range_is_refused(bins: int) -> None:
    with pytest.raises(BadOption, match="from 1 to 1024"):
        histogram(noise(1, 2, 2), bins)


@given(outputs(), st.integers(1, 8))
def test_the_strongest_maps_vary_most(maps: Floats, count: int) -> None:
    order = strongest(maps, count)
    assert len(order) == len(set(order)) == min(count, len(maps))
    double = maps.astype(np.float64)
    score = np.abs(double[:, 0, 0]) if maps[0].size == 1 else double.std(axis=(1, 2))
    tolerance = 1e-12 * np.abs(double).max()
    ranked = score[strongest(maps, len(maps))]
    assert (np.diff(ranked) <= tolerance).all()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("side", [7, 56])
def test_equal_maps_keep_their_order(layout: Layout, side: int) -> None:
    strong, weak = noise(1, side, side), noise(1, side, side) / 2
    maps = np.concatenate([weak, strong, weak, strong, strong])
    assert strongest(laid_out(maps, layout), 5) == [1, 3, 4, 0, 2]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_differences_that_float32_cannot_see_still_decide(layout: Layout) -> None:
    maps = np.repeat(noise(1, 60, 61), 6, axis=0)
    for index, nudge in enumerate([3, 0, 5, 1, 4, 2]):
        maps[index, 10, 10] = np.float32(2) + nudge * np.float32(2e-6)
    order = np.argsort(-maps.astype(np.float64).std(axis=(1, 2))).tolist()
    assert strongest(laid_out(maps, layout), 6) == order == [2, 4, 0, 5, 3, 1]


@pytest.mark.parametrize("scale", [1e-30, 1e-20, 1, 1e15, 1e30])
def test_the_order_holds_at_every_magnitude(scale: float) -> None:
    maps = noise(5, 20, 20) * np.float32(scale) * np.arange(1, 6, dtype=np.float32)[:, None, None]
    assert strongest(maps, 3) == [4, 3, 2]


def test_maps_without_a_finite_value_come_last() -> None:
    maps = np.zeros((3, 2, 2), np.float32)
    maps[0] = np.nan
    assert strongest(maps, 3) == [1, 2, 0]


def test_single_pixels_are_ordered_by_absolute_value() -> None:
    assert strongest(np.array([1, -3, 2, 3, np.nan], np.float32), 4) == [1, 3, 2, 0]
