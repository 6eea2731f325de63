"""One number, explained: what the panel says, against numpy on the API's arrays."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.explore import query, wait_complete
from tests.browser.unfolding import (
    Run,
    exact_numbers,
    go_to,
    number,
    numbers,
)

RESNET = "?image=cat&model=resnet_mini"
LENET = "?image=digit5&model=lenet5"
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


def test_a_convolutions_number_down_to_its_products(cat: Page, server: str) -> None:
    go_to(cat, f"{RESNET}&layer={CONV}&channel=3&cell=7,8&unfold=1")
    run = Run(server, "resnet_mini", "cat")
    maps, kernels = run.maps("pool").astype(float), run.weights(CONV)[3].astype(float)
    patches = maps[:, 6:9, 7:10]
    totals = (patches * kernels).sum(axis=(1, 2))
    assert np.float32(head(cat)) == run.maps(CONV)[3, 7, 8]
    assert worked_out(cat) == pytest.approx(totals.sum(), rel=1e-8)
    order = np.argsort(-np.abs(totals))
    assert cat.locator("[data-choose]").count() == 12
    assert numbers(cat, "[data-choose] .term-name") == order[:12].tolist()
    expected = [*totals[order[:12]], totals[order[12:]].sum(), totals.sum()]
    assert amounts(cat) == pytest.approx(expected, rel=1e-8)
    strongest = order[0]
    assert np.array_equal(matrix(cat, "patch").astype(np.float32), patches[strongest])
    assert np.array_equal(matrix(cat, "kernel").astype(np.float32), kernels[strongest])
    products = patches[strongest] * kernels[strongest]
    assert matrix(cat, "products") == pytest.approx(products, rel=1e-8)
    assert number(cat.inner_text(".product-total b")) == pytest.approx(totals[strongest], rel=1e-8)


def test_any_input_channel_can_be_looked_at(cat: Page, server: str) -> None:
    """Also one that is not among the largest here: the page works it out from map and kernel."""
    run = Run(server, "resnet_mini", "cat")
    maps, kernels = run.maps("pool").astype(float), run.weights(CONV)[3].astype(float)
    patches = np.pad(maps, ((0, 0), (1, 1), (1, 1)))[:, 0:3, 5:8]
    weakest = int(np.argmin(np.abs((patches * kernels).sum(axis=(1, 2)))))
    go_to(cat, f"{RESNET}&layer={CONV}&channel=3&cell=0,5&unfold=1&all=1&part={weakest}")
    assert np.array_equal(matrix(cat, "patch"), patches[weakest])
    assert matrix(cat, "products") == pytest.approx(patches[weakest] * kernels[weakest], rel=1e-8)
    assert cat.locator('table[aria-label="patch"] .padding').count() == 3
    cat.locator("[data-choose]").nth(4).click()
    chosen = cat.locator("[data-choose][aria-current]")
    assert query(cat)["part"] == chosen.get_attribute("data-choose")


def test_the_numbers_follow_pointer_and_keys(cat: Page, server: str) -> None:
    go_to(cat, f"{RESNET}&layer={CONV}&channel=3&cell=7,8&unfold=1")
    values = Run(server, "resnet_mini", "cat").maps(CONV)[3]
    cat.hover("[data-unfold-map]", position={"x": 3 * 14 + 7, "y": 11 * 14 + 7})
    expect(cat.locator("[data-number-head]")).to_contain_text("row 11, column 3")
    assert np.float32(head(cat)) == values[11, 3]
    cat.wait_for_function(
        """value => Math.abs(Number(document.querySelector("[data-number-check] dd")
            .textContent.replace("−", "-")) - value) < 1e-4""",
        arg=float(values[11, 3]),
    )
    cat.mouse.move(5, 5)
    cat.focus("[data-unfold-map]")
    cat.keyboard.press("ArrowUp")
    expect(cat.locator("[data-number-says]")).to_contain_text("row 6, column 8")
    assert query(cat)["cell"] == "6,8"
    assert np.float32(head(cat)) == values[6, 8]


def test_a_bias_is_a_term_of_the_sum(digit: Page, server: str) -> None:
    go_to(digit, f"{LENET}&layer=conv1&channel=2&cell=8,10&unfold=1")
    run = Run(server, "lenet5", "digit5")
    bias = float(np.float32(run.weight_figures("conv1")["vectors"]["bias"][2]))
    patch = np.pad(run.maps("input")[0].astype(float), 2)[8:13, 10:15]
    product = (patch * run.weights("conv1")[2, 0].astype(float)).sum()
    assert amounts(digit) == pytest.approx([product, bias, product + bias], rel=1e-7)


def test_a_maximum_and_its_winner(cat: Page, server: str) -> None:
    go_to(cat, f"{RESNET}&layer=pool&channel=3&cell=6,8&unfold=1")
    window = Run(server, "resnet_mini", "cat").maps("relu")[3, 12:14, 16:18]
    shown = matrix(cat, "The values in the window")
    assert np.array_equal(shown.astype(np.float32), window)
    assert np.float32(exact_numbers(cat, ".matrix .winner")[0]) == window.max()
    row, column = np.unravel_index(window.argmax(), window.shape)
    expect(cat.locator(".calculation")).to_contain_text(f"row {12 + row}, column {16 + column}")


def test_a_mean_over_a_whole_map(cat: Page, server: str) -> None:
    go_to(cat, f"{RESNET}&layer=avgpool&channel=3&unfold=1")
    map_ = Run(server, "resnet_mini", "cat").maps("block3.1.relu2")[3].astype(float)
    assert results(cat) == pytest.approx([map_.sum(), map_.mean()], rel=1e-8)


def test_a_normalisation_with_its_four_numbers(cat: Page, server: str) -> None:
    go_to(cat, f"{RESNET}&layer=bn1&channel=3&cell=12,13&unfold=1")
    run = Run(server, "resnet_mini", "cat")
    figures = run.weight_figures("bn1")
    bias, mean, variance = (
        figures["vectors"][name][3] for name in ("bias", "running_mean", "running_var")
    )
    value, weight = float(run.maps("conv1")[3, 12, 13]), figures["weight"][3]
    normalised = (value - mean) / np.sqrt(variance + 1e-5)
    expected = [value, value - mean, normalised, normalised * weight, normalised * weight + bias]
    assert results(cat) == pytest.approx(expected, rel=1e-6)


def test_an_activation_is_a_point_on_its_curve(digit: Page, server: str) -> None:
    go_to(digit, f"{LENET}&layer=sigmoid1&channel=2&cell=8,14&unfold=1")
    value = float(Run(server, "lenet5", "digit5").maps("conv1")[2, 8, 14])
    assert results(digit) == pytest.approx([value, 1 / (1 + np.exp(-value))], rel=1e-8)
    points = digit.get_attribute(".curve polyline", "points") or ""
    curve = np.array([[float(part) for part in point.split(",")] for point in points.split()])
    dot = digit.locator(".curve circle")
    x, y = (float(dot.get_attribute(name) or "nan") for name in ("cx", "cy"))
    assert y == pytest.approx(np.interp(x, *curve.T), abs=3)


def test_an_addition_names_its_terms_and_their_layers(cat: Page, server: str) -> None:
    go_to(cat, f"{RESNET}&layer=block2.0.add&channel=3&cell=2,3&unfold=1")
    run = Run(server, "resnet_mini", "cat")
    terms = [run.maps(name)[3, 2, 3] for name in ("block2.0.bn2", "block2.0.shortcut.bn")]
    assert results(cat)[:2] == pytest.approx(terms, rel=1e-7)
    assert results(cat)[2] == pytest.approx(float(sum(map(float, terms))), rel=1e-7)
    cat.get_by_role("table").get_by_role("link", name="block2.0.shortcut.bn 3").click()
    expect(cat.locator("[data-unfold-title]")).to_contain_text("block2.0.shortcut.bn")
    assert query(cat)["cell"] == "2,3"


def test_a_fully_connected_layer_with_its_largest_products(digit: Page, server: str) -> None:
    go_to(digit, f"{LENET}&layer=fc1&channel=20&unfold=1")
    run = Run(server, "lenet5", "digit5")
    products = run.maps("flatten").astype(float) * run.weights("fc1")[20].astype(float)
    order = np.argsort(-np.abs(products))
    assert numbers(digit, ".terms .term-name a") == order[:12].tolist()
    bias = run.weight_figures("fc1")["vectors"]["bias"][20]
    expected = [
        *products[order[:12]], products[order[12:]].sum(), bias, products.sum() + bias
    ]  # fmt: skip
    assert amounts(digit) == pytest.approx(expected, rel=1e-7)


def test_a_probability_from_the_logits(cat: Page, server: str) -> None:
    go_to(cat, f"{RESNET}&layer=softmax&channel=3&unfold=1")
    logits = Run(server, "resnet_mini", "cat").maps("fc").astype(float)
    shares = np.exp(logits) / np.exp(logits).sum()
    assert results(cat)[-1] == pytest.approx(shares[3], rel=1e-8)
    first = cat.locator(".logits tr").nth(1)
    expect(first).to_have_text(f"cat{logits[3]:.2f}1.00{shares[3] * 100:.2f}%")


def test_a_moved_number_says_where_it_is_from(digit: Page, server: str) -> None:
    go_to(digit, f"{LENET}&layer=flatten&channel=107&unfold=1")
    pooled = Run(server, "lenet5", "digit5").maps("pool2")
    channel, row, column = np.unravel_index(107, pooled.shape)
    expect(digit.locator(".calculation")).to_contain_text(f"pool2 {channel}")
    expect(digit.locator(".calculation")).to_contain_text(f"row {row}, column {column}")
    assert np.float32(results(digit)[0]) == pooled[channel, row, column]


def test_a_number_of_the_input_from_the_level_of_the_photo(cat: Page, server: str) -> None:
    go_to(cat, f"{RESNET}&layer=input&channel=1&cell=4,5&unfold=1")
    level, share, _, own = results(cat)
    assert share == pytest.approx(level / 255, rel=1e-8)
    assert own == pytest.approx(float(Run(server, "resnet_mini", "cat").maps("input")[1, 4, 5]))


def test_a_cell_outside_is_said(open_page: OpenPage) -> None:
    page = open_page(f"{RESNET}&layer={CONV}&channel=3&cell=99,3")
    wait_complete(page)
    problem = page.locator("[data-problem=map]")
    expect(problem).to_contain_text("no cell 99,3: its rows are 0 to 15")
    page.click("[data-map-canvas]", position={"x": 30, "y": 30})
    expect(problem).to_be_hidden()
