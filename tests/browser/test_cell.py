"""One number, explained: what the panel says, against numpy on the API's arrays."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.explore import query, wait_complete
from tests.browser.unfolding import Run, exact_numbers, number, numbers, wait_unfolded

RESNET = "?image=cat&model=resnet_mini"
CONV = "block1.0.conv1"


def head(page: Page) -> float:
    return number(page.inner_text("[data-number-head] strong"))


def worked_out(page: Page) -> float:
    return number(page.inner_text("[data-number-check] dd >> nth=0"))


def results(page: Page) -> list[float]:
    """The last column of a calculation."""
    return numbers(page, ".calculation .result")


def matrix(page: Page, name: str) -> np.ndarray:
    values = exact_numbers(page, f'table[aria-label="{name}"] td')
    side = round(len(values) ** 0.5)
    return np.array(values).reshape(side, side)


def amounts(page: Page) -> list[float]:
    return exact_numbers(page, ".term .term-amount")


def test_a_convolutions_number_down_to_its_products(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{RESNET}&layer={CONV}&channel=3&cell=7,8&unfold=1")
    wait_unfolded(page)
    run = Run(server, "resnet_mini", "cat")
    maps, kernels = run.maps("pool").astype(float), run.weights(CONV)[3].astype(float)
    patches = maps[:, 6:9, 7:10]
    totals = (patches * kernels).sum(axis=(1, 2))
    assert np.float32(head(page)) == run.maps(CONV)[3, 7, 8]
    assert worked_out(page) == pytest.approx(totals.sum(), rel=1e-8)
    order = np.argsort(-np.abs(totals))
    assert page.locator("[data-choose]").count() == 12
    assert numbers(page, "[data-choose] .term-name") == order[:12].tolist()
    expected = [*totals[order[:12]], totals[order[12:]].sum(), totals.sum()]
    assert amounts(page) == pytest.approx(expected, rel=1e-8)
    strongest = order[0]
    assert np.array_equal(matrix(page, "patch").astype(np.float32), patches[strongest])
    assert np.array_equal(matrix(page, "kernel").astype(np.float32), kernels[strongest])
    products = patches[strongest] * kernels[strongest]
    assert matrix(page, "products") == pytest.approx(products, rel=1e-8)
    assert number(page.inner_text(".product-total b")) == pytest.approx(totals[strongest], rel=1e-8)


def test_any_input_channel_can_be_looked_at(open_page: OpenPage, server: str) -> None:
    """Also one that is not among the largest here: the page works it out from map and kernel."""
    run = Run(server, "resnet_mini", "cat")
    maps, kernels = run.maps("pool").astype(float), run.weights(CONV)[3].astype(float)
    patches = np.pad(maps, ((0, 0), (1, 1), (1, 1)))[:, 0:3, 5:8]
    weakest = int(np.argmin(np.abs((patches * kernels).sum(axis=(1, 2)))))
    page = open_page(f"{RESNET}&layer={CONV}&channel=3&cell=0,5&unfold=1&all=1&part={weakest}")
    wait_unfolded(page)
    assert np.array_equal(matrix(page, "patch"), patches[weakest])
    assert matrix(page, "products") == pytest.approx(patches[weakest] * kernels[weakest], rel=1e-8)
    assert page.locator('table[aria-label="patch"] .padding').count() == 3
    page.locator("[data-choose]").nth(4).click()
    chosen = page.locator("[data-choose][aria-current]")
    assert query(page)["part"] == chosen.get_attribute("data-choose")


def test_the_numbers_follow_pointer_and_keys(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{RESNET}&layer={CONV}&channel=3&cell=7,8&unfold=1")
    wait_unfolded(page)
    values = Run(server, "resnet_mini", "cat").maps(CONV)[3]
    page.hover("[data-unfold-map]", position={"x": 3 * 14 + 7, "y": 11 * 14 + 7})
    expect(page.locator("[data-number-head]")).to_contain_text("row 11, column 3")
    assert np.float32(head(page)) == values[11, 3]
    page.wait_for_function(
        """value => Math.abs(Number(document.querySelector("[data-number-check] dd")
            .textContent.replace("−", "-")) - value) < 1e-4""",
        arg=float(values[11, 3]),
    )
    page.mouse.move(5, 5)
    page.focus("[data-unfold-map]")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-number-says]")).to_contain_text("row 6, column 8")
    assert query(page)["cell"] == "6,8"
    assert np.float32(head(page)) == values[6, 8]


def test_a_bias_is_a_term_of_the_sum(open_page: OpenPage, server: str) -> None:
    page = open_page("?image=digit5&model=lenet5&layer=conv1&channel=2&cell=8,10&unfold=1")
    wait_unfolded(page)
    run = Run(server, "lenet5", "digit5")
    bias = float(np.float32(run.weight_figures("conv1")["vectors"]["bias"][2]))
    patch = np.pad(run.maps("input")[0].astype(float), 2)[8:13, 10:15]
    product = (patch * run.weights("conv1")[2, 0].astype(float)).sum()
    assert amounts(page) == pytest.approx([product, bias, product + bias], rel=1e-7)


def test_a_maximum_and_its_winner(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{RESNET}&layer=pool&channel=3&cell=6,8&unfold=1")
    wait_unfolded(page)
    window = Run(server, "resnet_mini", "cat").maps("relu")[3, 12:14, 16:18]
    shown = matrix(page, "The values in the window")
    assert np.array_equal(shown.astype(np.float32), window)
    assert np.float32(exact_numbers(page, ".matrix .winner")[0]) == window.max()
    row, column = np.unravel_index(window.argmax(), window.shape)
    expect(page.locator(".calculation")).to_contain_text(f"row {12 + row}, column {16 + column}")


def test_a_mean_over_a_whole_map(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{RESNET}&layer=avgpool&channel=3&unfold=1")
    wait_unfolded(page)
    map_ = Run(server, "resnet_mini", "cat").maps("block3.1.relu2")[3].astype(float)
    assert results(page) == pytest.approx([map_.sum(), map_.mean()], rel=1e-8)


def test_a_normalisation_with_its_four_numbers(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{RESNET}&layer=bn1&channel=3&cell=12,13&unfold=1")
    wait_unfolded(page)
    run = Run(server, "resnet_mini", "cat")
    figures = run.weight_figures("bn1")
    bias, mean, variance = (
        figures["vectors"][name][3] for name in ("bias", "running_mean", "running_var")
    )
    value, weight = float(run.maps("conv1")[3, 12, 13]), figures["weight"][3]
    normalised = (value - mean) / np.sqrt(variance + 1e-5)
    expected = [value, value - mean, normalised, normalised * weight, normalised * weight + bias]
    assert results(page) == pytest.approx(expected, rel=1e-6)


def test_an_activation_is_a_point_on_its_curve(open_page: OpenPage, server: str) -> None:
    page = open_page("?image=digit5&model=lenet5&layer=sigmoid1&channel=2&cell=8,14&unfold=1")
    wait_unfolded(page)
    value = float(Run(server, "lenet5", "digit5").maps("conv1")[2, 8, 14])
    assert results(page) == pytest.approx([value, 1 / (1 + np.exp(-value))], rel=1e-8)
    points = page.get_attribute(".curve polyline", "points") or ""
    curve = np.array([[float(part) for part in point.split(",")] for point in points.split()])
    dot = page.locator(".curve circle")
    x, y = (float(dot.get_attribute(name) or "nan") for name in ("cx", "cy"))
    assert y == pytest.approx(np.interp(x, *curve.T), abs=3)


def test_an_addition_names_its_terms_and_their_layers(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{RESNET}&layer=block2.0.add&channel=3&cell=2,3&unfold=1")
    wait_unfolded(page)
    run = Run(server, "resnet_mini", "cat")
    terms = [run.maps(name)[3, 2, 3] for name in ("block2.0.bn2", "block2.0.shortcut.bn")]
    assert results(page)[:2] == pytest.approx(terms, rel=1e-7)
    assert results(page)[2] == pytest.approx(float(sum(map(float, terms))), rel=1e-7)
    page.get_by_role("table").get_by_role("link", name="block2.0.shortcut.bn 3").click()
    expect(page.locator("[data-unfold-title]")).to_contain_text("block2.0.shortcut.bn")
    assert query(page)["cell"] == "2,3"


def test_a_fully_connected_layer_with_its_largest_products(
    open_page: OpenPage, server: str
) -> None:
    page = open_page("?image=digit5&model=lenet5&layer=fc1&channel=20&unfold=1")
    wait_unfolded(page)
    run = Run(server, "lenet5", "digit5")
    products = run.maps("flatten").astype(float) * run.weights("fc1")[20].astype(float)
    order = np.argsort(-np.abs(products))
    assert numbers(page, ".terms .term-name a") == order[:12].tolist()
    bias = run.weight_figures("fc1")["vectors"]["bias"][20]
    expected = [
        *products[order[:12]], products[order[12:]].sum(), bias, products.sum() + bias
    ]  # fmt: skip
    assert amounts(page) == pytest.approx(expected, rel=1e-7)


def test_a_probability_from_the_logits(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{RESNET}&layer=softmax&channel=3&unfold=1")
    wait_unfolded(page)
    logits = Run(server, "resnet_mini", "cat").maps("fc").astype(float)
    shares = np.exp(logits) / np.exp(logits).sum()
    assert results(page)[-1] == pytest.approx(shares[3], rel=1e-8)
    first = page.locator(".logits tr").nth(1)
    expect(first).to_have_text(f"cat{logits[3]:.2f}1.00{shares[3] * 100:.2f}%")


def test_a_moved_number_says_where_it_is_from(open_page: OpenPage, server: str) -> None:
    page = open_page("?image=digit5&model=lenet5&layer=flatten&channel=107&unfold=1")
    wait_unfolded(page)
    pooled = Run(server, "lenet5", "digit5").maps("pool2")
    channel, row, column = np.unravel_index(107, pooled.shape)
    expect(page.locator(".calculation")).to_contain_text(f"pool2 {channel}")
    expect(page.locator(".calculation")).to_contain_text(f"row {row}, column {column}")
    assert np.float32(results(page)[0]) == pooled[channel, row, column]


def test_a_number_of_the_input_from_the_level_of_the_photo(
    open_page: OpenPage, server: str
) -> None:
    page = open_page(f"{RESNET}&layer=input&channel=1&cell=4,5&unfold=1")
    wait_unfolded(page)
    level, share, _, own = results(page)
    assert share == pytest.approx(level / 255, rel=1e-8)
    assert own == pytest.approx(float(Run(server, "resnet_mini", "cat").maps("input")[1, 4, 5]))


def test_a_cell_outside_is_said(open_page: OpenPage) -> None:
    page = open_page(f"{RESNET}&layer={CONV}&channel=3&cell=99,3")
    wait_complete(page)
    problem = page.locator("[data-problem=map]")
    expect(problem).to_contain_text("no cell 99,3: its rows are 0 to 15")
    page.click("[data-map-canvas]", position={"x": 30, "y": 30})
    expect(problem).to_be_hidden()
