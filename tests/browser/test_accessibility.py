"""Every page, in both themes and languages, wide and narrow, has nothing that axe objects to."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.watch import Watch

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PAINTED = "() => !document.querySelector('.busy:not(:empty)')"
AT_REST = "() => document.getAnimations().every(({playState}) => playState === 'finished')"


class State(NamedTuple):
    """One state of one page: its address, what tells that it has come, what is opened then."""

    address: str
    sign: str
    opens: str = ""


STATES = {
    "strips": State("", "[data-map-figures] b"),
    "overview": State("?view=overview", "[data-map-figures] b"),
    "graph": State("?view=graph", "[data-graph-tree] [role=treeitem]"),
    "weights": State("?pane=weights&layer=conv_stem", "[data-weights] canvas"),
    "unfolded convolution": State(
        "?image=cat&model=resnet_mini&layer=block1.0.conv1&channel=3&unfold=1",
        ".unfold:not([data-stale]) [data-number-view] > *",
    ),
    "unfolded addition": State(
        "?image=cat&model=resnet_mini&layer=block1.0.add&channel=3&unfold=1",
        ".unfold:not([data-stale]) [data-number-view] > *",
    ),
    "drawing pad": State("?model=lenet5", "[data-map-figures] b"),
    "choice of networks": State("", "[data-map-figures] b", "[data-picker-open]"),
    "take-away": State("", "[data-map-figures] b", ".layer-head .takeaway-open"),
    "unknown photo": State("?image=nothing", ".problem:not([hidden])"),
    "guide": State("?model=resnet_mini&image=cat&guide=3", "[data-guide-figure] *"),
    "compare": State("compare", "[data-rows] .row canvas"),
    "networks": State("networks", "#figures-title"),
    "API": State("docs", ".opblock"),
    "missing": State("nothing/here", "h1"),
}


def violations(page: Page) -> list[str]:
    """What axe found, each with the elements it found it in."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{each['id']}: {[node['html'][:120] for node in each['nodes'][:4]]}" for each in found]


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
@pytest.mark.parametrize("name", STATES)
def test_axe_finds_nothing(browser: Browser, server: str, name: str, locale: str) -> None:
    state = STATES[name]
    watch = Watch(server)
    watch.allow("404")
    context = browser.new_context(viewport=WIDE, locale=locale, reduced_motion="reduce")
    page = context.new_page()
    watch.over(page)
    page.goto(f"{server}/{state.address}")
    page.wait_for_selector(state.sign, state="attached")
    page.wait_for_function(PAINTED)
    if state.opens:
        page.click(state.opens)
        expect(page.locator(state.opens)).to_have_attribute("aria-expanded", "true")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.wait_for_function(AT_REST)
        assert violations(page) == [], theme
    page.set_viewport_size(PHONE)
    page.wait_for_function(PAINTED)
    assert violations(page) == [], "narrow"
    context.close()
    watch.check()
