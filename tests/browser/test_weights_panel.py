"""What a layer has learned, in place of its maps: pictures and numbers, against the API."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.explore import canvas, query, wait_coloured, wait_complete
from tests.browser.reference import Floats, assert_coloured, index, strongest
from tests.browser.unfolding import Run, number

RESNET = "?image=cat&model=resnet_mini"


def tile(channel: int, what: str) -> str:
    return f'.tile[data-channel="{channel}"] [data-{what}]'


def wait_drawn(page: Page, channel: int) -> None:
    """Wait until the tile of a channel is in sight and drawn."""
    wait_coloured(page)
    page.wait_for_selector(f'.tile[data-channel="{channel}"]')
    page.locator(f'.tile[data-channel="{channel}"]').scroll_into_view_if_needed()
    page.wait_for_function(
        """selector => document.querySelector(selector).width !== 300""",
        arg=tile(channel, "kernels"),
    )


def mosaic(kernels: Floats, columns: int) -> tuple[Floats, np.ndarray]:
    """Kernels (I, kh, kw) side by side with gaps of one, and where there is a weight."""
    count, height, width = kernels.shape
    rows = -(-count // columns)
    whole = np.zeros((rows * (height + 1) - 1, columns * (width + 1) - 1), np.float32)
    there = np.zeros(whole.shape, bool)
    for at, kernel in enumerate(kernels):
        top, left = at // columns * (height + 1), at % columns * (width + 1)
        whole[top : top + height, left : left + width] = kernel
        there[top : top + height, left : left + width] = True
    return whole, there


def test_kernels_over_colours_are_pictures_in_colour(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{RESNET}&layer=conv1&channel=3")
    wait_complete(page)
    page.get_by_text("Weights", exact=True).click()
    assert query(page)["pane"] == "weights"
    expect(page.locator("[data-grid]")).to_be_hidden()
    run = Run(server, "resnet_mini", "cat")
    weights = run.weights("conv1")
    reach = float(np.abs(weights).max())
    for channel in (3, 28):
        wait_drawn(page, channel)
        expected = np.rint((weights[channel] / reach + 1) * 127.5).transpose(1, 2, 0)
        shown = canvas(page, tile(channel, "kernels")).astype(int)
        assert np.abs(shown - expected).max() <= 1


def test_other_kernels_are_signed_about_zero(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{RESNET}&layer=block1.0.conv1&channel=5&pane=weights")
    wait_drawn(page, 5)
    run = Run(server, "resnet_mini", "cat")
    weights = run.weights("block1.0.conv1")
    reach = float(np.abs(weights).max())
    expected, there = mosaic(weights[5], columns=6)
    shown = canvas(page, tile(5, "kernels"))
    assert shown.shape[:2] == expected.shape
    palette = run.api.palette("diverging_light")
    assert_coloured(shown[there], palette, index(expected[there], -reach, reach))
    expect(page.locator("[data-weights-legend]")).to_have_text(f"±{reach:.3f}")


def test_each_kernel_stands_beside_the_map_that_it_makes(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{RESNET}&layer=block1.0.conv1&channel=5&pane=weights")
    wait_drawn(page, 5)
    run = Run(server, "resnet_mini", "cat")
    maps = run.maps("block1.0.conv1")
    channels = page.locator(".tile").evaluate_all("tiles => tiles.map(t => t.dataset.channel)")
    assert [int(channel) for channel in channels] == strongest(maps)
    reach = float(np.abs(maps).max())
    places = index(maps[5], -reach, reach)
    palette = run.api.palette("diverging_light")
    assert_coloured(canvas(page, tile(5, "made")), palette, places, slack=2)


def test_a_kernel_opens_its_map_by_click_and_by_key(open_page: OpenPage) -> None:
    page = open_page(f"{RESNET}&layer=block1.0.conv1&channel=5&pane=weights")
    wait_drawn(page, 5)
    first = page.locator(".tile").first
    channel = first.get_attribute("data-channel") or ""
    assert channel != "5"
    wait_drawn(page, int(channel))
    first.click()
    expect(page.locator("[data-map-title]")).to_contain_text(f"Channel {channel} of 32")
    expect(page.locator(".tile[aria-selected=true]")).to_have_attribute("data-channel", channel)
    page.focus("[data-kernels-list]")
    page.keyboard.press("ArrowRight")
    second = page.locator(".tile").nth(1).get_attribute("data-channel")
    assert query(page)["channel"] == second
    expect(page.locator("[data-kernels-list]")).to_have_attribute(
        "aria-activedescendant", f"kernel-{second}"
    )


def test_figures_of_the_weights(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{RESNET}&layer=block1.0.conv1&channel=5&pane=weights")
    wait_drawn(page, 5)
    weights = Run(server, "resnet_mini", "cat").weights("block1.0.conv1").astype(float)
    shape, minimum, mean, maximum, spread, _ = page.locator(
        "[data-weights-facts] b"
    ).all_inner_texts()
    assert shape == "32×32×3×3"
    found = [number(text) for text in (minimum, mean, maximum, spread)]
    expected = [weights.min(), weights.mean(), weights.max(), weights.std()]
    assert found == pytest.approx(expected, abs=6e-4)
    expect(page.locator("[data-weights-histogram] svg")).to_be_visible()


def test_a_normalisation_has_four_numbers_for_each_channel(
    open_page: OpenPage, server: str
) -> None:
    page = open_page(f"{RESNET}&layer=bn1&channel=3&pane=weights")
    row = page.locator('.vectors tr[data-channel="3"]')
    expect(row).to_have_attribute("aria-current", "")
    figures = Run(server, "resnet_mini", "cat").weight_figures("bn1")
    vectors = [figures["vectors"][name] for name in ("bias", "running_mean", "running_var")]
    shown = [np.float32(number(text)) for text in row.locator("td").all_inner_texts()]
    assert shown == [np.float32(vector[3]) for vector in (figures["weight"], *vectors)]


def test_a_fully_connected_layer_shows_its_weights_and_values(
    open_page: OpenPage, server: str
) -> None:
    page = open_page("?image=digit5&model=lenet5&layer=fc1&channel=2&pane=weights")
    wait_drawn(page, 2)
    run = Run(server, "lenet5", "digit5")
    weights = run.weights("fc1")
    reach = float(np.abs(weights).max())
    shown = canvas(page, tile(2, "kernels"))
    places = index(weights[2].reshape(20, 20), -reach, reach)
    assert_coloured(shown, run.api.palette("diverging_light"), places)
    value = page.inner_text('.tile[data-channel="2"] .tile-value')
    assert number(value) == pytest.approx(float(run.maps("fc1")[2]), rel=5e-3)


def test_a_layer_that_has_learned_nothing_says_so(open_page: OpenPage) -> None:
    page = open_page(f"{RESNET}&layer=relu&channel=3&pane=weights")
    page.wait_for_function(
        "() => document.querySelector('[data-weights-words]').textContent.includes('no weights')"
    )
    expect(page.locator(".tile")).to_have_count(0)
    expect(page.locator("[data-weights-figures]")).to_be_hidden()
