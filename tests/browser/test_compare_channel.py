"""From channel to channel: no picture and no number ever stands under another channel's name."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.comparing import COLUMNS, TWO_PHOTOS, Column, box, number, wait_compared
from tests.browser.conftest import OpenPage
from tests.browser.explore import canvas
from tests.browser.reference import Api, Floats, assert_coloured, enlarge, index
from tests.browser.watch import Watch

LAYER = "block2.0.add"


@pytest.fixture(scope="module")
def outputs(server: str) -> tuple[Floats, Floats]:
    """The layer of the cat and of the rocket."""
    api = Api(server)
    cat, rocket = (api.values(LAYER, image, "resnet_mini") for image in ("cat", "rocket"))
    return cat, rocket


def is_drawn(page: Page, outputs: tuple[Floats, Floats], server: str, channel: int) -> None:
    """Fails unless all three large maps are those of a channel."""
    a, b = outputs
    both = max(np.abs(a).max(), np.abs(b).max())
    ends = {"a": both, "b": both, "difference": np.abs(a - b).max()}
    palette = Api(server).palette("diverging_light")
    for column, maps in zip(COLUMNS, (a, b, a - b), strict=True):
        pixels = canvas(page, large(column))
        places = index(enlarge(maps[channel], 224, 224), -ends[column], ends[column])
        assert_coloured(pixels, palette, places, slack=2)


def large(column: Column) -> str:
    return f"[data-large={column}] [data-large-canvas]"


def choose(page: Page, position: int) -> str:
    """Click on a map of A's grid in the first row, and return the heading of what is chosen."""
    before = page.inner_text("[data-chosen]")
    page.click("[data-column=a] [data-column-grid]", position={"x": position * 66 + 10, "y": 20})
    expect(page.locator("[data-chosen]")).not_to_have_text(before)
    return page.inner_text("[data-chosen]")


def test_the_map_changes_with_its_name_and_its_numbers_come_with_the_values(
    open_page: OpenPage, server: str, outputs: tuple[Floats, Floats]
) -> None:
    page = open_page(f"{TWO_PHOTOS}&sort=index")
    wait_compared(page)
    is_drawn(page, outputs, server, 0)
    places = [box(page, large(column)) for column in COLUMNS]
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/maps?format=npy*", hold)
    assert choose(page, 2).startswith("Channel 2 of")
    for column in COLUMNS:
        expect(page.locator(f"[data-large={column}] [data-large-value]")).to_have_text("\u00a0")
        expect(page.locator(f"[data-large={column}] [data-large-cursor]")).to_be_hidden()
    is_drawn(page, outputs, server, 2)
    assert [box(page, large(column)) for column in COLUMNS] == places
    page.click("[data-large=b] [data-large-box]", position={"x": 70, "y": 70})
    expect(page.locator("[data-chosen]")).to_contain_text("Channel 2 of")
    page.route("**/maps?format=npy*", lambda route: route.continue_())
    for route in held:
        route.continue_()
    expect(page.locator("[data-large-place]")).to_have_text(["row 2, column 2"] * 3)
    a, b = (each[2, 2, 2] for each in outputs)
    assert [np.float32(number(page, column)) for column in COLUMNS] == [a, b, a - b]
    is_drawn(page, outputs, server, 2)
    assert [box(page, large(column)) for column in COLUMNS] == places


def test_where_the_values_do_not_come_no_number_is_left(
    open_page: OpenPage, watch: Watch, server: str, outputs: tuple[Floats, Floats]
) -> None:
    watch.allow("500")
    page = open_page(f"{TWO_PHOTOS}&sort=index")
    wait_compared(page)
    page.route("**/maps?format=npy*", lambda route: route.fulfill(status=500, body="{}"))
    assert choose(page, 3).startswith("Channel 3 of")
    problem = page.locator("[data-problem=map]")
    expect(problem).to_contain_text("500")
    expect(page.locator("[data-large-value]")).to_have_text(["\u00a0"] * 3)
    is_drawn(page, outputs, server, 3)
    page.unroute("**/maps?format=npy*")
    problem.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-large=a] [data-large-value]")).not_to_have_text("\u00a0")
    expect(problem).to_be_hidden()


def test_a_channel_that_the_other_side_lacks_is_said(open_page: OpenPage) -> None:
    page = open_page("compare?a=cat&model_a=resnet_mini&b=digit5&model_b=lenet5&layer=relu")
    wait_compared(page)
    lack = page.locator("[data-large-lack=b]")
    expect(lack).to_contain_text("Only 6 maps here: no channel")
    expect(page.locator("[data-large=b] .map-canvas")).to_be_hidden()
    page.click("[data-column=b] [data-column-grid]", position={"x": 10, "y": 10})
    expect(lack).to_be_hidden()
    expect(page.locator("[data-large=b] [data-large-value]")).not_to_have_text("\u00a0")
