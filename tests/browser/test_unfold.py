"""One map, unfolded into pictures of what it was made of, against numpy and torch."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from playwright.sync_api import Page, expect
from torch.nn import functional

from tests.browser.conftest import OpenPage
from tests.browser.explore import canvas, forget_painted, query, wait_complete
from tests.browser.reference import Floats
from tests.browser.unfolding import Run, assert_signed, go_to, wait_unfolded

RESNET = "?image=cat&model=resnet_mini"
LENET = "?image=digit5&model=lenet5"
CONV = f"{RESNET}&layer=block1.0.conv1&channel=3"


def parts(run: Run, layer: str, source: str, channel: int) -> Floats:
    """What each input map gives to a map of a 3×3 convolution with padding 1: (I, H, W)."""
    maps, kernels = torch.tensor(run.maps(source)), torch.tensor(run.weights(layer)[channel])
    convolved = functional.conv2d(maps[None], kernels[:, None], padding=1, groups=len(maps))
    return convolved[0].numpy()


def shown_parts(page: Page) -> list[int]:
    rows = page.locator("[data-part]").all()
    return [int(row.get_attribute("data-part") or -1) for row in rows]


def picture(page: Page, part: int, column: str) -> np.ndarray:
    """The input map, the kernel or the two convolved, of an input channel."""
    place = {"input": 2, "kernel": 4, "convolved": 6}[column]
    return canvas(page, f'[data-part="{part}"] > .pic:nth-child({place}) canvas')


@pytest.mark.parametrize("way", ["button", "double click", "Enter"])
def test_the_open_map_unfolds_and_folds_again(open_page: OpenPage, way: str) -> None:
    page = open_page(CONV)
    wait_complete(page)
    unfolded = page.locator("[data-unfold]")
    expect(unfolded).to_be_hidden()
    if way == "button":
        page.get_by_role("button", name="Unfold").click()
    elif way == "double click":
        page.dblclick("[data-map-canvas]", position={"x": 100, "y": 60})
    else:
        page.focus("[data-map-canvas]")
        page.keyboard.press("Enter")
    expect(unfolded).to_be_visible()
    assert query(page)["unfold"] == "1"
    expect(page.locator("[data-unfold-title]")).to_be_focused()
    expect(page.locator("[data-sheet]")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(unfolded).to_be_hidden()
    assert "unfold" not in query(page)
    expect(page.get_by_role("button", name="Unfold")).to_be_focused()
    page.go_back()
    expect(unfolded).to_be_visible()


def test_each_input_map_its_kernel_and_the_two_convolved(cat: Page, server: str) -> None:
    go_to(cat, f"{CONV}&unfold=1")
    run = Run(server, "resnet_mini", "cat")
    inputs, kernels = run.maps("pool"), run.weights("block1.0.conv1")[3]
    convolved = parts(run, "block1.0.conv1", "pool", 3)
    energy = np.square(convolved.astype(np.float64)).mean(axis=(1, 2))
    strongest = np.argsort(-energy)[:12].tolist()
    assert shown_parts(cat) == strongest
    rest = np.delete(convolved, strongest, axis=0).sum(axis=0)
    reach = max(float(np.abs(convolved[strongest]).max()), float(np.abs(rest).max()))
    for part in strongest:
        whole = {"input": inputs[strongest], "kernel": kernels[strongest]}
        for column, values in (("input", inputs[part]), ("kernel", kernels[part])):
            assert_signed(
                run.api, picture(cat, part, column), values, float(np.abs(whole[column]).max())
            )
        assert_signed(run.api, picture(cat, part, "convolved"), convolved[part], reach)
    assert_signed(run.api, canvas(cat, ".sum-rest canvas"), rest, reach)
    own = run.maps("block1.0.conv1")[3]
    whole_map = canvas(cat, "[data-unfold-map] canvas")
    assert_signed(run.api, whole_map, own, float(np.abs(own).max()))


def test_each_column_has_a_legend_and_lines_lead_to_the_sum(cat: Page, server: str) -> None:
    go_to(cat, f"{CONV}&unfold=1")
    legends = cat.locator(".sum-heads .scale").all_inner_texts()
    reach = float(np.abs(Run(server, "resnet_mini", "cat").maps("pool")[shown_parts(cat)]).max())
    assert legends[0] == f"±{reach:.2f}"
    assert len(legends) == 3
    assert cat.locator("[data-fan] path").count() == 13
    expect(cat.locator(".sum-rest")).to_contain_text("20 others, added up")
    expect(cat.locator("[data-unfold-words]")).to_contain_text("Each of the 32 maps of pool")


def test_all_parts_on_demand(cat: Page) -> None:
    go_to(cat, f"{CONV}&unfold=1")
    cat.get_by_text("All 32", exact=True).click()
    expect(cat.locator("[data-part]")).to_have_count(32)
    expect(cat.locator(".sum-rest")).to_have_count(0)
    assert query(cat)["all"] == "1"


def test_a_photo_is_unfolded_into_its_colours(cat: Page) -> None:
    go_to(cat, f"{RESNET}&layer=conv1&channel=3&unfold=1")
    names = cat.locator(".sum-channel").all_inner_texts()
    assert sorted(names) == ["blue", "green", "red"]
    expect(cat.locator("[data-unfold-choice]")).to_be_hidden()


def test_a_depthwise_map_is_one_map_and_one_kernel(open_page: OpenPage, server: str) -> None:
    page = open_page("?layer=blocks.2.0.conv_dw&channel=5&unfold=1")
    wait_unfolded(page)
    assert shown_parts(page) == [5]
    run = Run(server, "efficientnet_lite0", "cat")
    kernel = run.weights("blocks.2.0.conv_dw")[5, 0]
    assert_signed(run.api, picture(page, 5, "kernel"), kernel, float(np.abs(kernel).max()))
    expect(page.locator("[data-unfold-words]")).to_contain_text("depthwise")


def test_a_bias_is_added_to_the_sum(digit: Page, server: str) -> None:
    go_to(digit, f"{LENET}&layer=conv1&channel=2&unfold=1")
    bias = Run(server, "lenet5", "digit5").weight_figures("conv1")["vectors"]["bias"][2]
    shown = digit.locator("[data-unfold-result] b")
    assert np.float32(shown.get_attribute("title")) == np.float32(bias)


BEFORE = {
    "block2.0.add": ["block2.0.bn2 3", "block2.0.shortcut.bn 3"],
    "bn1": ["conv1 3"],
    "relu": ["bn1 3"],
    "pool": ["relu 3"],
}


@pytest.mark.parametrize("layer", BEFORE)
def test_other_layers_show_the_maps_before_on_one_scale(cat: Page, server: str, layer: str) -> None:
    go_to(cat, f"{RESNET}&layer={layer}&channel=3&unfold=1")
    links = cat.locator(".before-map figcaption a")
    assert links.all_inner_texts() == BEFORE[layer]
    run = Run(server, "resnet_mini", "cat")
    inputs = [run.maps(name.split()[0])[3] for name in BEFORE[layer]]
    own = run.maps(layer)[3]
    reach = max(float(np.abs(map_).max()) for map_ in [*inputs, own])
    for at, map_ in enumerate(inputs, 1):
        pixels = canvas(cat, f".before-map:nth-child({at}) canvas")
        assert_signed(run.api, pixels, map_, reach)
    assert_signed(run.api, canvas(cat, "[data-unfold-map] canvas"), own, reach)


def test_a_concatenation_marks_the_layer_that_a_map_is_from(open_page: OpenPage) -> None:
    page = open_page("?image=cat&model=googlenet_mini&layer=inception3a.cat&channel=40&unfold=1")
    wait_unfolded(page)
    expect(page.locator(".stack [aria-current]")).to_have_text("16–63inception3a.branch3x3.relu")
    expect(page.locator(".before-map a")).to_have_text("inception3a.branch3x3.relu 24")


def test_a_gate_is_a_map_times_a_number(open_page: OpenPage, server: str) -> None:
    run = Run(server, "efficientnet_mini_b0", "cat")
    layers = run.api.get(f"/runs/{run.id}")["layers"]
    gate = next(each for each in layers if each["kind"] == "multiplication")
    page = open_page(
        f"?model=efficientnet_mini_b0&image=cat&layer={gate['name']}&channel=2&unfold=1"
    )
    wait_unfolded(page)
    value = next(run.maps(name)[2] for name in gate["inputs"] if run.maps(name)[2].size == 1)
    tile = page.locator(".before .number-tile")
    assert np.float32(tile.get_attribute("title")) == value.ravel()[0]
    expect(page.locator("[data-unfold-sign]")).to_have_text("×")


def test_a_vector_is_shown_as_bars_that_open_its_values(digit: Page, server: str) -> None:
    go_to(digit, f"{LENET}&layer=fc1&channel=20&unfold=1")
    values = Run(server, "lenet5", "digit5").maps("fc1")
    shown = [int(text) for text in digit.locator(".values a").all_inner_texts()]
    assert set(shown) == {20, *np.argsort(-np.abs(values))[:12].tolist()}
    expect(digit.locator(".values [aria-current]")).to_contain_text("20")
    digit.locator(".values a").first.click()
    expect(digit.locator(".values [aria-current] a")).to_have_text(str(shown[0]))
    assert query(digit)["channel"] == str(shown[0])


def test_one_walks_back_from_map_to_map(open_page: OpenPage) -> None:
    page = open_page(f"{CONV}&unfold=1")
    wait_unfolded(page)
    forget_painted(page)
    page.click(".sum-heads a")
    wait_unfolded(page)
    expect(page.locator("[data-unfold-title]")).to_contain_text("pool")
    expect(page.locator(".before-map a")).to_contain_text("relu")
    page.get_by_role("link", name="block1.0.conv1").click()
    expect(page.locator("[data-unfold-title]")).to_contain_text("block1.0.conv1")
    page.go_back()
    expect(page.locator("[data-unfold-title]")).to_contain_text("pool")


def test_input_channels_are_walked_with_the_keyboard(cat: Page) -> None:
    go_to(cat, f"{CONV}&unfold=1")
    order = shown_parts(cat)
    cat.click(f'[data-part="{order[0]}"]')
    cat.focus("[data-rows]")
    cat.keyboard.press("ArrowDown")
    assert query(cat)["part"] == str(order[1])
    expect(cat.locator("[data-part][aria-selected=true]")).to_have_attribute(
        "data-part", str(order[1])
    )
    cat.keyboard.press("End")
    assert query(cat)["part"] == str(order[-1])
    expect(cat.locator("[data-rows]")).to_have_attribute(
        "aria-activedescendant", f"part-{order[-1]}"
    )


def test_another_photo_is_unfolded_as_well(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{CONV}&unfold=1")
    wait_unfolded(page)
    forget_painted(page)
    page.click('[data-image="espresso"]')
    wait_unfolded(page)
    own = Run(server, "resnet_mini", "espresso").maps("block1.0.conv1")[3]
    api = Run(server, "resnet_mini", "cat").api
    pixels = canvas(page, "[data-unfold-map] canvas")
    assert_signed(api, pixels, own, float(np.abs(own).max()))


def test_on_a_phone_escape_folds_the_map_and_leaves_the_layer_open(open_page: OpenPage) -> None:
    page = open_page(f"{CONV}&unfold=1", width=390, height=844)
    wait_unfolded(page)
    overflow = "document.querySelector('.unfold').scrollWidth - innerWidth"
    assert page.evaluate(overflow) <= 0
    page.keyboard.press("Escape")
    expect(page.locator("[data-unfold]")).to_be_hidden()
    expect(page.locator("[data-layer-name]")).to_be_visible()


def test_the_heading_names_the_map_that_is_unfolded(open_page: OpenPage) -> None:
    """Also where the address leaves it to the page which map is open."""
    page = open_page(f"{RESNET}&layer=block1.0.conv1&unfold=1")
    wait_unfolded(page)
    channel = page.inner_text("[data-unfold-title]").split()[-1]
    expect(page.locator("[data-map-title]")).to_contain_text(f"Channel {channel} of")
    page.evaluate("document.querySelector('[data-step=\"1\"]').click()")
    wait_unfolded(page)
    name, channel = page.inner_text("[data-unfold-title]").split(" channel ")
    assert name == "block1.0.bn1"
    expect(page.locator("[data-map-title]")).to_contain_text(f"Channel {channel} of")
