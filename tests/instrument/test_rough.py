"""The quick answer is right, or none is given."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convscope.rough import surely_strongest
from tests.instrument.made_outputs import LAYOUTS, Floats, Layout, laid_out, noise, outputs


def exactly(maps: Floats, count: int) -> list[int]:
    spread = maps.astype(np.float64).std(axis=(1, 2))
    order: list[int] = np.argsort(-spread, kind="stable")[:count].tolist()
    return order


@given(outputs(), st.integers(1, 8))
def test_an_answer_is_always_the_exact_one(maps: Floats, count: int) -> None:
    found = surely_strongest(maps.reshape(len(maps), -1), count)
    assert found is None or found == exactly(maps, count)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("shape", [(96, 40, 40), (3, 225, 225), (300, 7, 7), (50, 113, 113)])
def test_ordinary_layers_have_a_quick_answer(shape: tuple[int, int, int], layout: Layout) -> None:
    strength = np.random.default_rng(1).permutation(shape[0]) + 1
    maps = laid_out(noise(*shape) * strength[:, None, None].astype(np.float32), layout)
    assert surely_strongest(maps.reshape(shape[0], -1), 3) == exactly(maps, 3)


@pytest.mark.parametrize("value", [np.nan, np.inf, 3e38])
def test_what_float32_cannot_sum_has_none(value: float) -> None:
    rows = noise(4, 50)
    rows[2, 7] = value
    assert surely_strongest(rows, 2) is None


def test_equal_maps_have_none() -> None:
    assert surely_strongest(np.repeat(noise(1, 50), 3, axis=0), 2) is None
    assert surely_strongest(np.zeros((3, 50), np.float32), 2) is None
