"""Finding one network among all, and its untrained twin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.choosing import wait_listed
from tests.browser.conftest import OpenPage
from tests.browser.explore import chosen_layer, query, wait_complete, wait_painted
from tests.browser.reference import Api

PHONE = {"width": 390, "height": 844}
SEARCH = "[data-picker-search]"
OPTION = "[data-picker-list] .option"
Model = dict[str, Any]


def here_or_convolutional(model: Model) -> bool:
    return bool(model["convolutional"]) or model["status"] in ("ready", "broken")


def open_picker(page: Page) -> None:
    wait_listed(page)
    page.click("[data-picker-open]")
    expect(page.locator(SEARCH)).to_be_focused()


def count(page: Page) -> int:
    return int(page.inner_text("[data-picker-count]").split()[0].replace(",", ""))


def mentions(model: Model, *words: str) -> bool:
    text = " ".join(model[key] for key in ("id", "name", "family", "licence")).lower()
    return all(word in text for word in words)


def side(model: Model) -> int:
    return max(model["input"]["height"], model["input"]["width"])


FILTERS: dict[str, tuple[Callable[[Page], object], Callable[[Model], bool]]] = {
    "words": (
        lambda page: page.fill(SEARCH, " apache ResNet50 "),
        lambda model: mentions(model, "resnet50", "apache"),
    ),
    "source": (
        lambda page: page.select_option("[data-picker-source]", label="torchvision"),
        lambda model: model["source"] == "torchvision",
    ),
    "ready": (
        lambda page: page.check("[data-picker-ready]"),
        lambda model: model["status"] == "ready",
    ),
    "parameters": (
        lambda page: page.select_option("[data-picker-parameters]", label="≤ 5 M parameters"),
        lambda model: model["parameters"] <= 5_000_000,
    ),
    "input": (
        lambda page: page.select_option("[data-picker-side]", label="225–320 pixels"),
        lambda model: 225 <= side(model) <= 320,
    ),
}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_leaves_what_the_list_says(open_page: OpenPage, server: str, name: str) -> None:
    act, fits = FILTERS[name]
    models = Api(server).get("/models")["models"]
    page = open_page()
    wait_complete(page)
    open_picker(page)
    act(page)
    wanted = [model for model in models if fits(model)]
    shown = [model for model in wanted if here_or_convolutional(model)]
    assert 0 < len(shown) < len(models)
    assert count(page) == len(shown)
    others = page.locator("[data-picker-others]")
    if len(wanted) == len(shown):
        expect(others).to_be_hidden()
        return
    expect(others).to_have_text(f"Show {len(wanted) - len(shown)} not convolutional")
    others.click()
    assert count(page) == len(wanted)


def test_the_keys_reach_every_network(open_page: OpenPage, server: str) -> None:
    page = open_page()
    wait_complete(page)
    open_picker(page)
    total = count(page)
    assert page.locator(OPTION).count() < total
    page.keyboard.press("End")
    expect(page.locator(OPTION)).to_have_count(total)
    reached = page.locator(f"{OPTION}[data-active]")
    expect(reached).to_have_attribute("aria-posinset", str(total))
    expect(reached).to_be_in_viewport()
    page.keyboard.press("Home")
    expect(reached).to_have_attribute("data-model", "mlp")
    listed = page.eval_on_selector_all(OPTION, "options => options.map(o => o.dataset.model)")
    models = Api(server).get("/models")["models"]
    assert sorted(listed) == sorted(model["id"] for model in models if here_or_convolutional(model))


def test_an_entry_says_what_the_card_says(open_page: OpenPage) -> None:
    page = open_page()
    wait_complete(page)
    open_picker(page)
    page.fill(SEARCH, "torchvision:swin_b")
    expect(page.locator("[data-picker-nothing]")).to_be_visible()
    page.click("[data-picker-others]")
    option = page.locator(f'{OPTION}[data-model="torchvision:swin_b"]')
    for words in (
        "swin_b (IMAGENET1K_V1) ImageNet",
        "83.58%",
        "87.8 M",
        "224×224 · 2021 · accuracy stated by torchvision · not convolutional",
        "about 351 MB to fetch",
        "Attention within windows",
    ):
        assert words.replace(" · ", "") in option.inner_text().replace("\n", " "), words


def test_nothing_found_says_so_and_goes_back(open_page: OpenPage) -> None:
    page = open_page()
    wait_complete(page)
    open_picker(page)
    total = count(page)
    page.keyboard.type("no such network")
    expect(page.locator("[data-picker-count]")).to_have_text("0 networks")
    page.keyboard.press("Enter")
    expect(page.locator(SEARCH)).to_be_visible()
    page.click("[data-picker-clear]")
    assert count(page) == total


def test_what_is_searched_before_the_list_has_come_is_found_when_it_comes(
    open_page: OpenPage,
) -> None:
    page = open_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/v1/models", hold)
    page.reload()
    wait_complete(page)
    page.click("[data-picker-open]")
    expect(page.locator(SEARCH)).to_be_focused()
    page.fill(SEARCH, "vgg mini")
    expect(page.locator("[data-picker-count]")).to_have_text("0 networks")
    page.route("**/api/v1/models", lambda route: route.continue_())
    for route in held:
        route.continue_()
    expect(page.locator(f"{OPTION}[data-active]")).to_have_attribute("data-model", "vgg_mini")
    page.keyboard.press("Enter")
    expect(page.locator("[data-model-name]")).to_have_text("VGG mini")


@pytest.mark.parametrize("model", ["lenet5", "resnet_mini"])
def test_the_twin_is_the_same_layer_without_training(
    open_page: OpenPage, server: str, model: str
) -> None:
    api = Api(server)
    page = open_page(f"?model={model}")
    wait_complete(page)
    layer, top = chosen_layer(page), page.locator(".says").bounding_box()
    page.get_by_role("radio", name="trained", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#workspace")).not_to_have_attribute("data-stale", "")
    twin = api.get(f"/models/{model}@untrained")
    expect(page.locator("[data-model-name]")).to_have_text(twin["name"])
    expect(page.locator("[data-model-facts]")).to_contain_text("untrained")
    best = api.run("digit5" if model == "lenet5" else "cat", f"{model}@untrained")
    label = best["predictions"][0]["label"]
    expect(page.locator("[data-answers] .name").first).to_have_text(label)
    assert (chosen_layer(page), page.locator(".says").bounding_box()) == (layer, top)
    assert query(page)["model"] == f"{model}@untrained"
    page.reload()
    wait_painted(page, "answers", "sheet")
    expect(page.get_by_role("radio", name="untrained")).to_be_checked()
    expect(page.locator("[data-model-name]")).to_have_text(twin["name"])


def test_an_address_may_name_a_network_by_its_weights(open_page: OpenPage) -> None:
    page = open_page("?model=timm:resnet18@untrained")
    wait_painted(page, "answers", "sheet")
    expect(page.locator("[data-model-name]")).to_contain_text(", untrained", timeout=30_000)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_phone_nothing_is_wider_than_the_window(open_page: OpenPage, theme: str) -> None:
    page = open_page(color_scheme=theme, **PHONE)
    wait_painted(page, "answers", "sheet")
    page.click(".glance .quiet")
    open_picker(page)
    page.fill(SEARCH, "vit_betwixt_patch16_reg4_gap_256")
    page.click("[data-picker-others]")
    wide = page.evaluate(
        """() => [...document.querySelectorAll("[data-picker] *")].filter(element =>
            element.checkVisibility() && !element.closest(".visually-hidden")
            && element.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML)"""
    )
    assert wide == []
    page.locator(OPTION).first.click()
    expect(page.locator("[data-fetch=pane]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
