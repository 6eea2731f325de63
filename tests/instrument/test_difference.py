"""The difference of two outputs against NumPy's in float64."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from convscope.difference import difference, subtract
from convscope.errors import ShapesDiffer
from tests.instrument.made_outputs import LAYOUTS, Floats, Layout, floats, laid_out, noise

SHAPES = hnp.array_shapes(min_dims=3, max_dims=3, min_side=1, max_side=5)


@st.composite
def pairs(draw: st.DrawFn, *, nonfinite: bool = False, largest: float = 2.0**100) -> list[Floats]:
    """Two small outputs of one shape, each laid out in its own way."""
    shape = draw(SHAPES)
    wild = floats(nonfinite=True) if nonfinite else st.floats(-largest, largest, width=32)
    made = [draw(hnp.arrays(np.float32, shape, elements=wild)) for _ in range(2)]
    return [laid_out(each, draw(st.sampled_from(LAYOUTS))) for each in made]


@given(pairs(nonfinite=True))
def test_it_is_numpys_to_the_bit(both: list[Floats]) -> None:
    a, b = both
    with np.errstate(all="ignore"):
        expected = np.subtract(a, b)
    assert subtract(a, b).dtype == np.float32
    np.testing.assert_array_equal(subtract(a, b), expected)


@given(pairs(nonfinite=True))
def test_figures_are_over_what_is_finite(both: list[Floats]) -> None:
    a, b = both
    with np.errstate(all="ignore"):
        away = np.abs((a - b).astype(np.float64))
    finite = np.isfinite(away)
    found = difference(a, b)
    assert found.nonfinite == away.size - finite.sum()
    assert found.equal == np.count_nonzero(a == b) / away.size
    if not finite.any():
        assert (found.mean, found.largest, found.cell, found.relative) == (None,) * 4
        return
    assert found.mean == pytest.approx(away[finite].mean(), rel=1e-12)
    assert found.largest == away[finite].max()
    assert found.cell == np.unravel_index(np.where(finite, away, -1).argmax(), away.shape)
    for channel, (own, known) in enumerate(zip(away, finite, strict=True)):
        if known.any():
            assert found.channels.mean[channel] == pytest.approx(own[known].mean(), rel=1e-12)
            assert found.channels.largest[channel] == own[known].max()
        else:
            assert np.isnan([found.channels.mean[channel], found.channels.largest[channel]]).all()


@given(pairs())
def test_the_relative_size_is_that_of_the_norms(both: list[Floats]) -> None:
    a, b = both
    size = np.linalg.norm(a.astype(np.float64).ravel())
    away = np.linalg.norm(subtract(a, b).astype(np.float64).ravel())
    found = difference(a, b).relative
    assert found is None if size == 0 else found == pytest.approx(away / size, rel=1e-9)


@given(pairs(largest=100))
def test_the_correlation_is_pearsons(both: list[Floats]) -> None:
    a, b = (np.ascontiguousarray(each, np.float64) for each in both)
    found = difference(*both)
    maps = [*zip(found.channels.correlation, a, b, strict=True), (found.correlation, a, b)]
    for correlation, one, other in maps:
        if np.ptp(one) == 0 or np.ptp(other) == 0:
            assert correlation is None or np.isnan(correlation)
        elif min(one.std(), other.std()) > 1e-6 * max(np.abs(one).max(), np.abs(other).max()):
            expected = np.corrcoef(one.ravel(), other.ravel())[0, 1]
            assert correlation == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("shape", [(3, 300, 300), (96, 56, 56), (1300, 7, 7), (70_000, 1, 1)])
def test_figures_hold_across_blocks(shape: tuple[int, int, int], layout: Layout) -> None:
    a, b = (laid_out(noise(*shape, seed=seed), layout) for seed in (1, 2))
    found = difference(a, b)
    away = np.abs(subtract(a, b).astype(np.float64))
    assert found.mean == pytest.approx(away.mean(), rel=1e-12)
    assert found.cell == np.unravel_index(away.argmax(), shape)
    assert found.channels.mean == pytest.approx(away.mean(axis=(1, 2)), rel=1e-12)
    expected = np.corrcoef(a.ravel().astype(np.float64), b.ravel().astype(np.float64))[0, 1]
    assert found.correlation == pytest.approx(expected, abs=1e-12)


def test_the_channels_that_differ_most_come_first() -> None:
    b = np.zeros((5, 2, 2), np.float32)
    a = b + np.array([1, -4, np.nan, 2, 1], np.float32)[:, None, None]
    assert difference(a, b).channels.ranked() == [1, 3, 0, 4, 2]


def test_an_output_and_itself_do_not_differ() -> None:
    a = noise(4, 5, 6)
    found = difference(a, a)
    assert (found.mean, found.largest, found.relative, found.equal) == (0, 0, 0, 1)
    assert found.correlation == pytest.approx(1)


def test_constant_maps_correlate_with_nothing() -> None:
    constant = np.full((2, 7, 7), 0.1, np.float32)
    found = difference(constant, noise(2, 7, 7))
    assert found.correlation is None
    assert np.isnan(found.channels.correlation).all()


def test_vectors_and_outputs_without_values() -> None:
    found = difference(np.float32([1, 5, 2]), np.float32([1, 2, 2]))
    assert (found.largest, found.cell, found.channels.ranked()) == (3, (1, 0, 0), [1, 0, 2])
    assert difference(*[np.zeros((3, 0, 4), np.float32)] * 2).mean is None


@pytest.mark.parametrize("other", [(2, 3, 5), (3, 3, 4), (2, 12), (2,)])
def test_shapes_that_differ_are_both_named(other: tuple[int, ...]) -> None:
    with pytest.raises(ShapesDiffer, match=f"2×3×4 and {'×'.join(map(str, other))}"):
        difference(np.zeros((2, 3, 4), np.float32), np.zeros(other, np.float32))
