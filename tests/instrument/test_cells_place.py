"""Where cells lie, how far rounding may go, and which terms are written out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from convscope.cells import rounding
from convscope.cells.place import cell_of, index_of, maps_shape
from convscope.cells.strongest import parse_most, split
from convscope.errors import BadOption, UnknownCell
from convscope.maps import as_maps

shapes = hnp.array_shapes(min_dims=0, max_dims=5, max_side=4)


@given(shapes, st.data())
def test_a_cell_is_where_the_maps_show_it(shape, data) -> None:
    values = np.arange(np.prod(shape, dtype=int), dtype=np.float32).reshape(shape)
    maps = as_maps(values)
    assert maps_shape(shape) == maps.shape
    cell = tuple(data.draw(st.integers(0, size - 1)) for size in maps.shape)
    index = index_of("layer", shape, cell)
    assert values[index] == maps[cell]
    assert cell_of(shape, index) == cell


def test_a_vector_has_one_row_and_one_column() -> None:
    with pytest.raises(UnknownCell, match=r"Its only row is 0\. Its only column is 0\."):
        index_of("logits", (10,), (3, 1, 0))


@given(
    hnp.arrays(np.float32, st.integers(1, 100), elements=st.floats(-1e3, 1e3, width=32)),
    st.randoms(use_true_random=False),
)
def test_float32_sums_stay_within_what_rounding_allows(values, random) -> None:
    exact = float(values.astype(np.float64).sum())
    allowed = rounding.of_sum(len(values), float(np.abs(values.astype(np.float64)).sum()))
    shuffled = values[random.sample(range(len(values)), len(values))]
    for order in (values, shuffled):
        assert abs(float(np.cumsum(order, dtype=np.float32)[-1]) - exact) <= 4 * allowed


@pytest.mark.parametrize(
    ("value", "explained", "agrees"),
    [
        (1.0, 1.0, True),
        (1.0, 1.0 + 1e-9, True),
        (1.0, 1.01, False),
        (np.nan, np.nan, True),
        (np.nan, 1.0, False),
        (1.0, np.nan, False),
        (np.inf, np.inf, True),
        (np.inf, -np.inf, False),
        (np.inf, 1e39, True),
        (np.inf, 1e30, False),
    ],
)
def test_agreement(value: float, explained: float, agrees: bool) -> None:
    assert rounding.agree(value, explained, 1e-7) == agrees


@given(hnp.arrays(np.float64, st.integers(1, 30), elements=st.floats(-10, 10)), st.integers(1, 40))
def test_the_largest_come_first_and_the_rest_is_their_sum(terms, most) -> None:
    chosen, rest = split(terms, most)
    sizes = np.abs(terms[chosen])
    assert np.all(np.diff(sizes) <= 0)
    others = np.setdiff1d(np.arange(len(terms)), chosen)
    assert (rest.count if rest else 0) == len(others)
    if rest:
        assert rest.total == pytest.approx(terms[others].sum(), abs=1e-12)
        assert np.abs(terms[others]).max() <= sizes.min()


def test_nan_counts_as_the_largest() -> None:
    assert split(np.array([1.0, np.nan, -np.inf, 2.0]), 2)[0].tolist() == [1, 2]


@pytest.mark.parametrize(("text", "most"), [("all", None), ("1", 1), ("999999", 999999)])
def test_how_many_terms(text: str, most: int | None) -> None:
    assert parse_most(text) == most


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5", "many", "１", "1000000", "012"])
def test_a_count_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadOption, match="or all"):
        parse_most(text)
