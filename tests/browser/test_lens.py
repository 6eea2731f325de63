"""The guide: every step leads to its state, and its figures are those of NumPy and the API."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.explore import (
    canvas,
    chosen_layer,
    forget_painted,
    query,
    wait_coloured,
    wait_complete,
)
from tests.browser.reference import Api
from tests.browser.unfolding import Run, assert_signed, number

FAMILIES = [
    ("mlp", "digit5"),
    ("lenet5", "digit5"),
    ("alexnet_mini", "cat"),
    ("vgg_mini", "cat"),
    ("googlenet_mini", "cat"),
    ("resnet_mini", "cat"),
    ("densenet_mini", "cat"),
    ("efficientnet_mini_b1", "cat"),
]
CURRENT = "[data-guide]:not([hidden], [data-stale])"
PHONE = {"width": 390, "height": 844}


def wait_step(page: Page, number: int) -> None:
    """Wait until a step is open with all of its figure."""
    page.wait_for_function(
        "n => new URL(location).searchParams.get('guide') === String(n)", arg=number
    )
    wait_coloured(page)
    page.wait_for_selector(
        "[data-guide]:not([hidden], [data-stale]) [data-guide-figure][aria-busy=false]"
    )


def lens(server: str, model: str, image: str) -> dict[str, Any]:
    run = Run(server, model, image)
    answer: dict[str, Any] = run.api.get(f"/runs/{run.id}/lens")
    return answer


def figure(page: Page) -> Locator:
    return page.locator("[data-guide-figure]")


@pytest.mark.parametrize(("model", "image"), FAMILIES)
def test_the_guide_of_a_family_leads_from_state_to_state(
    open_page: OpenPage, server: str, model: str, image: str
) -> None:
    page = open_page(f"?model={model}&image={image}")
    page.click(".twin [data-guide-open]:enabled")
    steps = lens(server, model, image)["steps"]
    for at, step in enumerate(steps, 1):
        wait_step(page, at)
        expect(page.locator("[data-guide-title]")).to_have_text(step["title"])
        expect(page.locator("[data-guide-text]")).to_have_text(step["text"])
        says = page.locator("[data-guide-says]")
        expect(says).to_contain_text(f"Step {at} of {len(steps)}: {step['title']}")
        asked = query(page)
        state = {key: str(value) for key, value in step["view"].items()}
        assert {key: asked.get(key, "maps") for key in state} == state
        assert ("unfold" in asked) == ("unfold" in state)
        expect(page.locator("[data-layer-name]")).to_have_text(state["layer"])
        expect(page.locator("[data-guide-dots] [aria-current=step]")).to_have_count(1)
        if at < len(steps):
            page.get_by_role("button", name="Next", exact=True).click()
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_disabled()


def test_a_network_without_a_guide_offers_none(open_page: OpenPage) -> None:
    page = open_page("?model=torchvision:squeezenet1_1@untrained&image=cat&guide=2")
    wait_complete(page)
    expect(page.locator("[data-guide]")).to_be_hidden()
    expect(page.locator(".twin [data-guide-open]")).to_be_hidden()
    page.wait_for_function("() => !location.search.includes('guide')")


def test_keys_go_from_step_to_step_and_escape_closes(open_page: OpenPage) -> None:
    page = open_page("?model=alexnet_mini")
    page.focus(".twin [data-guide-open]:enabled")
    page.keyboard.press("Enter")
    expect(page.locator("[data-guide-title]")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    wait_step(page, 3)
    expect(page.locator("[data-unfold]")).to_be_visible()
    expect(page.locator("[data-guide-title]")).to_be_focused()  # not taken by what the step opened
    page.keyboard.press("ArrowLeft")
    wait_step(page, 2)
    expect(page.locator("[data-unfold]")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("[data-guide]")).to_be_hidden()
    expect(page.locator(".twin [data-guide-open]")).to_be_focused()
    assert "guide" not in query(page)
    page.go_back()
    wait_step(page, 2)


def test_an_address_restores_the_step_and_what_was_changed_since(open_page: OpenPage) -> None:
    page = open_page("?model=vgg_mini&guide=2&layer=block2.conv2&pane=weights")
    wait_step(page, 2)
    expect(page.locator("[data-guide-title]")).to_have_text("Where its parameters are")
    assert chosen_layer(page) == "block2.conv2"


def test_an_address_with_nothing_but_the_step_leads_to_its_state(open_page: OpenPage) -> None:
    page = open_page("?model=vgg_mini&guide=1")
    wait_step(page, 1)
    expect(page.locator("[data-unfold]")).to_be_visible()
    assert query(page)["layer"] == "block4.conv2"


@pytest.mark.parametrize(("asked", "shown"), [("99", 2), ("0", 1)])
def test_a_step_that_does_not_exist_is_said_and_the_nearest_shown(
    open_page: OpenPage, asked: str, shown: int
) -> None:
    page = open_page(f"?model=vgg_mini&guide={asked}")
    wait_step(page, shown)
    note = page.locator("[data-guide] [data-problem=guide]")
    expect(note).to_have_text(f"The guide has no step {asked}: step {shown} is shown instead.")
    title = "Where its parameters are" if shown == 2 else "The field grows, 3×3 by 3×3"
    expect(page.locator("[data-guide-title]")).to_have_text(title)
    page.click("[data-theme-switch]")
    expect(note).to_be_visible()
    page.locator("[data-guide-dots] button").nth(2 - shown).click()
    wait_step(page, 3 - shown)
    expect(note).to_be_hidden()


def test_a_layer_of_ones_own_stays_where_the_step_does_not_exist(open_page: OpenPage) -> None:
    page = open_page("?model=vgg_mini&guide=7&layer=block1.conv1")
    wait_step(page, 2)
    assert chosen_layer(page) == "block1.conv1"


def test_nothing_below_moves_from_step_to_step(open_page: OpenPage) -> None:
    page = open_page("?model=densenet_mini&guide=1")
    wait_step(page, 1)
    tops = set()
    for at, dot in enumerate(page.locator("[data-guide-dots] button").all(), 1):
        dot.click()
        wait_step(page, at)
        tops.add(page.eval_on_selector(".layer-pane", "pane => pane.getBoundingClientRect().top"))
    assert len(tops) == 1


def test_three_maps_on_one_scale_with_their_sizes(open_page: OpenPage, server: str) -> None:
    page = open_page("?model=resnet_mini&image=cat&guide=1")
    wait_step(page, 1)
    run = Run(server, "resnet_mini", "cat")
    channel = int(query(page)["channel"])
    outputs = [run.maps(each) for each in ("pool", "block1.0.bn2", "block1.0.add")]
    reach = max(float(np.abs(each[channel]).max()) for each in outputs)
    for at, values in enumerate(outputs, 1):
        tile = f".guide-map:nth-of-type({at})"
        assert_signed(run.api, canvas(page, f"{tile} canvas"), values[channel], reach)
        size = number(page.inner_text(f"{tile} b").removeprefix("size "))
        assert size == pytest.approx(np.linalg.norm(values.ravel()), rel=5e-3)


def test_a_digit_is_multiplied_by_the_weights_of_a_unit(open_page: OpenPage, server: str) -> None:
    page = open_page("?model=mlp&image=digit5&guide=2")
    wait_step(page, 2)
    run = Run(server, "mlp", "digit5")
    unit = int(query(page)["channel"])
    assert unit == int(np.abs(run.maps("fc1")).argmax())
    weights = run.weights("fc1")[unit].reshape(28, 28)
    pixels = run.maps("input")[0]
    for at, values in enumerate((pixels, weights, pixels * weights), 1):
        tile = f".guide-map:nth-of-type({at})"
        reach = float(f"{np.abs(values).max():.4g}")
        assert_signed(run.api, canvas(page, f"{tile} canvas"), values, reach)
        expect(page.locator(f"{tile} .scale")).to_contain_text("±")


def test_what_is_said_of_each_moved_picture_stands_below_it(
    open_page: OpenPage, server: str
) -> None:
    page = open_page("?model=mlp&image=digit5&guide=3")
    wait_step(page, 3)
    (step,) = (s for s in lens(server, "mlp", "digit5")["steps"] if s["id"] == "moved")
    expect(figure(page).get_by_role("img")).to_have_count(len(step["figure"]["pictures"]))
    expect(figure(page).locator("tbody tr")).to_have_count(len(step["figure"]["rows"]))
    for row, told in zip(
        figure(page).locator("tbody tr").all(), step["figure"]["rows"], strict=True
    ):
        expect(row.locator("th, td")).to_have_text([told["name"], *told["words"]])


def test_another_photo_has_other_numbers(open_page: OpenPage, server: str) -> None:
    page = open_page("?model=resnet_mini&image=cat&guide=3")
    wait_step(page, 3)
    forget_painted(page)
    page.click('[data-image="rocket"]')
    steps = lens(server, "resnet_mini", "rocket")["steps"]
    expect(page.locator("[data-guide-text]")).to_have_text(steps[2]["text"])
    wait_step(page, 3)
    expect(figure(page)).to_contain_text(steps[2]["figure"]["label"])


def test_the_answer_without_each_block(open_page: OpenPage, server: str) -> None:
    page = open_page("?model=resnet_mini&image=cat&guide=3")
    wait_step(page, 3)
    run = Run(server, "resnet_mini", "cat")
    whole = run.api.run("cat", "resnet_mini")["predictions"]
    blocks = [f"block{stage}.{block}.add" for stage in (1, 2, 3) for block in (0, 1)]
    answers = [run.api.get(f"/runs/{run.id}/without/{block}") for block in blocks]
    index = whole[0]["index"]
    shown = figure(page).locator(".columns li b").all_inner_texts()
    shares = [whole[0]["probability"], *(each["probabilities"][index] for each in answers)]
    assert [number(each.rstrip("%")) for each in shown] == pytest.approx(
        [100 * share for share in shares], abs=0.51
    )
    same = sum(each["predictions"][0]["index"] == index for each in answers)
    expect(figure(page)).to_contain_text(f"stays cat without {same} of 6 blocks")
    figure(page).get_by_role("button", name=re.compile("block2.0")).click()
    assert query(page)["layer"] == "block2.0.add"
    pairs = figure(page).locator(".pairs li")
    expect(pairs).to_have_count(5)
    first = [number(each.rstrip("%")) for each in pairs.first.locator("b").all_inner_texts()]
    without = answers[blocks.index("block2.0.add")]["probabilities"][index]
    assert first == pytest.approx([100 * whole[0]["probability"], 100 * without], abs=0.51)


def test_two_accounts_side_by_side(open_page: OpenPage, server: str) -> None:
    page = open_page("?model=googlenet_mini&guide=3")
    wait_step(page, 3)
    api = Api(server)
    models = ["googlenet_mini", "alexnet_mini", "torchvision:googlenet", "torchvision:alexnet"]
    accounts = [api.get(f"/models/{model}/ledger") for model in models]
    labels = [
        bar.get_attribute("aria-label") or "" for bar in figure(page).locator(".ledger-bar").all()
    ]
    for account, label in zip(accounts, labels, strict=True):
        linear = sum(e["parameters"] for e in account["entries"] if e["kind"] == "linear")
        share = round(100 * linear / account["parameters"])
        assert re.search(rf"fully connected .* \(<?{max(share, 1)}%\)", label)
    widths = (
        figure(page)
        .locator(".ledger-bar")
        .evaluate_all(
            """bars => bars.map(bar => [...bar.children]
            .reduce((sum, part) => sum + part.getBoundingClientRect().width, 0))"""
        )
    )
    expected = accounts[2]["parameters"] / accounts[3]["parameters"]
    assert widths[2] / widths[3] == pytest.approx(expected, abs=0.01)


def test_maps_in_the_colours_of_their_origins(open_page: OpenPage, server: str) -> None:
    page = open_page("?model=densenet_mini&guide=1")
    wait_step(page, 1)
    (step,) = (s for s in lens(server, "densenet_mini", "cat")["steps"] if s["id"] == "origins")
    items = figure(page).locator(".swatches li").all_inner_texts()
    expected = [(part["layer"], part["first"], part["last"]) for part in step["figure"]["parts"]]
    read = [re.split(r"\s+", item.strip()) for item in items]
    assert [(name, int(first), int(last)) for name, first, _, last in read] == expected
    page.wait_for_function(  # it is drawn as wide as its place, which is known a frame later
        "() => document.querySelector('[data-guide-figure] canvas').style.width !== ''"
    )
    colours = underlines(page, 144)
    for _, first, last in expected:
        assert len({tuple(colour) for colour in colours[first : last + 1]}) == 1
    assert len({tuple(colours[first]) for _, first, _ in expected}) == len(expected)
    figure(page).locator("canvas").click(position={"x": 23 + 10, "y": 10})
    page.wait_for_function("() => new URL(location).searchParams.get('channel') === '1'")


def underlines(page: Page, count: int) -> list[list[int]]:
    """The colour of the line below each of the small maps."""
    pixels = canvas(page, "[data-guide-figure] canvas")
    columns = (pixels.shape[1] + 3) // 23
    places = [(at // columns * 26 + 21, at % columns * 23 + 10) for at in range(count)]
    return [pixels[y, x].tolist() for y, x in places]


def test_the_gate_says_the_number_of_each_channel(open_page: OpenPage, server: str) -> None:
    page = open_page("?model=efficientnet_mini_b1&guide=3")
    wait_step(page, 3)
    (step,) = (s for s in lens(server, "efficientnet_mini_b1", "cat")["steps"] if s["id"] == "gate")
    values = np.array(step["figure"]["values"])
    slider = page.get_by_role("slider", name="Channels by their factor")
    slider.focus()
    page.keyboard.press("Home")
    best = int(values.argmax())
    expect(figure(page)).to_contain_text(f"channel {best}: × {values[best]:.3f}")
    page.keyboard.press("ArrowRight")
    second = int(np.argsort(-values)[1])
    expect(figure(page)).to_contain_text(f"channel {second}: × {values[second]:.3f}")
    page.keyboard.press("Enter")
    assert query(page)["channel"] == str(second)
    assert query(page)["guide"] == "3"


def test_the_guide_in_korean(open_page: OpenPage) -> None:
    page = open_page("?model=resnet_mini&guide=3", locale="ko-KR")
    wait_step(page, 3)
    expect(page.locator("[data-guide-title]")).to_have_text("블록 하나를 빼 보기")
    expect(figure(page)).to_contain_text(re.compile(r"그중 \d개는 빠져도 답이 그대로"))
    page.get_by_role("button", name="이전", exact=True).click()
    expect(page.locator("[data-guide-title]")).to_have_text("블록마다 얼마나 더하는지")


def test_on_a_phone_the_guide_stands_above_the_layer(open_page: OpenPage) -> None:
    page = open_page("?model=alexnet_mini", **PHONE)
    page.click(".glance [data-guide-open]:enabled")
    wait_step(page, 1)
    below = page.evaluate(
        """() => document.querySelector(".layer-pane").getBoundingClientRect().top
            - document.querySelector("[data-guide]").getBoundingClientRect().bottom"""
    )
    assert below >= -1
    page.get_by_role("button", name="Next", exact=True).click()
    wait_step(page, 2)
    expect(page.locator("[data-layer-name]")).to_be_visible()
    page.get_by_role("button", name="Close the guide").click()
    expect(page.locator("[data-guide]")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
