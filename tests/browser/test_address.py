"""The address holds the whole state: a copied link shows the same, and the back button works."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.explore import chosen_layer, query, row, wait_complete, where

STATE = (
    "?image=espresso&layer=blocks.1.0.act1&channel=17&cell=20,30&sort=mean&scale=channel"
    "&colormap=grey&size=96&view=overview&overlay=35&kind=activation&q=blocks"
)


def shown(page: Page) -> dict[str, object]:
    """What a person can see of the state."""
    tools = ("sort", "scale", "colormap", "size")
    return {
        "answer": page.inner_text("[data-answers] li"),
        "layer": chosen_layer(page),
        "map": page.inner_text("[data-map-title]"),
        "cell": page.inner_text("[data-cell-words]"),
        "tools": [page.input_value(f"[data-tool={tool}]") for tool in tools],
        "overlay": page.input_value("[data-opacity]"),
        "kind": page.input_value("select[data-kind]"),
        "search": page.input_value("[data-search]"),
        "rows": page.locator(".row:visible").count(),
        "overview": page.is_checked("input[data-view][value=overview]"),
    }


def test_a_link_shows_the_same_elsewhere(open_page: OpenPage) -> None:
    first = open_page(STATE)
    wait_complete(first)
    state = shown(first)
    assert state["map"] == "Channel 17 of 96 in blocks.1.0.act1"
    assert state["tools"] == ["mean", "channel", "grey", "96"]
    assert state["overlay"] == "35"
    assert "row 20, column 30" in str(state["cell"])
    first.click("[data-map-canvas]", position={"x": 100, "y": 60})
    first.mouse.move(5, 5)
    moved = shown(first)
    assert moved["cell"] != state["cell"]
    second = open_page(where(first))
    wait_complete(second)
    assert shown(second) == moved


def test_copy_link(open_page: OpenPage) -> None:
    page = open_page("?layer=act1", permissions=["clipboard-read", "clipboard-write"])
    wait_complete(page)
    page.click("[data-copy-link]")
    expect(page.locator("[data-copy-link]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.evaluate("location.href")


def test_back_and_forward(open_page: OpenPage) -> None:
    page = open_page()
    wait_complete(page)
    start = chosen_layer(page)
    page.click(f"{row('conv_stem')} .row-name")
    page.click(f"{row('act1')} .row-name")
    page.go_back()
    expect(page.locator("[data-layer-name]")).to_have_text("conv_stem")
    expect(page.locator(row("conv_stem"))).to_have_attribute("aria-selected", "true")
    page.go_back()
    expect(page.locator("[data-layer-name]")).to_have_text(start)
    page.go_forward()
    expect(page.locator("[data-layer-name]")).to_have_text("conv_stem")
    assert query(page) == {"layer": "conv_stem"}


def test_steps_to_the_neighbouring_layers(open_page: OpenPage) -> None:
    page = open_page("?layer=bn1")
    wait_complete(page)
    page.get_by_role("button", name="Next layer").click()
    expect(page.locator("[data-layer-name]")).to_have_text("act1")
    page.get_by_role("button", name="Previous layer").click()
    expect(page.locator("[data-layer-name]")).to_have_text("bn1")


def test_an_unknown_layer_is_said(open_page: OpenPage) -> None:
    page = open_page("?layer=no.such.layer")
    wait_complete(page)
    expect(page.locator("[data-problem=layer]")).to_contain_text("no layer no.such.layer")


@pytest.mark.parametrize("channel", ["9999", "-3", "all"])
def test_an_unknown_channel_is_said(open_page: OpenPage, channel: str) -> None:
    page = open_page(f"?layer=act1&channel={channel}")
    wait_complete(page)
    shown = page.inner_text("[data-map-title]").split()[1]
    expect(page.locator("[data-problem=map]")).to_have_text(
        f"act1 has no channel {channel}: channel {shown} is shown instead."
    )
    page.focus("[data-grid]")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator("[data-problem=map]")).to_be_hidden()


def test_nonsense_in_the_address_is_the_default(open_page: OpenPage) -> None:
    page = open_page(
        "?layer=act1&channel=-3&cell=a,b&size=7&sort=x&scale=y&colormap=z&view=w"
        "&kind=bogus&overlay=101"
    )
    wait_complete(page)
    assert chosen_layer(page) == "act1"
    assert page.input_value("[data-tool=size]") == "auto"
    assert page.input_value("select[data-kind]") == ""
    assert page.locator(".row:visible").count() > 1
    assert page.input_value("[data-opacity]") == "80"
    page.goto(f"{page.url.split('?')[0]}?layer=act1&channel=9999&cell=500,500")
    wait_complete(page)
    expect(page.locator("[data-map-title]")).to_contain_text("Channel 31 of 32")
    expect(page.locator("[data-cell-words]")).to_contain_text("row 111, column 111")
