"""Two sides and their difference: the same maps, marked together, in true numbers and colours."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, Route, expect

from tests.api.pictures import encoded, picture
from tests.browser.comparing import (
    COLUMNS,
    TWINS,
    TWO_NETWORKS,
    TWO_PHOTOS,
    Column,
    box,
    boxes,
    grid,
    grid_canvas,
    layer_row,
    number,
    wait_compared,
)
from tests.browser.conftest import OpenPage
from tests.browser.explore import canvas, query, where
from tests.browser.reference import Api, Floats, assert_coloured, enlarge, index
from tests.browser.watch import Watch

LAYER = "block2.0.add"


@pytest.fixture(scope="module")
def api(server: str) -> Api:
    return Api(server)


def outputs(api: Api, layer: str = LAYER) -> tuple[Floats, Floats]:
    """The layer of the cat and of the rocket."""
    cat, rocket = (api.values(layer, image, "resnet_mini") for image in ("cat", "rocket"))
    return cat, rocket


def by_difference(a: Floats, b: Floats) -> list[int]:
    away = np.abs((a - b).astype(np.float64)).mean(axis=(1, 2))
    return [int(channel) for channel in np.argsort(-away, kind="stable")]


def drawn(page: Page, column: Column, position: int, side: int) -> Floats:
    """The upper half of one map of a grid, above its number; maps are squares of `side` pixels."""
    pixels = canvas(page, grid_canvas(column))
    columns = (pixels.shape[1] + 2) // (side + 2)
    top, left = (at * (side + 2) for at in divmod(position, columns))
    return pixels[top : top + side // 2, left : left + side]


def test_a_stranger_sees_two_photos_at_once(open_page: OpenPage) -> None:
    page = open_page("compare")
    wait_compared(page)
    assert query(page) == {}
    photos = [page.get_attribute(f"[data-side={side}] [data-side-photo]", "src") for side in "ab"]
    assert "/images/cat?" in str(photos[0])
    assert photos[0] != photos[1]
    expect(page.locator("[data-side-name]")).to_have_text(["EfficientNet-Lite0"] * 2)
    assert page.locator("[data-rows] .row").count() == 150
    assert len(boxes(page, "selected")) == 3


def test_all_three_grids_are_in_true_colours_and_one_order(open_page: OpenPage, api: Api) -> None:
    page = open_page(TWO_PHOTOS)
    wait_compared(page)
    a, b = outputs(api)
    order = by_difference(a, b)
    low, high = min(a.min(), b.min()), max(a.max(), b.max())
    reach = max(abs(low), abs(high))
    ends = {"a": reach, "b": reach, "difference": np.abs(a - b).max()}
    palette = api.palette("diverging_light")
    assert low < 0
    for position in (0, 5):
        for column, maps in zip(COLUMNS, (a, b, a - b), strict=True):
            end = ends[column]
            pixels = drawn(page, column, position, 64)
            places = index(enlarge(maps[order[position]], 64, 64)[:32], -end, end)
            assert_coloured(pixels, palette, places, slack=2)


def test_numbers_are_the_apis_and_the_difference_is_theirs(open_page: OpenPage, api: Api) -> None:
    page = open_page(f"{TWO_PHOTOS}&channel=7&cell=3,5")
    wait_compared(page)
    a, b = (each[7, 3, 5] for each in outputs(api))
    found = [number(page, column) for column in COLUMNS]
    assert [np.float32(each) for each in found] == [a, b, a - b]
    expect(page.locator("[data-large-place]")).to_have_text(["row 3, column 5"] * 3)


def test_the_cell_under_the_pointer_is_marked_in_all_three(open_page: OpenPage, api: Api) -> None:
    page = open_page(f"{TWO_PHOTOS}&channel=7")
    wait_compared(page)
    a, b = outputs(api)
    side = a.shape[1]
    for column in COLUMNS:
        place = box(page, f"[data-large={column}] [data-large-canvas]")
        step = place["width"] / side
        page.mouse.move(place["x"] + 2.5 * step, place["y"] + 5.5 * step)
        expect(page.locator("[data-large-place]")).to_have_text(["row 5, column 2"] * 3)
        found = [np.float32(number(page, each)) for each in COLUMNS]
        assert found == [a[7, 5, 2], b[7, 5, 2], (a - b)[7, 5, 2]]
        for other in COLUMNS:
            mark = box(page, f"[data-large={other}] [data-large-cursor]")
            corner = box(page, f"[data-large={other}] [data-large-canvas]")
            assert mark["x"] - corner["x"] == pytest.approx(2 * step, abs=0.5)


def test_pointing_and_choosing_goes_for_all_three(open_page: OpenPage, api: Api) -> None:
    page = open_page(TWO_PHOTOS)
    wait_compared(page)
    order = by_difference(*outputs(api))
    for position, column in enumerate(COLUMNS, start=1):
        page.hover(grid(column), position={"x": position % 4 * 66 + 10, "y": 20})
        assert boxes(page, "cursor") == [(position * 66, 0)] * 3
        page.click(grid(column), position={"x": position % 4 * 66 + 10, "y": 20})
        assert boxes(page, "selected") == [(position * 66, 0)] * 3
        assert query(page)["channel"] == str(order[position])


@pytest.mark.parametrize("column", COLUMNS)
def test_keys_walk_in_all_three(open_page: OpenPage, api: Api, column: Column) -> None:
    page = open_page(TWO_PHOTOS)
    wait_compared(page)
    order = by_difference(*outputs(api))
    page.focus(grid(column))
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
    assert boxes(page, "cursor") == [(66, 66)] * 3
    option = page.locator(f"#option-{column}")
    expect(option).to_contain_text(f"Channel {order[5]},")
    page.keyboard.press("Enter")
    assert boxes(page, "selected") == [(66, 66)] * 3
    assert query(page)["channel"] == str(order[5])


def test_the_cells_keys_walk_in_all_three(open_page: OpenPage) -> None:
    page = open_page(f"{TWO_PHOTOS}&channel=7&cell=3,5")
    wait_compared(page)
    page.focus("[data-large=difference] [data-large-box]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-large-place]")).to_have_text(["row 4, column 4"] * 3)
    assert query(page)["cell"] == "4,4"
    expect(page.locator("[data-cell-says]")).to_contain_text("Row 4, column 4: A ")


def test_the_three_scroll_as_one(open_page: OpenPage) -> None:
    page = open_page("compare?layer=blocks.1.0.act1")
    wait_compared(page)
    tops = "grids => grids.map(grid => grid.getBoundingClientRect().top)"
    before = page.eval_on_selector_all("[data-column-grid]", tops)
    page.hover(grid("b"), position={"x": 20, "y": 20})
    page.mouse.wheel(0, 240)
    page.wait_for_function("() => document.querySelector('.columns-scroll').scrollTop > 200")
    now = page.eval_on_selector_all("[data-column-grid]", tops)  # at one moment: it may scroll on
    moved = {top - y for top, y in zip(now, before, strict=True)}
    assert len(moved) == 1
    assert moved.pop() < -200
    page.click("[data-step='1']")
    page.wait_for_function("() => document.querySelector('.columns-scroll').scrollTop === 0")


def test_one_scale_for_both_or_each_its_own(open_page: OpenPage, api: Api) -> None:
    page = open_page(TWINS)
    wait_compared(page)
    legends = page.locator("[data-legend-a] canvas, [data-legend-b] canvas")
    both = [each.get_attribute("aria-label") for each in legends.all()]
    assert both[0] == both[1]
    page.select_option("[data-tool=scale]", "own")
    expect(legends.nth(1)).not_to_have_attribute("aria-label", str(both[1]))
    assert query(page)["scale"] == "own"
    trained, untrained = (
        api.values(LAYER, "cat", model) for model in ("resnet_mini", "resnet_mini@untrained")
    )
    first = by_difference(trained, untrained)[0]
    end = np.abs(untrained).max()
    places = index(enlarge(untrained[first], 64, 64)[:32], -end, end)
    assert_coloured(drawn(page, "b", 0, 64), api.palette("diverging_light"), places, slack=2)


def test_answers_stand_class_by_class(open_page: OpenPage, api: Api) -> None:
    page = open_page(TWINS)
    wait_compared(page)
    a, b = (api.run("cat", model) for model in ("resnet_mini", "resnet_mini@untrained"))
    rows = page.locator("[data-verdicts] tbody tr")
    labels = rows.locator("th").all_inner_texts()
    best = {each["label"] for run in (a, b) for each in run["predictions"]}
    assert set(labels) == best
    shares = dict(zip(labels, rows.locator("td:nth-of-type(2)").all_inner_texts(), strict=True))
    for each in b["predictions"]:
        assert float(shares[each["label"]].strip("<%")) == pytest.approx(
            100 * each["probability"], abs=0.051
        )


def test_every_order(open_page: OpenPage, api: Api) -> None:
    page = open_page(f"{TWO_PHOTOS}&sort=index&channel=6")
    wait_compared(page)
    spots = boxes(page, "selected")
    assert len(set(spots)) == 1
    assert spots[0] == (6 % 4 * 66, 6 // 4 * 66)
    a, _ = outputs(api)
    page.select_option("[data-tool=sort]", "spread")
    strongest = np.argsort(-a.astype(np.float64).std(axis=(1, 2)), kind="stable").tolist()
    at = strongest.index(6)
    assert boxes(page, "selected") == [(at % 4 * 66, at // 4 * 66)] * 3


def test_a_layer_of_the_list_opens_on_both_sides(open_page: OpenPage) -> None:
    page = open_page(TWO_PHOTOS)
    wait_compared(page)
    page.click(f"{layer_row('conv1')} .row-name")
    expect(page.locator("[data-layer-name]")).to_have_text("conv1")
    wait_compared(page)
    expect(page.locator("[data-layer-a]")).to_contain_text("conv1 32×32×32")
    assert page.input_value("[data-layer-b]") == "conv1"
    page.keyboard.press("Tab")
    page.focus(layer_row("conv1"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[data-layer-name]")).to_have_text("bn1")
    page.click("[data-step='1']")
    expect(page.locator("[data-layer-name]")).to_have_text("relu")
    page.go_back()
    expect(page.locator("[data-layer-name]")).to_have_text("bn1")


def test_the_address_brings_everything_back(open_page: OpenPage) -> None:
    asked = f"{TWINS}&channel=3&cell=2,1&sort=spread&scale=own"
    page = open_page(asked)
    wait_compared(page)
    page.click("[data-side=a] [data-image=rocket]")
    wait_compared(page)
    expect(page.locator("[data-side=a] [data-side-title]")).to_contain_text("Launch of")
    again = open_page(where(page))
    wait_compared(again)
    for column in COLUMNS:
        assert number(again, column) == number(page, column)
    page.go_back()
    wait_compared(page)
    state = query(page)
    assert (state["a"], state["model_b"], state["channel"]) == ("cat", "resnet_mini@untrained", "3")
    expect(page.locator("[data-side=b] [value=untrained]")).to_be_checked()


def test_the_twin_and_the_network_of_a_side_are_chosen_there(open_page: OpenPage) -> None:
    page = open_page(TWO_PHOTOS)
    wait_compared(page)
    page.click("[data-side=b] [data-side-twin] label:nth-child(2)")
    wait_compared(page)
    assert query(page)["model_b"] == "resnet_mini@untrained"
    assert query(page)["model_a"] == "resnet_mini"
    page.click("[data-side=b] [data-side-model]")
    page.click('[data-picker-list] [data-model="vgg_mini"]')
    expect(page.locator("[data-side=b] [data-side-name]")).to_have_text("VGG mini")
    expect(page.locator("[data-side=a] [data-side-name]")).to_have_text("ResNet mini")
    assert query(page)["model_b"] == "vgg_mini"


def test_both_sides_swap(open_page: OpenPage) -> None:
    page = open_page(f"{TWO_PHOTOS}&channel=7&cell=3,5")
    wait_compared(page)
    before = [number(page, column) for column in COLUMNS]
    page.click("[data-swap]")
    expect(page.locator("[data-side=a] [data-image=rocket]")).to_have_attribute(
        "aria-current", "true"
    )
    page.wait_for_function("() => !document.querySelector('#workspace[data-stale]')")
    wait_compared(page)
    page.click("[data-large=a] [data-large-box]")  # whichever cell, of the same channel
    assert query(page)["channel"] == "7"
    assert query(page)["a"] == "rocket"
    page.evaluate("history.replaceState(null, '', location.href)")
    again = open_page(
        f"{TWO_PHOTOS.replace('a=cat&b=rocket', 'a=rocket&b=cat')}&channel=7&cell=3,5"
    )
    wait_compared(again)
    found = [number(again, column) for column in COLUMNS]
    assert found == [before[1], before[0], pytest.approx(-before[2])]


def test_where_shapes_differ_the_way_on_is_a_layer_of_the_same_shape(open_page: OpenPage) -> None:
    page = open_page(f"{TWO_NETWORKS}&layer_b=block3.conv1")
    wait_compared(page)
    words = page.locator("[data-column=difference] [data-column-words]")
    expect(words).to_contain_text("A is 32×32×32 and B is ")
    assert len(boxes(page, "selected")) == 2
    expect(page.locator("[data-large=difference] .map-canvas")).to_be_hidden()
    alike = words.locator("button").inner_text()
    words.locator("button").click()
    expect(words).to_be_hidden()
    assert page.input_value("[data-layer-b]") == alike
    assert len(boxes(page, "selected")) == 3


def test_networks_of_digits_and_of_photos_stand_side_by_side(open_page: OpenPage) -> None:
    page = open_page("compare?a=cat&model_a=resnet_mini&b=digit5&model_b=lenet5")
    wait_compared(page)
    expect(page.locator("[data-verdicts-words]")).to_be_visible()
    assert page.locator("[data-verdicts] tbody tr").count() == 5
    expect(page.locator("[data-side=b] [data-sample=digit]").first).to_be_visible()
    expect(page.locator("[data-column=difference] [data-column-words]")).to_be_visible()


def test_single_values_differ_by_what_the_api_says(open_page: OpenPage, api: Api) -> None:
    page = open_page(f"{TWO_PHOTOS.replace(LAYER, 'fc')}&channel=3")
    wait_compared(page)
    a, b = outputs(api, "fc")
    assert [np.float32(number(page, column)) for column in COLUMNS] == [a[3], b[3], a[3] - b[3]]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("b=" + "0" * 32, "This photo is not here any more"),
        ("model_b=nothing", "There is no network nothing here. Choose another"),
    ],
)
def test_a_side_that_fails_leaves_the_other_alone(
    open_page: OpenPage, watch: Watch, wrong: str, words: str
) -> None:
    watch.allow("404")
    page = open_page(f"compare?a=cat&model_a=resnet_mini&{wrong}&layer={LAYER}")
    wait_compared(page)
    problem = page.locator("[data-side=b] [data-side-problem]")
    expect(problem).to_contain_text(words)
    expect(page.locator("[data-side=a] [data-side-problem]")).to_be_hidden()
    assert number(page, "a")
    expect(page.locator("[data-column=b] [data-column-words]")).to_be_visible()
    problem.locator("button").click()
    expect(problem).to_be_hidden()
    wait_compared(page)
    expect(page.locator("[data-column=b] [data-column-words]")).to_be_hidden()


def test_what_an_address_names_wrongly_is_said(open_page: OpenPage) -> None:
    page = open_page(f"{TWO_PHOTOS.replace(LAYER, 'nowhere')}&channel=99999&cell=999,999")
    wait_compared(page)
    expect(page.locator("[data-problem=layer]")).to_contain_text("no layer nowhere")
    expect(page.locator("[data-problem=map]")).to_contain_text("There is no channel 99999")
    assert number(page, "a") is not None


def test_a_photo_dropped_on_a_side_belongs_to_it(open_page: OpenPage) -> None:
    page = open_page(TWO_PHOTOS)
    wait_compared(page)
    data = encoded(picture(seed=9))
    page.set_input_files(
        "[data-side=b] [data-side-file]",
        {"name": "mine.png", "mimeType": "image/png", "buffer": data},
    )
    expect(page.locator("[data-side=b] [data-side-title]")).to_contain_text("mine.png")
    expect(
        page.locator(
            "[data-side=b] [data-recent][aria-current], [data-side=b] [data-recent] [aria-current]"
        )
    ).to_have_count(1)
    assert query(page)["a"] == "cat"
    page.wait_for_function("() => !document.querySelector('#workspace[data-stale]')")
    wait_compared(page)


def test_what_is_explored_is_carried_along(open_page: OpenPage) -> None:
    page = open_page("?model=resnet_mini&image=rocket&layer=conv1&channel=2")
    expect(page.locator(".says a[data-compare]")).to_have_attribute(
        "href", "/compare?a=rocket&model_a=resnet_mini&layer=conv1&channel=2"
    )
    page.click(".says a[data-compare]")
    wait_compared(page)
    expect(page.locator("[data-layer-name]")).to_have_text("conv1")
    expect(page.locator("[data-side=a] [data-image=rocket]")).to_have_attribute(
        "aria-current", "true"
    )
    expect(page.locator("[data-chosen]")).to_have_text("Channel 2 of 32")


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_phone(open_page: OpenPage, width: int, scheme: str) -> None:
    page = open_page(TWINS, width=width, height=844, color_scheme=scheme)
    wait_compared(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for column in COLUMNS:
        assert box(page, grid(column))["width"] > 80
    page.locator(grid("a")).scroll_into_view_if_needed()
    page.click(grid("b"), position={"x": 10, "y": 10})
    assert len(set(boxes(page, "selected"))) == 1


def test_a_broken_network_says_why_on_its_side(open_page: OpenPage, watch: Watch) -> None:
    watch.allow("409")
    page = open_page(TWO_PHOTOS)
    wait_compared(page)
    before = number(page, "a")

    def refuse(route: Route) -> None:
        if "vgg_mini" not in (route.request.post_data or ""):
            route.continue_()
            return
        problem = {"code": "model_broken", "detail": "Its weights are cut off."}
        route.fulfill(status=409, content_type="application/problem+json", json=problem)

    page.route("**/api/v1/runs", refuse)
    page.click("[data-side=b] [data-side-model]")
    page.click('[data-picker-list] [data-model="vgg_mini"]')
    expect(page.locator("[data-side=b] [data-side-problem]")).to_contain_text("are cut off")
    expect(page.locator("[data-column=b] [data-column-words]")).to_be_visible()
    wait_compared(page)
    page.click(grid("a"), position={"x": 10, "y": 10})
    page.go_back()
    page.go_back()
    expect(page.locator("[data-side=b] [data-side-problem]")).to_be_hidden()
    wait_compared(page)
    page.wait_for_function("() => !document.querySelector('#workspace[data-stale]')")
    expect(page.locator("[data-column=b] [data-column-words]")).to_be_hidden()
    assert number(page, "a") == before


def fail(route: Route) -> None:
    problem = {"code": "internal_error", "detail": "Made to fail."}
    route.fulfill(status=500, content_type="application/problem+json", json=problem)


def test_a_layer_that_does_not_come_leaves_no_numbers_of_another(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.allow("500")
    page = open_page(TWO_PHOTOS)
    wait_compared(page)
    page.route("**/layers/block3.0.add*/**", fail)
    page.route("**/layers/block3.0.add", fail)
    page.click(layer_row("block3.0.add"))
    expect(page.locator("[data-problem=layer]")).to_contain_text("Made to fail.")
    expect(page.locator("[data-layer-name]")).to_have_text("block3.0.add")
    for column in COLUMNS:
        expect(page.locator(grid(column))).to_be_hidden()
        expect(page.locator(f"[data-large={column}] [data-large-value]")).to_have_text("\u00a0")
    expect(page.locator("[data-chosen-figures]")).to_be_empty()
    page.unroute("**/layers/block3.0.add*/**")
    page.unroute("**/layers/block3.0.add")
    page.click("[data-problem=layer] button")
    wait_compared(page)
    expect(page.locator(grid("difference"))).to_be_visible()
    expect(page.locator("[data-stage][data-stale]")).to_have_count(0)


def test_maps_of_the_layer_before_are_marked_as_old(open_page: OpenPage) -> None:
    page = open_page(TWO_PHOTOS)
    wait_compared(page)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/layers/block3.0.add/difference/**", hold)
    page.click(layer_row("block3.0.add"))
    expect(page.locator("[data-stage][data-stale]")).to_have_count(1)
    page.route("**/layers/block3.0.add/difference/**", lambda route: route.continue_())
    for route in held:
        route.continue_()
    expect(page.locator("[data-stage][data-stale]")).to_have_count(0)
    assert page.text_content("[data-layer-name]") == "block3.0.add"


def test_without_any_run_no_numbers_are_left(open_page: OpenPage, watch: Watch) -> None:
    watch.allow("500")
    page = open_page(TWO_PHOTOS)
    wait_compared(page)
    page.route("**/api/v1/runs", fail)
    for side, image in (("a", "astronaut"), ("b", "espresso")):
        page.click(f"[data-side={side}] [data-image={image}]")
        expect(page.locator(f"[data-side={side}] [data-side-problem]")).to_be_visible()
    expect(page.locator("[data-rows] .row")).to_have_count(0)
    expect(page.locator("[data-chosen]")).to_have_text("\u00a0")
