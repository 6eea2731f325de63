"""Narrow and wide, light and dark: everything is there, reachable and legible."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.explore import row, wait_complete, wait_painted

PHONE = {"width": 390, "height": 844}

COLOURS = """names => names.map(name => {
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d");
    const probe = document.createElement("i");
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    context.fillStyle = getComputedStyle(probe).color;
    probe.remove();
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
})"""


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def expect_no_overflow(page: Page, width: int) -> None:
    """Wait until the window is so wide, and all that is drawn for its width fits into it."""
    page.wait_for_function(
        "width => innerWidth === width && document.documentElement.scrollWidth <= width", arg=width
    )


def luminance(colour: list[int]) -> float:
    """Relative luminance by WCAG 2.2."""
    unit = np.array(colour) / 255
    linear = np.where(unit <= 0.04045, unit / 12.92, ((unit + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: list[int], other: list[int]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast(open_page: OpenPage, theme: str) -> None:
    page = open_page(color_scheme=theme)
    text = ["--ink", "--quiet", "--accent", "--danger"]
    kinds = [
        "convolution",
        "activation",
        "normalization",
        "pooling",
        "linear",
        "addition",
        "output",
    ]
    marks = ["--control", "--bar", *(f"--kind-{kind}" for kind in kinds)]
    grounds = ["--ground", "--sunken", "--chosen", "--raised"]
    names = [*text, *marks, *grounds]
    colours = dict(zip(names, page.evaluate(COLOURS, names), strict=True))
    for ground in grounds:
        for name in text:
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
        for name in marks:
            assert contrast(colours[name], colours[ground]) >= 3, (name, ground)


@pytest.mark.parametrize("query", ["", "?layer=conv_stem&channel=5&unfold=1", "?guide=4"])
def test_with_panes_side_by_side_only_they_scroll(open_page: OpenPage, query: str) -> None:
    page = open_page(query, width=1100, height=700)
    wait_complete(page)
    page.locator("body").press("End")
    page.wait_for_function("document.documentElement.scrollHeight === innerHeight")
    expect(page.locator("header")).to_be_in_viewport()


@pytest.mark.parametrize("model", ["efficientnet_mini_b0", "efficientnet_mini_b1"])
def test_a_networks_name_is_read_to_its_end(open_page: OpenPage, model: str) -> None:
    page = open_page(f"?model={model}")
    wait_complete(page)
    page.wait_for_function("""() => {
        const name = document.querySelector("[data-model-name]");
        return name.textContent.includes("φ") && name.scrollWidth <= name.clientWidth;
    }""")


@pytest.mark.parametrize("query", ["", "?layer=act1", "?view=overview", "?layer=softmax"])
def test_a_phone_never_scrolls_sideways(open_page: OpenPage, query: str) -> None:
    page = open_page(query, **PHONE)
    wait_painted(page, "answers", "sheet", "grid")
    assert overflow(page) <= 0
    wide = page.evaluate(
        """() => [...document.querySelectorAll("[data-pane] *")].filter(element =>
            element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1
            && !element.closest(".strip, .visually-hidden")).map(element => element.className)"""
    )
    assert wide == []


def test_on_a_phone_the_network_is_first_and_a_layer_opens_over_it(open_page: OpenPage) -> None:
    page = open_page(**PHONE)
    wait_painted(page, "answers", "sheet")
    expect(page.locator("[data-glance-answers]")).to_contain_text("tiger cat 39%")
    expect(page.locator(".layer-pane")).to_be_hidden()
    page.click(f"{row('act1')} .strip", position={"x": 10, "y": 10})
    expect(page.locator("[data-layer-name]")).to_have_text("act1")
    expect(page.locator("[data-grid-canvas]")).to_be_visible()
    expect(page.locator("[data-close=layer]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".layer-pane")).to_be_hidden()
    page.go_back()
    expect(page.locator(".layer-pane")).to_be_visible()
    page.click("[data-close=layer]")
    expect(page.locator(".layer-pane")).to_be_hidden()


def test_on_a_phone_an_opened_map_comes_into_view(open_page: OpenPage) -> None:
    page = open_page("?layer=act1", **PHONE)
    wait_painted(page, "answers", "sheet", "grid")
    page.click("[data-grid]", position={"x": 80, "y": 20})
    expect(page.locator("[data-map-canvas]")).to_be_in_viewport()


def test_on_a_phone_the_photo_opens_with_its_answers(open_page: OpenPage) -> None:
    page = open_page(**PHONE)
    wait_painted(page, "answers", "sheet")
    page.click(".glance-photo")
    expect(page.locator("[data-answers] li")).to_have_count(5)
    page.click("[data-image=espresso]")
    expect(page.locator("[data-glance-answers]")).to_contain_text("espresso")
    expect(page.locator(".photo-pane")).to_be_hidden()


def test_what_is_touched_is_large_enough(open_page: OpenPage) -> None:
    page = open_page("?layer=act1", **PHONE)
    wait_painted(page, "answers", "sheet", "grid")
    small = page.evaluate(
        """() => {
            // A box to tick is touched by its label too.
            const target = (element) => element.matches("[type=radio], [type=checkbox]")
                ? element.closest("label") : element;
            const side = ({ offsetWidth, offsetHeight }) => Math.min(offsetWidth, offsetHeight);
            return [...document.querySelectorAll("button, a, select, input, .row")]
                .filter(element => element.checkVisibility() && !element.closest(".skip"))
                .filter(element => !element.matches(".visually-hidden"))
                .filter(element => side(target(element)) < 24)
                .map(element => element.outerHTML);
        }"""
    )
    assert small == []


def test_the_theme_is_the_systems_until_it_is_chosen(open_page: OpenPage) -> None:
    page = open_page("?layer=act1", color_scheme="dark")
    wait_complete(page)
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    dark = page.evaluate(ground)
    expect(page.get_by_role("button", name="Light")).to_be_visible()
    page.click("[data-theme-switch]")
    light = page.evaluate(ground)
    assert light != dark
    expect(page.get_by_role("button", name="Dark")).to_be_visible()
    page.reload()
    wait_complete(page)
    assert page.evaluate(ground) == light
    page.click("[data-theme-switch]")
    assert page.evaluate(ground) == dark
    assert page.evaluate("localStorage.getItem('convscope.theme')") is None


def test_the_theme_changes_the_maps(open_page: OpenPage) -> None:
    page = open_page("?layer=act1")
    wait_complete(page)
    expect(page.locator("[data-legend] canvas")).to_have_attribute(
        "aria-label", "viridis from 0 to 6.00"
    )
    page.click("[data-theme-switch]")
    expect(page.locator("[data-legend] canvas")).to_have_attribute(
        "aria-label", "magma from 0 to 6.00"
    )


def test_the_skip_link_leads_to_the_network(open_page: OpenPage) -> None:
    page = open_page()
    wait_complete(page)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash === '#main'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-pane]').dataset.pane") == "sheet"


def test_a_link_to_a_map_shows_that_map_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("?layer=blocks.1.0.act1&channel=48", **PHONE)
    wait_complete(page)
    expect(page.locator("[data-map-title]")).to_be_in_viewport()
    expect(page.locator("[data-map-canvas]")).to_be_in_viewport()
