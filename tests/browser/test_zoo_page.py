"""The networks of the zoo on the explore page: choosing one, and seeing what it sees."""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.choosing import choose, wait_listed
from tests.browser.conftest import OpenPage
from tests.browser.explore import chosen_layer, query, wait_complete, wait_painted
from tests.browser.reference import Api

PHONE = {"width": 390, "height": 844}
LIST = "[data-picker-list]"
SEARCH = "[data-picker-search]"


def picked(api: Api) -> list[dict[str, Any]]:
    """The networks that are on this machine, or ought to be, as the API lists them."""
    models = api.get("/models")["models"]
    return [model for model in models if model["status"] in ("ready", "broken")]


def broken(route: Route, model: str) -> None:
    """The list of networks, one of them without its weights."""
    answer = route.fetch()
    models = answer.json()["models"]
    for each in models:
        if each["id"] == model:
            each.update(status="broken", accuracy={}, problem="Its weights are not there.")
    route.fulfill(response=answer, body=json.dumps({"models": models}))


def test_networks_are_listed_by_family_in_the_order_of_time(
    open_page: OpenPage, server: str
) -> None:
    page = open_page()
    wait_complete(page)
    wait_listed(page)
    page.click("[data-picker-open]")
    page.check("[data-picker-ready]")
    years = [int(year) for year in page.locator(".family span").all_inner_texts()]
    assert years == sorted(years)
    assert page.locator(".family strong").first.inner_text() == "Before convolution"
    models = picked(Api(server))
    for model in models:
        option = page.locator(f'.option[data-model="{model["id"]}"]')
        group = option.locator("xpath=..")
        expect(group.locator(".family strong")).to_have_text(model["family"])
        expect(option).to_contain_text(model["name"])
        expect(option).to_contain_text(model["problem"] or model["summary"])
        share = model["accuracy"].get("accuracy")
        wanted = "–" if share is None else f"{100 * share:.2f}%"
        expect(option.locator(".share")).to_have_text(wanted)
    expect(page.locator(".option")).to_have_count(len(models))


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_choosing_keeps_the_photo_and_resets_the_layer(
    open_page: OpenPage, server: str, options: dict[str, int]
) -> None:
    page = open_page("?image=espresso&layer=act1&channel=6", **options)
    wait_painted(page, "answers", "sheet", "grid")
    if options:
        page.click("[data-close=layer]")
        page.click(".glance .quiet")
    choose(page, "ResNet mini")
    assert query(page) == {"image": "espresso", "model": "resnet_mini"}
    expect(page.locator(LIST)).to_be_hidden()
    expect(page.locator("[data-picker-open]")).to_be_focused()
    expect(page.locator("[data-model-name]")).to_have_text("ResNet mini")
    best = Api(server).run("espresso", "resnet_mini")["predictions"][0]["label"]
    expect(page.locator("[data-answers] .name").first).to_have_text(best)
    expect(page.locator("[data-pane=photo]")).to_be_visible()


def test_the_keys_choose(open_page: OpenPage) -> None:
    page = open_page()
    wait_complete(page)
    wait_listed(page)
    button = page.locator("[data-picker-open]")
    button.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(SEARCH)).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    reached = f"{LIST} [data-active]"
    expect(page.locator(reached)).to_have_attribute("data-model", "efficientnet_lite0")
    expect(page.locator(reached)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(page.locator(reached)).to_have_attribute("data-model", "mlp")
    page.keyboard.press("ArrowDown")
    expect(page.locator(reached)).to_have_attribute("data-model", "lenet5")
    assert page.get_attribute(SEARCH, "aria-activedescendant") == page.get_attribute(reached, "id")
    page.keyboard.press("Escape")
    expect(page.locator(LIST)).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    assert query(page) == {}
    page.keyboard.press("Enter")
    expect(page.locator(SEARCH)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator(LIST)).to_be_hidden()
    button.focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(SEARCH)).to_be_focused()
    page.keyboard.type("mini resnet")
    page.keyboard.press("Enter")
    wait_complete(page)
    expect(page.locator("[data-model-name]")).to_have_text("ResNet mini")
    assert query(page) == {"model": "resnet_mini"}


def test_escape_on_a_phone_closes_the_choice_alone(open_page: OpenPage) -> None:
    page = open_page("?model=resnet_mini", **PHONE)
    wait_painted(page, "answers", "sheet")
    page.click(".glance .quiet")
    page.click("[data-picker-open]")
    expect(page.locator(SEARCH)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(LIST)).to_be_hidden()
    expect(page.locator("[data-pane=photo]")).to_be_visible()


def test_a_broken_network_says_why_and_is_not_chosen(open_page: OpenPage) -> None:
    page = open_page()
    page.route("**/api/v1/models", lambda route: broken(route, "vgg_mini"))
    page.reload()
    wait_complete(page)
    page.click("[data-picker-open]")
    option = page.get_by_role("option", name="VGG mini")
    expect(option).to_have_attribute("aria-disabled", "true")
    expect(option).to_contain_text("Not usable. Its weights are not there.")
    option.click(force=True)
    expect(page.locator(LIST)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(LIST)).to_be_visible()
    assert query(page) == {}


SEEN = {
    "lenet5": ("28×28 grey: what LeNet-5 sees 784 numbers", 28, 5),
    "resnet_mini": ("32×32 colour: what ResNet mini sees 3,072 numbers", 32, 4),
    "efficientnet_lite0": ("224×224 colour: what EfficientNet-Lite0 sees 150,528", 224, 0.5),
}


@pytest.mark.parametrize("model", SEEN)
def test_the_picture_as_the_network_sees_it(open_page: OpenPage, server: str, model: str) -> None:
    words, side, enlarged = SEEN[model]
    page = open_page(f"?model={model}")
    wait_complete(page)
    seen = page.locator("[data-seen-words]")
    expect(seen).to_contain_text(words, use_inner_text=True)
    assert seen.inner_text().replace("\n", " ").startswith(words)
    image = page.locator("[data-seen-image]")
    page.wait_for_function("() => document.querySelector('[data-seen-image]').naturalWidth > 0")
    facts = """image => ({
        natural: [image.naturalWidth, image.naturalHeight],
        drawn: [image.width, image.height],
        rendering: getComputedStyle(image).imageRendering,
    })"""
    shown = image.evaluate(facts)
    assert shown["natural"] == [side, side]
    assert shown["drawn"] == [side * enlarged, side * enlarged]
    assert shown["rendering"] == ("pixelated" if enlarged > 1 else "auto")
    address = f"{server}{image.get_attribute('src')}"
    picture = Image.open(io.BytesIO(page.request.get(address).body()))
    tensor = Api(server).values("input", "digit5" if model == "lenet5" else "cat", model)
    levels = np.asarray(picture.convert("RGB"))[..., : len(tensor)].transpose(2, 0, 1)
    for ours, theirs in zip(tensor, levels, strict=True):  # one scale and one shift per channel
        assert np.corrcoef(ours.ravel(), theirs.ravel())[0, 1] > 0.9999


@pytest.mark.parametrize("model", ["lenet5", "resnet_mini"])
def test_nothing_moves_while_the_picture_comes(open_page: OpenPage, model: str) -> None:
    page = open_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/input?format=png", hold)
    # The page may ask for the picture before its load event, which then waits for it.
    page.goto(f"{page.url}?model={model}", wait_until="commit")
    wait_painted(page, "answers", "sheet", "grid")
    place = "() => document.querySelector('[data-answers]').getBoundingClientRect().top"
    before = page.evaluate(place)
    assert held
    for route in held:
        route.continue_()
    page.wait_for_function("() => document.querySelector('[data-seen-image]').naturalWidth > 0")
    assert page.evaluate(place) == before
    shifts = page.evaluate(
        """() => new Promise(resolve => new PerformanceObserver(list =>
            resolve(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))
        ).observe({type: "layout-shift", buffered: true}) || setTimeout(() => resolve(0), 500))"""
    )
    assert shifts < 0.05


@pytest.mark.parametrize(
    ("model", "layer"),
    [("lenet5", "sigmoid1"), ("mlp", "sigmoid1"), ("resnet_mini", "relu")],
)
def test_the_layer_that_opens_shows_much(open_page: OpenPage, model: str, layer: str) -> None:
    page = open_page(f"?model={model}")
    wait_painted(page, "answers", "sheet", "grid")
    assert chosen_layer(page) == layer


def test_pixels_of_tiny_maps_are_squares_of_one_size(open_page: OpenPage) -> None:
    page = open_page("?model=lenet5&layer=pool2")
    wait_complete(page)
    strip = '.row[data-layer="pool2"][data-drawn] canvas'
    for selector, side in ((strip, 11), ("[data-grid-canvas]", 19)):
        canvas = page.locator(selector)
        canvas.scroll_into_view_if_needed()
        levels = canvas.evaluate(
            """canvas => [...canvas.getContext("2d").getImageData(0, 0, canvas.width, 1).data]"""
        )
        row = np.array(levels).reshape(-1, 4)[: 5 * side]
        cells = row.reshape(5, side, 4)
        assert (cells == cells[:, :1]).all()
        assert len(np.unique(cells[:, 0], axis=0)) > 1


def test_a_default_picture_depends_on_the_network(open_page: OpenPage) -> None:
    page = open_page("?model=lenet5&image=cat")
    wait_complete(page)
    expect(page.locator("[data-photo-caption]")).to_have_text("Chelsea the cat · 451×300")
    page.click('.row[data-layer="pool1"] .row-name')
    assert query(page) == {"model": "lenet5", "image": "cat", "layer": "pool1"}
    page.click("[data-image=digit5]")
    assert query(page) == {"model": "lenet5", "layer": "pool1"}
    page.go_back()
    expect(page.locator("[data-photo-caption]")).to_have_text("Chelsea the cat · 451×300")


def test_on_a_phone_nothing_is_wider_than_the_window(open_page: OpenPage) -> None:
    page = open_page("?model=lenet5", **PHONE)
    wait_painted(page, "answers", "sheet")
    page.click(".glance .quiet")
    for press in (None, "[data-picker-open]"):
        if press:
            wait_listed(page)
            page.click(press)
            expect(page.locator(SEARCH)).to_be_focused()
        assert outside(page) == []


def outside(page: Page) -> list[str]:
    """What reaches beyond the right edge of the window, or is too small to be touched."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("[data-pane=photo] *")].filter(element => {
            const {right, width, height} = element.getBoundingClientRect();
            const touched = element.matches("button, a, [role=option]");
            return element.checkVisibility() && !element.closest(".visually-hidden, .frame")
                && (right > innerWidth + 1 || touched && Math.min(width, height) < 24);
        }).map(element => element.outerHTML)"""
    )
    return found
