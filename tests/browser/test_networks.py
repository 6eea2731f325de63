"""The page of all networks in the hands of a person: sorting, plots, charts, both widths."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Locator, Page, Route, expect

from app.config import Settings
from app.main import create_app
from tests.browser.conftest import OpenPage
from tests.browser.explore import query, where
from tests.browser.reference import Api
from tests.browser.test_screens import expect_no_overflow
from tests.browser.watch import Watch

# Where a column's values come from; None is a figure that nobody measured.
COLUMNS = {
    "name": lambda model: model["name"].casefold(),
    "year": lambda model: model["year"],
    "parameters": lambda model: model["parameters"],
    "macs": lambda model: model["macs"],
    "depth": lambda model: model["depth"],
    "accuracy": lambda model: model["accuracy"].get("accuracy"),
}
DESCENDING_FIRST = ("parameters", "macs", "depth", "accuracy")
PATIENCE = 30_000  # milliseconds, for a network that is loaded first


@pytest.fixture
def models(server: str) -> dict[str, dict[str, Any]]:
    listed = Api(server).get("/models")["models"]
    return {model["id"]: model for model in listed if model["status"] != "downloadable"}


def order(page: Page) -> list[str]:
    """The ids of the table's rows, from the top."""
    return page.eval_on_selector_all(
        "[data-network]", "rows => rows.map(row => row.dataset.network)"
    )


def heading(page: Page, key: str) -> Locator:
    return page.locator("[aria-sort]", has=page.locator(f"[data-sort={key}]"))


def assert_sorted(page: Page, models: dict[str, Any], key: str, direction: str) -> None:
    values = [COLUMNS[key](models[id]) for id in order(page)]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=direction == "descending")
    assert values[: len(known)] == known, "what has no figure comes last"
    expect(heading(page, key)).to_have_attribute("aria-sort", direction)
    assert page.locator("[aria-sort]:not([aria-sort=none])").count() == 1


def test_a_click_sorts_and_a_second_one_turns_round(
    open_page: OpenPage, models: dict[str, Any]
) -> None:
    page = open_page("networks")
    assert_sorted(page, models, "year", "ascending")
    for key in COLUMNS:
        directions = ["ascending", "descending"]
        if key in DESCENDING_FIRST:
            directions.reverse()
        if key != "year":  # a click on the column by which it comes turns it round at once
            page.click(f"[data-sort={key}]")
            assert_sorted(page, models, key, directions[0])
            page.click(f"[data-sort={key}]")
            assert_sorted(page, models, key, directions[1])
    assert set(order(page)) == set(models)


def test_sorting_by_keyboard_is_announced(open_page: OpenPage, models: dict[str, Any]) -> None:
    page = open_page("networks")
    page.focus("[data-sort=name]")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("[data-sort=parameters]")).to_be_focused()
    page.keyboard.press("Enter")
    assert_sorted(page, models, "parameters", "descending")
    page.keyboard.press("Space")
    assert_sorted(page, models, "parameters", "ascending")
    expect(page.locator("[data-sorted]")).to_have_text("Sorted by parameters, ascending.")
    expect(page.locator("[data-sort=parameters]")).to_be_focused()


def test_the_address_keeps_the_order(open_page: OpenPage, models: dict[str, Any]) -> None:
    page = open_page("networks")
    page.click("[data-sort=accuracy]")
    assert query(page) == {"sort": "accuracy", "order": "descending"}
    elsewhere = open_page(where(page))
    assert_sorted(elsewhere, models, "accuracy", "descending")
    assert order(elsewhere) == order(page)
    elsewhere.click("[data-sort=year]")
    assert query(elsewhere) == {}


def test_an_order_that_there_is_not_is_that_of_time(
    open_page: OpenPage, models: dict[str, Any], server: str
) -> None:
    page = open_page("networks?sort=beauty&order=ascending")
    assert_sorted(page, models, "year", "ascending")
    for search in ("?sort=macs&order=up", "?sort=&order=descending"):
        page.goto(f"{server}/networks{search}")
        assert_sorted(page, models, "year", "ascending")


def test_a_network_opens_at_the_layer_that_shows_its_idea(open_page: OpenPage, server: str) -> None:
    page = open_page("networks")
    page.locator("#resnet").get_by_role("link", name="Open its layers").click()
    expect(page).to_have_url(f"{server}/?model=resnet_mini&layer=block1.1.add")
    expect(page.locator("[data-layer-name]")).to_have_text("block1.1.add", timeout=PATIENCE)


def test_a_part_of_a_drawing_opens_its_layer(open_page: OpenPage) -> None:
    page = open_page("networks")
    page.locator("#lenet [data-layer=pool1]").click()
    expect(page.locator("[data-layer-name]")).to_have_text("pool1", timeout=PATIENCE)


@pytest.mark.parametrize("path", ["networks", "nowhere"])
def test_nothing_scrolls_sideways(open_page: OpenPage, watch: Watch, path: str) -> None:
    watch.allow("404")
    page = open_page(path)
    expect(page.locator("h1")).to_be_visible()
    for width in (1440, 1001, 800, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        expect_no_overflow(page, width)


def test_the_theme_can_be_chosen_and_stays(open_page: OpenPage) -> None:
    page = open_page("networks", color_scheme="light")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    before = page.evaluate(ground)
    page.click("[data-theme-switch]")
    after = page.evaluate(ground)
    assert after != before
    page.reload()
    assert page.evaluate(ground) == after


def test_a_page_that_came_before_its_networks_is_completed(
    open_page: OpenPage, models: dict[str, Any], server: str, tmp_path: Path
) -> None:
    starting = TestClient(create_app(Settings(data=tmp_path)), base_url=server)  # never started
    early = starting.get("/networks").text
    page = open_page("docs")
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(body=early, content_type="text/html; charset=utf-8")
        else:
            route.continue_()

    page.route(
        "**/networks**", lambda route: answer(route) if is_page(route) else route.continue_()
    )
    page.goto(f"{server}/networks?sort=parameters&order=descending#figures")
    expect(page.locator("[data-network]")).to_have_count(len(models))
    assert_sorted(page, models, "parameters", "descending")
    expect(page.locator("[data-plot] svg")).to_have_count(2)
    expect(page.locator("#figures h2")).to_be_in_viewport()
    expect(page.locator("[data-waiting]")).to_have_count(0)
    assert len(asked) == 2


def is_page(route: Route) -> bool:
    return route.request.url.split("?")[0].endswith("/networks")


def test_what_keeps_the_networks_away_is_said(
    open_page: OpenPage, watch: Watch, server: str, tmp_path: Path
) -> None:
    watch.allow("500")
    starting = TestClient(create_app(Settings(data=tmp_path)), base_url=server)
    early = starting.get("/networks").text
    page = open_page("docs")
    page.route("**/networks", lambda route: route.fulfill(body=early, content_type="text/html"))
    problem = '{"code": "internal_error", "detail": "Torch is not there."}'
    page.route("**/api/v1/models", lambda route: route.fulfill(status=500, body=problem))
    page.goto(f"{server}/networks")
    expect(page.locator("[data-waiting]")).to_have_text("Torch is not there.")
