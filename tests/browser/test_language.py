"""The page in Korean: chosen by the browser or on the page, and without English left on it."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.explore import wait_complete
from tests.browser.watch import Watch
from tests.english import left_in_english

KOREAN: dict[str, Any] = {"locale": "ko-KR"}
UNFOLDED = ".unfold:not([data-stale]) [data-number-view] > *"

# What a person reads or hears, text by text; code and what is said to be of another language is
# left out, as are the words in sight of nobody.
SPOKEN = """() => {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element.closest("script, style, code, pre, kbd, [lang]:not(html), svg title")) continue;
    if ((element.closest("select") ?? element).checkVisibility()) texts.push(node.data);
  }
  for (const name of ["aria-label", "title", "placeholder", "alt", "aria-roledescription"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      if (!element.closest("[lang]:not(html)")) texts.push(element.getAttribute(name));
    }
  }
  return [...new Set(texts.map((text) => text.trim()).filter(Boolean))];
}"""

# What is called so in every language: layers, their operations, networks, classes.
NAMES = """async (model) => {
  const get = async (path) => (await fetch(`/api/v1/${path}`)).json();
  const { models } = await get("models");
  const { layers } = await get(`models/${model}`);
  const { samples } = await get("samples");
  const runs = await Promise.all(["cat", "espresso"].map(async (image) => {
    const body = JSON.stringify({ model, image });
    const headers = { "Content-Type": "application/json" };
    return (await fetch("/api/v1/runs", { method: "POST", headers, body })).json();
  }));
  return [
    ...models.flatMap(({ name, id, licence, source }) => [name, id, licence, source]),
    ...models.filter(({ source }) => source !== "zoo").map(({ family }) => family),
    ...layers.flatMap(({ name, op }) => [name, op, ...name.split(".")]),
    ...layers.map(({ name, shape }) => `${name} ${shape.join("×")}`),
    ...samples.flatMap(({ credit, licence }) => [credit, licence]),
    ...runs.flatMap(({ predictions }) => predictions.map(({ label }) => label)),
  ];
}"""


class State(NamedTuple):
    """One state of a page: its address, what tells that it has come, what is opened then."""

    address: str
    sign: str
    opens: str = ""
    model: str = "resnet_mini"


RESNET = "?image=cat&model=resnet_mini"
STATES = {
    "strips": State(RESNET, "[data-map-figures] b"),
    "overview": State(f"{RESNET}&view=overview&layer=conv1", "[data-map-figures] b"),
    "graph": State(f"{RESNET}&view=graph", "[data-graph-tree] [role=treeitem]"),
    "weights": State(f"{RESNET}&layer=conv1&pane=weights", "[data-weights] canvas"),
    "weights of a normalisation": State(f"{RESNET}&layer=bn1&pane=weights", ".vectors td"),
    "no weights": State(f"{RESNET}&layer=relu&pane=weights", "[data-weights-words]:not(:empty)"),
    "convolution": State(f"{RESNET}&layer=block1.0.conv1&channel=3&unfold=1", UNFOLDED),
    "activation": State(f"{RESNET}&layer=block1.0.relu1&channel=3&unfold=1", UNFOLDED),
    "normalization": State(f"{RESNET}&layer=block1.0.bn1&channel=3&unfold=1", UNFOLDED),
    "addition": State(f"{RESNET}&layer=block1.0.add&channel=3&unfold=1", UNFOLDED),
    "pooling": State(f"{RESNET}&layer=pool&channel=3&unfold=1", UNFOLDED),
    "input": State(f"{RESNET}&layer=input&channel=1&unfold=1", UNFOLDED),
    "fully connected": State(f"{RESNET}&layer=fc&channel=3&unfold=1", UNFOLDED),
    "output": State(f"{RESNET}&layer=softmax&channel=3&unfold=1", UNFOLDED),
    "concatenation": State(
        "?image=cat&model=googlenet_mini&layer=inception3a.cat&channel=20&unfold=1",
        UNFOLDED,
        model="googlenet_mini",
    ),
    "gate": State(
        "?image=cat&model=efficientnet_mini_b0&layer=stage3.1.se.mul&channel=3&unfold=1",
        UNFOLDED,
        model="efficientnet_mini_b0",
    ),
    "files and code": State(RESNET, "[data-map-figures] b", ".layer-head [data-takeaway-for]"),
    "choice of networks": State(RESNET, "[data-map-figures] b", "[data-picker-open]"),
    "drawing pad": State("?model=lenet5&image=digit5", "[data-map-figures] b", model="lenet5"),
    "not there": State("?image=gone", ".problem:not([hidden])"),
    "guide": State(f"{RESNET}", "[data-map-figures] b", ".photo-pane [data-guide-open]"),
    "side by side": State("compare", ".compare canvas", model="efficientnet_lite0"),
    "networks": State("networks", ".panels a"),
    "missing": State("nothing/here", "h1"),
}


def english_on(page: Page, model: str) -> list[str]:
    return left_in_english(page.evaluate(SPOKEN), page.evaluate(NAMES, model))


def settle(page: Page) -> None:
    page.wait_for_function("() => !document.querySelector('.busy:not(:empty)')")


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_no_english_is_left(open_page: OpenPage, watch: Watch, state: State) -> None:
    watch.allow("404 (Not Found)")
    page = open_page(state.address, **KOREAN)
    page.wait_for_selector(state.sign, state="attached")
    settle(page)
    if state.opens:
        page.click(state.opens)
        settle(page)
    assert page.locator("html").get_attribute("lang") == "ko"
    assert english_on(page, state.model) == []


def test_what_is_said_in_english_would_be_found(open_page: OpenPage) -> None:
    page = open_page(RESNET, **KOREAN)
    wait_complete(page)
    page.locator("[data-layer-kind]").evaluate("element => { element.textContent = 'activation' }")
    page.locator("[data-grid]").evaluate("element => { element.title = 'Seen by nobody' }")
    assert english_on(page, "resnet_mini") == ["Seen by nobody", "activation"]


def test_the_server_says_its_problems_in_the_language_of_the_page(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.allow("404 (Not Found)")
    page = open_page("?model=nothing_like_it", **KOREAN)
    expect(page.locator("[data-problem=photo]:visible").first).to_contain_text("네트워크")


def test_the_switch_changes_the_language_keeps_the_state_and_stays(open_page: OpenPage) -> None:
    page = open_page("?image=espresso&layer=act1&channel=5&sort=mean")
    wait_complete(page)
    address = page.url
    expect(page.get_by_role("link", name="Networks", exact=True)).to_be_visible()
    page.get_by_role("button", name="한국어").press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    wait_complete(page)
    assert page.url == address
    expect(page.locator("[data-map-title]")).to_contain_text("채널 5")
    page.get_by_role("link", name="네트워크", exact=True).click()
    expect(page.locator("h1")).to_have_text("네트워크")
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Networks")


def test_the_choice_is_remembered_for_this_site_alone_and_for_a_year(open_page: OpenPage) -> None:
    page = open_page("networks")
    page.get_by_role("button", name="한국어").click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["value"], cookie["path"]) == ("language", "ko", "/")
    assert cookie["sameSite"] == "Lax"
    days = (cookie["expires"] - page.evaluate("Date.now()") / 1000) / (24 * 3600)
    assert 364 < days <= 365


@pytest.mark.parametrize("width", [1440, 390, 320])
@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_the_header_has_room_for_it(open_page: OpenPage, width: int, locale: str) -> None:
    page = open_page("", width=width, locale=locale)
    header = page.locator("header")
    expect(header.locator("[data-language]")).to_be_in_viewport(ratio=1)
    assert header.evaluate("element => element.scrollWidth <= element.clientWidth")
    boxes = header.locator("a, button").evaluate_all(
        "all => all.map((each) => each.getBoundingClientRect().toJSON())"
    )
    assert all(box["left"] >= 0 and box["right"] <= width for box in boxes)
