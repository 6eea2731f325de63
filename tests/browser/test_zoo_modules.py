"""What the page works out about networks and their maps, against answers written down by hand."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page("docs")


def call(page: Page, module: str, function: str, *arguments: Any) -> Any:
    """Call an exported function of a module below static/js."""
    return page.evaluate(
        """async ([module, name, values]) =>
            (await import(`/static/js/${module}.js`))[name](...values)""",
        [module, function, list(arguments)],
    )


def model(id: str, family: str, year: int | None) -> dict[str, Any]:
    return {"id": id, "family": family, "year": year}


def test_families_stand_in_the_order_of_time_and_keep_their_networks_together(page: Page) -> None:
    listed = [
        model("a", "B", 2015), model("b", "A", 1998), model("c", "B", 2012),
        model("d", "C", None), model("e", "A", None), model("f", "D", 2012),
    ]  # fmt: skip
    families = call(page, "models", "groupByFamily", listed)
    assert [(each["name"], each["year"]) for each in families] == [
        ("A", 1998), ("B", 2012), ("D", 2012), ("C", None),
    ]  # fmt: skip
    assert [[one["id"] for one in each["models"]] for each in families] == [
        ["b", "e"], ["a", "c"], ["f"], ["d"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("channels", "height", "width", "takes"),
    [(1, 28, 28, True), (3, 28, 28, False), (1, 32, 32, False), (1, 28, 32, False)],
)
def test_a_network_of_digits_takes_one_channel_of_28_by_28(
    page: Page, channels: int, height: int, width: int, takes: bool
) -> None:
    card = {"input": {"channels": channels, "height": height, "width": width}}
    assert call(page, "models", "takesDigits", card) is takes


def test_an_accuracy_is_said_as_it_was_counted(page: Page) -> None:
    counted = {"accuracy": 0.8485, "correct": 8485, "pictures": 10000, "data": "CIFAR-10"}
    assert call(page, "models", "measured", {"accuracy": counted}) == {
        "share": "84.85%",
        "words": "84.85% right: 8,485 of 10,000 pictures of CIFAR-10",
    }
    assert call(page, "models", "measured", {"accuracy": {}}) is None


@pytest.mark.parametrize(
    ("before", "now", "order"),
    [
        ([4, 2, 7], [4, 2, 7], [0, 1, 2]),
        ([4, 2, 7], [7, 4, 2], [1, 2, 0]),
        ([4, 2, 7], [9, 7, 4], [2, 0, 1]),
        ([], [3, 1], [0, 1]),
        ([1], [5, 1, 6], [1, 0, 2]),
    ],
)
def test_maps_keep_their_places(
    page: Page, before: list[int], now: list[int], order: list[int]
) -> None:
    assert call(page, "places", "orderLike", before, now) == order


@pytest.mark.parametrize(
    ("size", "shape", "available", "side"),
    [
        (48, [6, 28, 28], 660, 48),  # what was chosen
        ("auto", [96, 112, 112], 660, 64),  # more than are in sight anyway
        ("auto", [6, 28, 28], 660, 128),  # 5 and 1 of 112 pixels
        ("auto", [16, 5, 5], 660, 96),  # 6, 6 and 4 of 95 pixels
        ("auto", [3, 224, 224], 680, 224),
        ("auto", [3, 224, 224], 600, 128),
        ("auto", [120], 660, 64),  # single values are numbers to read, not pictures
    ],
)
def test_few_maps_are_drawn_larger_as_long_as_all_are_in_sight(
    page: Page, size: int | str, shape: list[int], available: int, side: int
) -> None:
    assert call(page, "gridsize", "sideFor", size, {"shape": shape}, available) == side
