"""The exact forms: every bit of every value survives."""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra import numpy as hnp

from convscope.exact import npy, to_json
from tests.instrument.made_outputs import LAYOUTS, Floats, Layout, floats, laid_out, noise

arrays = hnp.arrays(
    np.float32,
    hnp.array_shapes(min_dims=0, max_dims=4, max_side=4),
    elements=floats(nonfinite=True),
)


def bits(values: Floats) -> np.ndarray:
    return np.ascontiguousarray(values).view(np.uint32)


@given(arrays)
def test_npy_is_what_numpy_saves(values: Floats) -> None:
    saved = io.BytesIO()
    np.save(saved, values)
    assert npy(values) == saved.getvalue()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_npy_does_not_depend_on_the_layout(layout: Layout) -> None:
    values = noise(3, 4, 5)
    assert npy(laid_out(values, layout)) == npy(values)
    assert b"'fortran_order': False" in npy(laid_out(values, layout))


def _with_nan(item: Any) -> Any:
    if isinstance(item, list):
        return [_with_nan(each) for each in item]
    return np.nan if item is None else item


@given(arrays)
def test_json_brings_back_the_same_floats(values: Floats) -> None:
    read = np.array(_with_nan(json.loads(to_json(values))), np.float32)
    finite = np.isfinite(values)
    assert read.shape == values.shape
    assert np.isnan(read[~finite]).all()
    assert np.array_equal(bits(read[finite]), bits(values[finite]))


@given(hnp.arrays(np.uint32, (50,)))
def test_json_brings_back_any_pattern_of_bits(patterns: np.ndarray) -> None:
    values = patterns.view(np.float32)
    read = np.array(_with_nan(json.loads(to_json(values))), np.float32)
    finite = np.isfinite(values)
    assert np.array_equal(bits(read[finite]), bits(values[finite]))


@pytest.mark.parametrize(("shape", "text"), [((0,), b"[]"), ((2, 0), b"[[],[]]"), ((0, 3), b"[]")])
def test_json_of_no_values_keeps_its_lists(shape: tuple[int, ...], text: bytes) -> None:
    assert to_json(np.zeros(shape, np.float32)) == text


def test_json_has_no_words_that_json_lacks() -> None:
    values = np.array([[np.nan, np.inf], [-np.inf, -0.0]], np.float32)
    assert to_json(values) == b"[[null,null],[null,-0.0]]"
