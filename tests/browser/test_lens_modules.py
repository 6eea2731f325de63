"""What the guide's scripts work out, against the library and answers written down by hand."""

from __future__ import annotations

import math

import numpy as np
from playwright.sync_api import Page

from convscope.lenses.value import Value


def test_a_number_in_the_words_is_the_number_in_the_figure(open_page) -> None:
    """Halves, which the two languages round in ways of their own, and sizes from 1e-9 to 1e9."""
    random = np.random.default_rng(0)
    sizes = 10.0 ** random.uniform(-9, 9, 4000)
    values = [*(sizes * random.choice([-1, 1], sizes.size)).astype(np.float32).tolist()]
    values += [0.0, -0.0, 2.125, -2.125, 10.25, 100.5, -101.5, 0.0625, 9.9996, 99.96, 9999.5]
    values += [0.001, 0.0009999, 10000.0, 12500.0, -13500.0, 1.0, -0.5]
    shown = written(open_page("docs"), values)
    assert shown == [f"{Value(value)}" for value in values]


def test_a_number_that_is_none_is_said_to_be_so(open_page) -> None:
    page = open_page("docs")
    text = page.evaluate(
        """async () => {
            const { formatValue } = await import("/static/js/numbers.js");
            return [NaN, Infinity, -Infinity].map(formatValue);
        }"""
    )
    assert text == [f"{Value(value)}" for value in (math.nan, math.inf, -math.inf)]


def written(page: Page, values: list[float]) -> list[str]:
    texts: list[str] = page.evaluate(
        """async values => {
            const { formatValue } = await import("/static/js/numbers.js");
            return values.map(value => formatValue(value));
        }""",
        values,
    )
    return texts
