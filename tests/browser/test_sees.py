"""What a number sees: its field on the photo and on every layer, and what of it matters."""

from __future__ import annotations

import base64
import io
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.explore import query, wait_complete
from tests.browser.unfolding import Run, wait_unfolded

LAYER, CELL = "block2.1.conv1", (5, 2)
QUERY = f"?image=cat&model=resnet_mini&layer={LAYER}&channel=7&cell=5,2"
PHOTO = "document.querySelector('[data-sees-photo]').toDataURL()"


def box(element: Locator) -> list[float]:
    """Left, top, width and height in hundredths of what an outline lies on."""
    found = element.evaluate(
        "({style}) => [style.left, style.top, style.width, style.height].map(parseFloat)"
    )
    return [float(each) for each in found]


def expected(patch: dict[str, Any], shape: list[int]) -> list[float]:
    (top, bottom), (left, right) = patch["rows"], patch["columns"]
    height, width = shape[-2:]
    parts = [left / width, top / height, (right - left + 1) / width, (bottom - top + 1) / height]
    return [100 * part for part in parts]


def alpha(page: Page, selector: str) -> np.ndarray:
    url: str = page.eval_on_selector(selector, "canvas => canvas.toDataURL('image/png')")
    picture = Image.open(io.BytesIO(base64.b64decode(url.split(",", 1)[1])))
    return np.asarray(picture.convert("RGBA"))[..., 3]


def test_the_field_is_framed_on_the_photo_and_on_every_layer(
    open_page: OpenPage, server: str
) -> None:
    page = open_page(f"{QUERY}&unfold=1")
    wait_unfolded(page)
    run = Run(server, "resnet_mini", "cat")
    field = run.cell(LAYER, 7, *CELL)["field"]
    shapes = {each["name"]: each["shape"] for each in run.api.get(f"/runs/{run.id}")["layers"]}
    assert box(page.locator("[data-sees-field]")) == pytest.approx(
        expected(field["input"], [32, 32]), abs=1e-3
    )
    on_the_way = page.locator("[data-path-layer]").all()
    names = [each.get_attribute("data-path-layer") for each in on_the_way]
    assert names == [each["layer"] for each in reversed(field["layers"])]
    for item, patch in zip(on_the_way, reversed(field["layers"]), strict=True):
        shape = shapes[patch["layer"]]
        assert box(item.locator(".path-field")) == pytest.approx(expected(patch, shape), abs=1e-3)
    tall, wide = (last - first + 1 for first, last in field["input"].values())
    expect(page.locator("[data-sees-words]")).to_have_text(
        f"It sees {tall}×{wide} of 32×32 pixels."
    )


def test_it_moves_with_the_pointer_and_opens_what_is_pointed_at(
    open_page: OpenPage, server: str
) -> None:
    page = open_page(f"{QUERY}&unfold=1")
    wait_unfolded(page)
    page.hover("[data-unfold-map]", position={"x": 7 * 28 + 5, "y": 5})
    field = Run(server, "resnet_mini", "cat").cell(LAYER, 7, 0, 7)["field"]
    left = expected(field["input"], [32, 32])[0]
    page.wait_for_function(
        """left => Math.abs(parseFloat(document.querySelector("[data-sees-field]").style.left)
            - left) < 0.01""",
        arg=left,
    )
    page.click('[data-path-layer="conv1"] a')
    expect(page.locator("[data-unfold-title]")).to_contain_text("conv1")
    assert query(page)["unfold"] == "1"


@pytest.mark.parametrize(
    ("state", "photo", "canvas"),
    [("&unfold=1", "sees", "[data-sees-effective]"), ("", "overlay", "[data-overlay-map]")],
)
def test_what_moves_the_value_lies_over_the_photo(
    open_page: OpenPage, server: str, state: str, photo: str, canvas: str
) -> None:
    page = open_page(f"{QUERY}{state}")
    wait_complete(page)
    page.locator("[data-effective]:visible").check()
    assert query(page)["effective"] == "1"
    legend = page.locator(f"[data-{photo}-legend]")
    expect(legend).to_contain_text("0")
    field = Run(server, "resnet_mini", "cat").field(LAYER, 7, *CELL)
    strength = np.kron(np.rint(field / field.max() * 255), np.ones((7, 7)))
    assert np.abs(alpha(page, canvas) - strength).max() <= 1
    expect(legend).to_contain_text(f"{field.max():.3g}"[:4])
    page.locator("[data-effective]:visible").uncheck()
    expect(legend).to_be_empty()


@pytest.mark.parametrize(("state", "photo"), [("&unfold=1", "sees"), ("", "overlay")])
def test_of_a_value_that_no_pixel_moves_that_is_said(
    open_page: OpenPage, server: str, state: str, photo: str
) -> None:
    channel, y, x = np.argwhere(Run(server, "resnet_mini", "cat").maps("block1.0.relu1") == 0)[0]
    address = f"?image=cat&model=resnet_mini&layer=block1.0.relu1&channel={channel}&cell={y},{x}"
    page = open_page(f"{address}&effective=1{state}")
    legend = page.locator(f"[data-{photo}-legend]")
    expect(legend).to_have_text(
        "The gradient is zero: a small change of any pixel leaves this value as it is."
    )


def test_a_layer_without_rows_and_columns_sees_all(open_page: OpenPage) -> None:
    page = open_page("?image=digit5&model=lenet5&layer=fc2&channel=3&unfold=1")
    wait_unfolded(page)
    expect(page.locator("[data-sees-words]")).to_have_text("It sees all 28×28 pixels of the input.")


def test_the_photo_below_the_field_is_the_one_that_was_run(open_page: OpenPage) -> None:
    page = open_page(f"{QUERY}&unfold=1")
    wait_unfolded(page)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/images/rocket?size=640", hold)
    page.click("[data-thumbs] [data-image=rocket]")
    page.wait_for_function("() => new URL(location.href).searchParams.get('image') === 'rocket'")
    expect(page.locator("#workspace")).not_to_have_attribute("data-stale", "")
    assert alpha(page, "[data-sees-photo]").max() == 0
    blank = page.evaluate(PHOTO)
    held[0].continue_()
    page.wait_for_function(f"blank => {PHOTO} !== blank", arg=blank)
    assert alpha(page, "[data-sees-photo]").min() == 255
