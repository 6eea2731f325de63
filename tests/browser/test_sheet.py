"""The sheet: its strips' pixels, its filter and search, and the walk through it by keys."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.explore import canvas, chosen_layer, query, row, wait_complete
from tests.browser.reference import Api, assert_coloured, enlarge, index, shrink, strongest

SIDE, GAP = 42, 2


def focused(page: Page) -> str | None:
    name: str | None = page.evaluate("document.activeElement.dataset.layer ?? null")
    return name


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("layer", ["conv_stem", "act1", "blocks.4.1.conv_pwl", "blocks.5.0.act2"])
def test_strips_have_the_colours_of_the_values(
    open_page: OpenPage, server: str, layer: str, theme: str
) -> None:
    page = open_page(f"?layer={layer}", color_scheme=theme)
    wait_complete(page)
    page.wait_for_selector(f"{row(layer)}[data-drawn]")
    pixels = canvas(page, f"{row(layer)} canvas")
    api = Api(server)
    values = api.values(layer)
    small = {channel: shrink(values[channel], SIDE) for channel in strongest(values)[:8]}
    # A strip's colours reach as far as 99 % of its pixels do.
    sizes = np.sort(np.abs(np.stack(list(small.values()))), axis=None)
    reach = float(sizes[int(len(sizes) * 0.99)])
    signed = float(values.min()) < 0
    low = -reach if signed else 0.0
    sequential = "magma" if theme == "dark" else "viridis"
    palette = api.palette(f"diverging_{theme}" if signed else sequential)
    for position, map_ in enumerate(small.values()):
        expected = enlarge(map_, SIDE, SIDE)
        left = position * (SIDE + GAP)
        drawn = pixels[:SIDE, left : left + SIDE]
        # Two roundings, to 256 levels and to 256 colours, may each be off by one.
        assert_coloured(drawn, palette, index(expected, low, reach), slack=2)


def test_a_strip_says_what_its_colours_reach(open_page: OpenPage, server: str) -> None:
    page = open_page()
    wait_complete(page)
    api = Api(server)
    sheet = api.get(f"/runs/{api.run()['id']}/sheet?maps=8&size=42")
    strip = next(each for each in sheet["layers"] if each["name"] == "act1")
    said = page.get_attribute(f"{row('act1')}[data-drawn]", "title") or ""
    assert said.startswith("act1: activation, 32×112×112. Colours from 0 to ")
    assert float(said.split()[-1]) == pytest.approx(strip["maximum"], abs=0.006)


def test_rows_are_drawn_as_they_scroll_into_view(open_page: OpenPage) -> None:
    page = open_page()
    wait_complete(page)
    last = page.locator(".row").last
    assert last.get_attribute("data-drawn") is None
    last.scroll_into_view_if_needed()
    page.wait_for_function("() => [...document.querySelectorAll('.row')].at(-1).dataset.drawn")


def test_blocks_follow_the_modules(open_page: OpenPage) -> None:
    page = open_page()
    wait_complete(page)
    names = page.locator(".block-name strong").all_inner_texts()
    assert names[:3] == ["stem", "blocks.0.0", "blocks.1.0"]
    assert names[-1] == "head"
    assert len(names) == len(set(names))


def test_filter_by_kind(open_page: OpenPage, server: str) -> None:
    page = open_page()
    wait_complete(page)
    page.select_option("select[data-kind]", "activation")
    shown = page.locator(".row:visible")
    kinds = [layer["kind"] for layer in Api(server).run()["layers"]]
    expect(shown).to_have_count(kinds.count("activation"))
    assert query(page) == {"kind": "activation"}
    expect(page.locator("[data-sheet-count]")).to_contain_text("33 of")


def test_search_by_name_and_by_operation(open_page: OpenPage) -> None:
    page = open_page()
    wait_complete(page)
    page.fill("[data-search]", "blocks.2.0 relu6")
    expect(page.locator(".row:visible")).to_have_count(2)
    assert query(page) == {"q": "blocks.2.0 relu6"}
    page.fill("[data-search]", "no such layer")
    expect(page.locator("[data-nothing]")).to_be_visible()
    page.click("[data-clear-filter]")
    expect(page.locator("[data-nothing]")).to_be_hidden()
    assert query(page) == {}


def test_walk_with_the_keys(open_page: OpenPage) -> None:
    page = open_page("?layer=conv_stem")
    wait_complete(page)
    page.focus(row("conv_stem"))
    page.keyboard.press("ArrowDown")
    assert focused(page) == "bn1"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert focused(page) == "bn1"
    page.keyboard.press("Home")
    assert focused(page) == "input"
    page.keyboard.press("End")
    assert focused(page) == "softmax"


def test_open_a_map_with_the_keys(open_page: OpenPage, server: str) -> None:
    page = open_page("?layer=conv_stem")
    wait_complete(page)
    page.focus(row("conv_stem"))
    page.keyboard.press("ArrowDown")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    second = strongest(Api(server).values("bn1"))[1]
    expect(page.locator("[data-walk-says]")).to_have_text(f"Map 2 of 8, channel {second}")
    page.keyboard.press("Enter")
    expect(page.locator("[data-layer-name]")).to_have_text("bn1")
    assert query(page) == {"layer": "bn1", "channel": str(second)}


def test_click_on_a_square_opens_that_map(open_page: OpenPage, server: str) -> None:
    page = open_page()
    wait_complete(page)
    page.click(f"{row('act1')} .strip", position={"x": 3 * (SIDE + GAP) + 10, "y": 10})
    fourth = strongest(Api(server).values("act1"))[3]
    expect(page.locator("[data-map-title]")).to_contain_text(f"Channel {fourth} of 32 in act1")
    assert chosen_layer(page) == "act1"


def test_the_overview_fits_the_window(open_page: OpenPage) -> None:
    page = open_page("?view=overview")
    wait_complete(page)
    assert page.is_checked("input[data-view][value=overview]")
    bottom = page.locator(".row").last.evaluate("row => row.getBoundingClientRect().bottom")
    assert bottom <= 900
    page.locator(".row").last.click()
    expect(page.locator("[data-layer-name]")).to_have_text("softmax")


def test_rows_are_named_for_a_screen_reader(open_page: OpenPage) -> None:
    page = open_page()
    wait_complete(page)
    option = page.get_by_role("option", name="conv_stem, convolution, 32×112×112")
    expect(option).to_have_count(1)
