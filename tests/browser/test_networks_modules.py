"""The small modules of the page of all networks, by themselves."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import Page

from app.pages import numerals
from tests.browser.conftest import OpenPage
from tests.browser.test_modules import call

BOX = {"left": 40, "right": 400, "top": 20, "bottom": 260}


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page("networks")


def extent(place: dict, width: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a label of 15 pixels' height."""
    left = place["x"] - {"start": 0, "middle": width / 2, "end": width}[place["anchor"]]
    return left, place["y"] - 7.5, left + width, place["y"] + 7.5


def meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]


def test_labels_keep_clear_of_each_other_where_there_is_room(page: Page) -> None:
    chance = random.Random(0)
    for _ in range(20):
        points = [
            {"x": 60 + 110 * column + chance.random() * 30, "y": 40 + 55 * row, "width": 64}
            for row in range(4)
            for column in range(3)
        ]
        chance.shuffle(points)
        places = call(page, "networks/labels", "placeLabels", points, BOX)
        boxes = [extent(at, point["width"]) for at, point in zip(places, points, strict=True)]
        for index, box in enumerate(boxes):
            assert box[0] >= BOX["left"]
            assert box[2] <= BOX["right"]
            assert not any(meet(box, other) for other in boxes[:index])


def test_a_label_at_the_edge_stands_on_the_other_side(page: Page) -> None:
    points = [{"x": 390, "y": 100, "width": 80}, {"x": 50, "y": 100, "width": 80}]
    places = call(page, "networks/labels", "placeLabels", points, BOX)
    assert [each["anchor"] for each in places] == ["end", "start"]


TICKS = """async ([name, values]) =>
    (await import("/static/js/networks/scales.js"))[name](values, [0, 100]).ticks"""

LINEAR = [
    ([0.97, 0.99], [0.97, 0.975, 0.98, 0.985, 0.99]),
    ([0.1236, 0.99], [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
    ([0.8485], [0.848, 0.85]),
]
LOGARITHMIC = [
    ([55_050, 61_706], [20_000, 50_000, 100_000]),
    ([54_912, 385_187_552], [100_000, 1e6, 1e7, 1e8]),
    ([300_634, 931_626], [200_000, 500_000, 1e6]),
]


def test_axes_have_round_ticks(page: Page) -> None:
    for name, examples in (("linearAxis", LINEAR), ("logAxis", LOGARITHMIC)):
        for values, ticks in examples:
            assert page.evaluate(TICKS, [name, values]) == pytest.approx(ticks)


def test_rows_are_compared_as_a_reader_would(page: Page) -> None:
    for one, other, order, sign in [
        ("9", "10", "ascending", -1),
        ("9", "10", "descending", 1),
        ("LeNet-5", "mlp", "ascending", -1),
        ("", "10", "ascending", 1),
        ("", "10", "descending", 1),
        ("", "", "descending", 0),
        ("0.99", "0.9900", "ascending", 0),
    ]:
        found = call(page, "networks/sorting", "compare", one, other, order)
        assert (found > 0) - (found < 0) == sign, (one, other, order)


def test_the_server_writes_numbers_as_the_page_does(page: Page) -> None:
    chance = random.Random(1)
    counts = [
        0,
        999,
        1000,
        999_499,
        999_500,
        *(int(10 ** chance.uniform(1, 10)) for _ in range(60)),
    ]
    for value in counts:
        assert numerals.count(value) == call(page, "numbers", "formatCount", value)
        assert numerals.large(value) == call(page, "numbers", "formatLarge", value)
    for correct in (1, 5000, 8485, 9999, 10_000):
        fraction = correct / 10_000
        assert numerals.percent(fraction) == call(page, "numbers", "formatPercent", fraction, 2)
