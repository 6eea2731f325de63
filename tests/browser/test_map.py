"""One map opened large: exact values under the pointer, its figures, and its place on the photo."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.explore import canvas, query, wait_complete
from tests.browser.reference import Api, assert_coloured, enlarge, index

SIDE = 224


def said(page: Page) -> tuple[float, str]:
    """The value that is shown, and where it is said to be."""
    words = page.inner_text("[data-cell-words]").replace("−", "-")
    value, place = words.split(maxsplit=1)
    return float(value), place


@pytest.mark.parametrize(("layer", "channel"), [("conv_stem", 3), ("blocks.2.1.add", 7)])
def test_the_value_under_the_pointer_is_the_networks(
    open_page: OpenPage, server: str, layer: str, channel: int
) -> None:
    page = open_page(f"?layer={layer}&channel={channel}")
    wait_complete(page)
    values = Api(server).values(layer)[channel]
    cell = SIDE // values.shape[0]
    for row, column in ((0, 0), (5, 17), (values.shape[0] - 1, values.shape[1] - 1)):
        at = {"x": column * cell + cell / 2, "y": row * cell + cell / 2}
        page.hover("[data-map-canvas]", position=at)
        value, place = said(page)
        assert np.float32(value) == values[row, column]
        assert place == f"row {row}, column {column}"


def test_the_neighbours_are_the_values_around(open_page: OpenPage, server: str) -> None:
    page = open_page("?layer=act1&channel=6&cell=37,52")
    wait_complete(page)
    values = Api(server).values("act1")[6]
    shown = page.locator("[data-neighbours] td").all_inner_texts()
    around = values[35:40, 50:55].ravel()
    assert len(shown) == len(around)
    for text, value in zip(shown, around, strict=True):
        assert float(text.replace("−", "-")) == pytest.approx(float(value), abs=0.006)
    expect(page.locator("[data-neighbours] .here")).to_have_text(shown[12])


def test_the_large_map_has_the_colours_of_the_values(open_page: OpenPage, server: str) -> None:
    page = open_page("?layer=blocks.3.0.conv_pw&channel=5")
    wait_complete(page)
    api = Api(server)
    values = api.values("blocks.3.0.conv_pw")
    reach = float(np.abs(values).max())
    drawn = enlarge(values[5], SIDE, SIDE)
    pixels = canvas(page, "[data-map-exact]")
    # At an exact half, float32 and float64 may round to either side.
    places = index(drawn, -reach, reach)
    assert_coloured(pixels, api.palette("diverging_light"), places, slack=1)


def test_while_a_map_is_awaited_name_and_number_are_of_the_one_before(
    open_page: OpenPage, server: str
) -> None:
    page = open_page("?layer=act1&sort=index&channel=6")
    wait_complete(page)
    values = Api(server).values("act1")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/maps?format=npy&channels=1", hold)
    page.locator("[data-grid]").click(position={"x": 64 + 20, "y": 20})
    page.wait_for_function("() => new URL(location.href).searchParams.get('channel') === '1'")
    expect(page.locator("[data-map-title]")).to_have_text("Channel 6 of 32 in act1")
    assert np.float32(said(page)[0]) == values[6].max()
    held[0].continue_()
    expect(page.locator("[data-map-title]")).to_have_text("Channel 1 of 32 in act1")
    assert np.float32(said(page)[0]) == values[1].max()


def test_walk_from_value_to_value(open_page: OpenPage, server: str) -> None:
    page = open_page("?layer=act1&channel=6&cell=10,20")
    wait_complete(page)
    page.focus("[data-map-canvas]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    value, place = said(page)
    assert np.float32(value) == Api(server).values("act1")[6, 11, 21]
    assert place == "row 11, column 21"
    assert query(page)["cell"] == "11,21"
    expect(page.locator("[data-cell-says]")).to_contain_text("row 11, column 21")


def test_what_a_cell_sees_is_framed_on_the_photo(open_page: OpenPage, server: str) -> None:
    page = open_page("?layer=blocks.1.0.act1&channel=44&cell=40,60")
    wait_complete(page)
    api = Api(server)
    run = api.run()
    field = api.get(f"/runs/{run['id']}/layers/blocks.1.0.act1")["receptive_field"]
    scale = run["frame"]["width"] / run["input"]["width"]
    left = run["frame"]["left"] + (field["start"][1] + 60 * field["stride"][1]) * scale
    box = page.locator("[data-frame-field]")
    assert float(box.get_attribute("x") or "nan") == pytest.approx(left)
    assert float(box.get_attribute("width") or "nan") == pytest.approx(field["size"][1] * scale)


def test_the_overlay_is_the_framed_part_of_the_photo(open_page: OpenPage) -> None:
    page = open_page("?layer=act1&channel=6")
    wait_complete(page)
    page.wait_for_function("() => document.querySelector('[data-overlay-photo]').width === 224")
    page.locator("[data-opacity]").fill("0")
    opacity = page.eval_on_selector("[data-overlay-map]", "canvas => canvas.style.opacity")
    assert opacity == "0"
    assert query(page)["overlay"] == "0"
    shown = canvas(page, "[data-overlay-photo]").astype(float)
    seen = _input_picture(page)
    assert np.corrcoef(shown.ravel(), seen.ravel())[0, 1] > 0.98


def _input_picture(page: Page) -> np.ndarray:
    """What the network saw, by the API's own picture of it."""
    page.evaluate(
        """async () => {
            const run = await (await fetch("/api/v1/runs", {method: "POST", body: JSON.stringify(
                {model: "efficientnet_lite0", image: "cat"}),
                headers: {"Content-Type": "application/json"}})).json();
            const image = new Image();
            image.src = `/api/v1/runs/${run.id}/input?format=png`;
            await image.decode();
            const canvas = document.createElement("canvas");
            canvas.id = "seen";
            [canvas.width, canvas.height] = [image.width, image.height];
            canvas.getContext("2d").drawImage(image, 0, 0);
            document.body.append(canvas);
        }"""
    )
    return canvas(page, "#seen").astype(float)


def test_figures_and_histogram(open_page: OpenPage, server: str) -> None:
    page = open_page("?layer=act1&channel=6")
    wait_complete(page)
    values = Api(server).values("act1")[6]
    text = page.inner_text("[data-map-figures]")
    mean = re.search(r"mean ([\d.]+)", text)
    assert mean
    assert float(mean[1]) == pytest.approx(float(values.mean()), abs=0.006)
    assert f"zeros {(values == 0).mean() * 100:.0f}%" in text
    histogram = page.get_by_role("img", name="Histogram of the values from 0 to 6.00")
    expect(histogram.last).to_be_visible()
