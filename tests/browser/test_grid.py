"""The grid: every map of the chosen layer in its true colours, in any order, scale and size."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.explore import canvas, forget_painted, query, wait_complete, wait_painted
from tests.browser.reference import Api, Floats, assert_coloured, enlarge, index, shrink, strongest

GAP = 2
#: Below this row of a map its number may be written.
CLEAR = 40


def columns(page: Page, cell: int) -> int:
    width: int = page.eval_on_selector("[data-grid]", "grid => grid.clientWidth")
    return (width + GAP) // (cell + GAP)


def map_at(page: Page, position: int, cell: int) -> np.ndarray:
    """The upper pixels of the map at a position of the grid, clear of its number."""
    row, column = divmod(position, columns(page, cell))
    top, left = row * (cell + GAP), column * (cell + GAP)
    return canvas(page, "[data-grid-canvas]")[top : top + CLEAR, left : left + cell]


def expected(map_: Floats, side: int) -> Floats:
    small = shrink(map_, side)
    factor = side // small.shape[0]
    return enlarge(small, small.shape[0] * factor, small.shape[1] * factor)


def ends(values: Floats) -> tuple[float, float]:
    """What a palette's ends stand for: symmetric where there are two signs, else from zero."""
    reach = float(np.abs(values).max())
    return (-reach if values.min() < 0 else 0.0), reach


@pytest.mark.parametrize(
    ("layer", "palette"),
    [
        ("act1", "viridis"),
        ("conv_stem", "diverging_light"),
        ("blocks.3.0.act1", "viridis"),
        ("blocks.6.0.bn3", "diverging_light"),
    ],
)
def test_maps_have_the_colours_of_the_values(
    open_page: OpenPage, server: str, layer: str, palette: str
) -> None:
    page = open_page(f"?layer={layer}")
    wait_complete(page)
    api = Api(server)
    values = api.values(layer)
    low, high = ends(values)
    for position, channel in enumerate(strongest(values)[:12]):
        drawn = expected(values[channel], 64)
        pixels = map_at(page, position, drawn.shape[1])
        assert_coloured(pixels, api.palette(palette), index(drawn, low, high)[:CLEAR], slack=2)


def test_a_scale_for_each_map(open_page: OpenPage, server: str) -> None:
    page = open_page("?layer=conv_stem&scale=channel&colormap=grey&sort=index")
    wait_complete(page)
    api = Api(server)
    values = api.values("conv_stem")
    for channel in (0, 7, 15):
        drawn = expected(values[channel], 64)
        places = index(drawn, float(values[channel].min()), float(values[channel].max()))
        assert_coloured(map_at(page, channel, 64), api.palette("grey"), places[:CLEAR], slack=1)
    expect(page.locator("[data-legend]")).to_contain_text("channel")


@pytest.mark.parametrize(
    ("layer", "palette", "sign"),
    [("conv_stem", "diverging_light", "≤ −"), ("blocks.1.0.act1", "viridis", "0")],
)
def test_a_scale_without_the_extremes(
    open_page: OpenPage, server: str, layer: str, palette: str, sign: str
) -> None:
    page = open_page(f"?layer={layer}&sort=index")
    wait_complete(page)
    forget_painted(page)
    page.select_option("[data-tool=scale]", "clipped")
    wait_painted(page, "grid")
    assert query(page)["scale"] == "clipped"
    api = Api(server)
    levels, _, high = api.levels(layer, "clipped", 64)
    for channel in (0, 7, 15):
        places = levels[channel].astype(int)
        side = places.shape[1]
        assert_coloured(map_at(page, channel, side), api.palette(palette), places[:CLEAR], slack=0)
    low_words, high_words = page.inner_text("[data-legend]").split("≥")
    assert low_words.startswith(sign)
    assert float(high_words) == pytest.approx(high, abs=0.006)


@pytest.mark.parametrize("sort", ["spread", "index", "mean", "max"])
def test_orders(open_page: OpenPage, server: str, sort: str) -> None:
    page = open_page("?layer=act1")
    wait_complete(page)
    page.select_option("[data-tool=sort]", sort)
    values = Api(server).values("act1")
    strength = {
        "spread": values.std(axis=(1, 2)),
        "index": -np.arange(len(values)),
        "mean": values.mean(axis=(1, 2)),
        "max": values.max(axis=(1, 2)),
    }[sort]
    page.focus("[data-grid]")
    page.keyboard.press("Home")
    seen = []
    for _ in range(5):
        seen.append(int(page.inner_text("[data-grid-option]").split()[1].strip(",")))
        page.keyboard.press("ArrowRight")
    assert [strength[each] for each in seen] == sorted(strength, reverse=True)[:5]


def test_size_and_colours_are_kept_in_the_address(open_page: OpenPage) -> None:
    page = open_page("?layer=act1")
    wait_complete(page)
    forget_painted(page)
    page.select_option("[data-tool=size]", "128")
    wait_painted(page, "grid")
    page.select_option("[data-tool=colormap]", "magma")
    assert query(page) == {"layer": "act1", "size": "128", "colormap": "magma"}
    page.reload()
    wait_complete(page)
    assert page.input_value("[data-tool=size]") == "128"
    assert page.eval_on_selector("[data-grid-canvas]", "canvas => canvas.height") > 128


def test_walk_and_open_with_the_keys(open_page: OpenPage) -> None:
    page = open_page("?layer=act1&sort=index")
    wait_complete(page)
    page.focus("[data-grid]")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    below = columns(page, 64) + 2
    expect(page.locator("[data-grid-option]")).to_contain_text(f"Channel {below}, minimum")
    page.keyboard.press("Enter")
    expect(page.locator("[data-map-title]")).to_contain_text(f"Channel {below} of 32")
    assert query(page)["channel"] == str(below)


def test_a_long_grid_is_drawn_where_it_is_looked_at(open_page: OpenPage, server: str) -> None:
    page = open_page("?layer=blocks.6.0.act1&sort=index")
    wait_complete(page)
    page.eval_on_selector(".grid-scroll", "pane => pane.scrollTo(0, pane.scrollHeight)")
    page.wait_for_function(
        "() => parseFloat(document.querySelector('[data-grid-canvas]').style.top) > 0"
    )
    assert page.eval_on_selector("[data-grid-canvas]", "canvas => canvas.height") < 2000
    page.locator("[data-grid]").click(position={"x": 20, "y": 5000})
    channel = 5000 // (63 + GAP) * columns(page, 63)
    expect(page.locator("[data-map-title]")).to_contain_text(f"Channel {channel} of 1152")


def test_values_without_places_are_squares(open_page: OpenPage) -> None:
    page = open_page("?layer=softmax")
    wait_complete(page)
    expect(page.locator("[data-map-title]")).to_have_text(
        "Channel 282 of 1000 in softmax: tiger cat"
    )
    expect(page.locator("[data-cell-words]")).to_contain_text("0.386")
    expect(page.locator("[data-overlay]")).to_be_hidden()
