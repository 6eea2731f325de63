"""The network as a graph: what is painted, how it moves, opens and is walked through."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.choosing import choose
from tests.browser.conftest import OpenPage
from tests.browser.explore import canvas, chosen_layer, query, wait_complete
from tests.browser.graph import (
    CANVAS,
    TREE,
    Drawing,
    active,
    camera,
    corner,
    said,
    settle,
    wait_closed,
    wait_drawn,
    wait_opened,
)
from tests.browser.reference import Api, assert_coloured, index, shrink, strongest

PHONE = {"width": 390, "height": 844}
THUMB, INSET = 42, 3


def opened(open_page: OpenPage, address: str = "?view=graph", **options: object) -> Page:
    page = open_page(address, **options)
    wait_drawn(page)
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("layer", ["act1", "conv_stem"])
def test_thumbnails_have_the_colours_of_the_values(
    open_page: OpenPage, server: str, layer: str, theme: str
) -> None:
    page = opened(open_page, color_scheme=theme)
    wait_complete(page)
    settle(page)
    drawing = Drawing(page, server)
    assert camera(page).scale == 1
    spot = drawing.spots[layer]
    left, top = drawing.pixel(spot["x"] + INSET, spot["y"] + INSET)
    drawn = canvas(page, CANVAS)[top : top + THUMB, left : left + THUMB]
    api = Api(server)
    values = api.values(layer)
    small = np.stack([shrink(values[channel], THUMB) for channel in strongest(values)[:8]])
    # A layer's colours reach as far as 99 % of its pixels do.
    reach = float(np.sort(np.abs(small), axis=None)[int(small.size * 0.99)])
    signed = float(values.min()) < 0
    sequential = "magma" if theme == "dark" else "viridis"
    palette = api.palette(f"diverging_{theme}" if signed else sequential)
    assert_coloured(drawn, palette, index(small[0], -reach if signed else 0.0, reach), slack=2)


def test_drag_moves_the_drawing_with_the_hand(open_page: OpenPage) -> None:
    page = opened(open_page)
    before = camera(page)
    x, y = corner(page)
    page.mouse.move(x + 60, y + 300)
    page.mouse.down()
    page.mouse.move(x + 80, y + 280)
    page.mouse.move(x + 100, y + 200)
    page.mouse.up()
    settle(page)
    after = camera(page)
    assert (after.x, after.y) == pytest.approx((before.x - 40, before.y + 100))
    assert query(page) == {"view": "graph"}, "a drag opens nothing"


def test_the_wheel_moves_the_drawing(open_page: OpenPage) -> None:
    page = opened(open_page)
    before = camera(page)
    x, y = corner(page)
    page.mouse.move(x + 60, y + 300)
    page.mouse.wheel(30, 200)
    settle(page)
    after = camera(page)
    assert (after.x, after.y) == pytest.approx((before.x + 30, before.y + 200))


def test_zoom_keeps_what_is_under_the_pointer(open_page: OpenPage) -> None:
    page = opened(open_page)
    x, y = corner(page)
    page.mouse.move(x + 160, y + 300)
    before = camera(page)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    settle(page)
    after = camera(page)
    assert after.scale > 1.2 * before.scale
    for axis, place in ((0, 160), (1, 300)):
        assert after[axis] + place / after.scale == pytest.approx(
            before[axis] + place / before.scale, abs=1
        )


def test_the_buttons_zoom_and_fit(open_page: OpenPage, server: str) -> None:
    page = opened(open_page)
    before = camera(page)
    page.click("[data-graph-in]")
    settle(page)
    assert camera(page).scale == pytest.approx(1.4 * before.scale)
    page.click("[data-graph-fit]")
    settle(page)
    drawing = Drawing(page, server)
    box = page.locator(CANVAS).bounding_box()
    assert box
    left, top = drawing.on_canvas(0, 0)
    right, bottom = drawing.on_canvas(drawing.graph["width"], drawing.graph["height"])
    assert left >= 0
    assert top >= 0
    assert right <= box["width"]
    assert bottom <= box["height"]
    assert page.locator("[data-graph-map]").is_hidden()


def test_the_map_leads_where_it_is_pressed(open_page: OpenPage, server: str) -> None:
    page = opened(open_page)
    box = page.locator("[data-graph-map]").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.75)
    settle(page)
    drawing = Drawing(page, server)
    area = page.locator(CANVAS).bounding_box()
    assert area
    middle = camera(page).y + area["height"] / 2 / camera(page).scale
    assert middle == pytest.approx(drawing.graph["height"] * 0.75, abs=drawing.graph["height"] / 50)


def test_a_click_opens_the_layer_at_the_right(open_page: OpenPage, server: str) -> None:
    page = opened(open_page)
    Drawing(page, server).click("act1")
    expect(page.locator("[data-layer-name]")).to_have_text("act1")
    strongest_channel = strongest(Api(server).values("act1"))[0]
    assert query(page) == {"view": "graph", "layer": "act1", "channel": str(strongest_channel)}


def test_a_click_on_a_block_opens_the_layer_it_ends_with(open_page: OpenPage, server: str) -> None:
    page = opened(open_page)
    drawing = Drawing(page, server)
    drawing.click("blocks.1.1")
    expect(page.locator("[data-layer-name]")).to_have_text(
        drawing.spots["blocks.1.1"]["layers"][-1]
    )
    assert "open" not in query(page)


@pytest.mark.parametrize("by", ["double click", "plus"])
def test_a_block_opens_where_it_is(open_page: OpenPage, server: str, by: str) -> None:
    page = opened(open_page)
    closed = Drawing(page, server)
    spot = closed.spots["blocks.1.0"]
    before = closed.on_screen(spot["x"] + spot["width"] / 2, spot["y"])
    if by == "plus":
        page.mouse.click(*closed.button("blocks.1.0"))
    else:
        page.mouse.dblclick(*closed.middle("blocks.1.0"))
    wait_opened(page, "blocks.1.0")
    now = query(page)["open"]
    open_ = Drawing(page, server, f"?expanded={now}")
    first = open_.spots["blocks.1.0.conv_pw"]
    after = open_.on_screen(first["x"] + first["width"] / 2, open_.spots["blocks.1.0"]["y"])
    assert after == pytest.approx(before, abs=1)
    # Those around it are open because it is: the address need not say so.
    assert now.split(",") == [
        "blocks.2", "blocks.3", "blocks.4", "blocks.5", "blocks.1.0",
    ]  # fmt: skip


def test_a_frame_closes_by_its_name(open_page: OpenPage, server: str) -> None:
    page = opened(open_page)
    before = Drawing(page, server)
    where = before.on_screen(
        before.spots["blocks.1.0"]["x"] + before.spots["blocks.1.0"]["width"] / 2,
        before.spots["blocks.1"]["y"],
    )
    page.mouse.click(*before.name("blocks.1"))
    wait_closed(page, "blocks.1")
    after = Drawing(page, server, f"?expanded={query(page)['open']}")
    spot = after.spots["blocks.1"]
    assert spot["collapsed"]
    assert after.on_screen(spot["x"] + spot["width"] / 2, spot["y"]) == pytest.approx(where, abs=1)


def test_everything_opens_and_is_as_before_again(open_page: OpenPage) -> None:
    page = opened(open_page)
    expect(page.locator("[data-graph-reset]")).to_be_disabled()
    page.click("[data-graph-all]")
    wait_opened(page, "blocks.6.0")
    assert query(page) == {"view": "graph", "open": "all"}
    expect(page.locator("[data-graph-all]")).to_be_disabled()
    page.click("[data-graph-reset]")
    wait_closed(page, "blocks.6.0")
    assert query(page) == {"view": "graph"}


def test_the_address_holds_what_is_open(open_page: OpenPage) -> None:
    page = opened(open_page, "?view=graph&open=blocks.2.1&layer=blocks.2.1.add")
    assert page.get_attribute("[data-graph]", "data-expanded") == "blocks blocks.2 blocks.2.1"
    assert chosen_layer(page) == "blocks.2.1.add"
    assert page.is_checked("input[data-view][value=graph]")


def test_nothing_need_be_open(open_page: OpenPage) -> None:
    page = opened(open_page, "?view=graph&open=")
    assert page.get_attribute("[data-graph]", "data-expanded") == ""


def test_blocks_of_another_network_in_the_address_are_forgotten(
    open_page: OpenPage, watch: object
) -> None:
    watch.allow("400")  # type: ignore[attr-defined]
    page = opened(open_page, "?view=graph&open=layer1.0")
    assert query(page) == {"view": "graph"}


def test_the_open_layer_is_in_sight(open_page: OpenPage, server: str) -> None:
    page = opened(open_page, "?view=graph&layer=blocks.5.3.add")
    x, y = Drawing(page, server).middle("blocks.5.3")
    box = page.locator(CANVAS).bounding_box()
    assert box
    assert box["x"] < x < box["x"] + box["width"]
    assert box["y"] < y < box["y"] + box["height"]


def test_arrows_follow_the_edges(open_page: OpenPage) -> None:
    page = opened(open_page, "?view=graph&layer=conv_stem&open=blocks.1.1")
    page.focus(TREE)
    assert active(page) == "conv_stem"
    for key, node in (
        ("ArrowDown", "bn1"), ("ArrowDown", "act1"), ("ArrowDown", "blocks.0.0"),
        ("ArrowUp", "act1"), ("Home", "input"), ("End", "softmax"),
    ):  # fmt: skip
        page.keyboard.press(key)
        settle(page)
        assert active(page) == node


def test_right_and_left_follow_a_skip(open_page: OpenPage) -> None:
    page = opened(open_page, "?view=graph&layer=blocks.1.1.add&open=blocks.1.1")
    page.focus(TREE)
    assert active(page) == "blocks.1.1.add"
    page.keyboard.press("ArrowLeft")
    settle(page)
    assert active(page) == "blocks.1.0"
    page.keyboard.press("ArrowRight")
    settle(page)
    assert active(page) == "blocks.1.1.add"


def test_blocks_open_and_close_with_the_keys(open_page: OpenPage) -> None:
    page = opened(open_page, "?view=graph&layer=blocks.1.0.act1")
    page.focus(TREE)
    assert active(page) == "blocks.1.0"
    assert page.get_attribute(f"{TREE} [role=treeitem]", "aria-expanded") == "false"
    page.keyboard.press("Enter")
    wait_opened(page, "blocks.1.0")
    assert active(page) == "blocks.1.0.conv_pw"
    page.keyboard.press("-")
    wait_closed(page, "blocks.1.0")
    assert active(page) == "blocks.1.0"
    page.keyboard.press("+")
    wait_opened(page, "blocks.1.0")
    page.keyboard.press("ArrowDown")
    settle(page)
    page.keyboard.press("Enter")
    expect(page.locator("[data-layer-name]")).to_have_text("blocks.1.0.bn1")


def test_what_the_keys_reach_comes_into_sight(open_page: OpenPage, server: str) -> None:
    page = opened(open_page)
    page.focus(TREE)
    page.keyboard.press("End")
    settle(page)
    _, y = Drawing(page, server).middle("softmax")
    box = page.locator(CANVAS).bounding_box()
    assert box
    assert y < box["y"] + box["height"]


def test_a_screen_reader_is_told_what_one_sees(open_page: OpenPage) -> None:
    page = opened(open_page, "?view=graph&layer=blocks.1.1.add&open=blocks.1.1")
    assert said(page) == (
        "blocks.1.1.add, addition, 24×56×56; reads blocks.1.0 (skip), blocks.1.1.bn3; "
        "goes to blocks.2."
    )
    item = page.locator(f"{TREE} [role=treeitem]")
    expect(item).to_have_attribute("aria-selected", "true")
    expect(item).to_have_attribute("aria-level", "4")
    page.focus(TREE)
    page.keyboard.press("ArrowUp")
    settle(page)
    expect(page.locator(TREE)).to_have_attribute(
        "aria-activedescendant", page.get_attribute(f"{TREE} [role=treeitem]", "id") or ""
    )
    expect(item).to_have_attribute("aria-selected", "false")


def test_the_pointer_over_an_edge_says_what_flows(open_page: OpenPage, server: str) -> None:
    page = opened(open_page)
    drawing = Drawing(page, server)
    spot = drawing.spots["conv_stem"]
    page.mouse.move(
        *drawing.on_screen(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] + 7)
    )
    expect(page.locator("[data-graph-caption]")).to_have_text("conv_stem, 32×112×112 → bn1")
    page.mouse.move(*drawing.middle("act1"))
    expect(page.locator("[data-graph-caption]")).to_have_text("act1, activation, 32×112×112")


def test_search_and_kind_let_what_matches_stand_out(open_page: OpenPage, server: str) -> None:
    page = opened(open_page)
    wait_complete(page)
    settle(page)
    drawing = Drawing(page, server)

    def picture(id: str) -> np.ndarray:
        left, top = drawing.pixel(drawing.spots[id]["x"] + INSET, drawing.spots[id]["y"] + INSET)
        return canvas(page, CANVAS)[top : top + THUMB, left : left + THUMB].astype(int)

    clear = {id: picture(id) for id in ("act1", "conv_stem")}
    page.fill("[data-search]", "relu6")
    settle(page)
    assert np.array_equal(picture("act1"), clear["act1"])
    assert np.abs(picture("conv_stem") - clear["conv_stem"]).mean() > 20
    page.fill("[data-search]", "")
    page.select_option("select[data-kind]", "convolution")
    settle(page)
    assert np.array_equal(picture("conv_stem"), clear["conv_stem"])
    assert np.abs(picture("act1") - clear["act1"]).mean() > 20


def test_enter_in_the_search_leads_to_the_next_match(open_page: OpenPage, server: str) -> None:
    page = opened(open_page)
    page.fill("[data-search]", "classifier")
    page.keyboard.press("Enter")
    settle(page)
    _, y = Drawing(page, server).middle("classifier")
    box = page.locator(CANVAS).bounding_box()
    assert box
    assert box["y"] < y < box["y"] + box["height"]


def test_another_photo_changes_the_maps_and_moves_nothing(open_page: OpenPage) -> None:
    page = opened(open_page)
    wait_complete(page)
    settle(page)
    before, where = canvas(page, CANVAS), camera(page)
    page.click("[data-image=espresso]")
    expect(page.locator("[data-answers]")).to_contain_text("espresso")
    wait_drawn(page)
    assert camera(page) == where
    assert not np.array_equal(canvas(page, CANVAS), before)


def test_walking_through_the_layers_keeps_the_open_one_in_sight(
    open_page: OpenPage, server: str
) -> None:
    page = opened(open_page, "?view=graph&layer=blocks.5.3.add")
    page.evaluate(
        "document.querySelector('[data-graph-canvas]').dispatchEvent("
        "new WheelEvent('wheel', {deltaY: -9000, cancelable: true}))"
    )
    settle(page)
    assert Drawing(page, server).middle("blocks.5.3")[1] > 900
    page.click("[data-step='1']")
    expect(page.locator("[data-layer-name]")).to_have_text("blocks.6.0.conv_pw")
    settle(page)
    assert Drawing(page, server).middle("blocks.6.0")[1] < 900


def test_the_keys_node_is_described_below(open_page: OpenPage) -> None:
    page = opened(open_page, "?view=graph&layer=conv_stem")
    page.focus(TREE)
    expect(page.locator("[data-graph-caption]")).to_have_text(
        "conv_stem, convolution, 32×112×112; reads pad; goes to bn1."
    )


def test_what_is_open_is_forgotten_with_its_network(open_page: OpenPage) -> None:
    page = opened(open_page, "?view=graph&open=blocks.1.0")
    choose(page, "ResNet mini")
    page.wait_for_function(
        "() => document.querySelector('[data-graph]').dataset.expanded.includes('block1')"
    )
    assert "open" not in query(page)


def test_another_network_is_another_graph(open_page: OpenPage, server: str) -> None:
    page = opened(open_page, "?view=graph&model=resnet_mini")
    drawing = Drawing(page, server, model="resnet_mini")
    drawing.click("conv1")
    expect(page.locator("[data-layer-name]")).to_have_text("conv1")


def test_the_strips_come_back(open_page: OpenPage) -> None:
    page = opened(open_page)
    assert page.locator("[data-sheet]").is_hidden()
    page.locator("label", has_text="Strips").click()
    expect(page.locator("[data-sheet]")).to_be_visible()
    expect(page.locator("[data-graph]")).to_be_hidden()
    expect(page.locator("[data-sheet-hint]")).to_contain_text("Each square is a map")


def test_on_a_phone_a_tap_opens(open_page: OpenPage, server: str) -> None:
    page = opened(open_page, "?view=graph", **PHONE, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    drawing = Drawing(page, server)
    page.touchscreen.tap(*drawing.middle("blocks.1.0"))
    wait_opened(page, "blocks.1.0")
    drawing = Drawing(page, server, f"?expanded={query(page)['open']}")
    page.touchscreen.tap(*drawing.middle("blocks.1.0.conv_pw"))
    expect(page.locator(".layer-pane")).to_be_visible()
    expect(page.locator("[data-layer-name]")).to_have_text("blocks.1.0.conv_pw")


def test_two_fingers_zoom(open_page: OpenPage) -> None:
    page = opened(open_page, "?view=graph", **PHONE, has_touch=True, is_mobile=True)
    x, y = corner(page)
    before = camera(page)
    session = page.context.new_cdp_session(page)

    def touch(kind: str, apart: float) -> None:
        points = (
            []
            if kind == "touchEnd"
            else [
                {"x": x + 150 - apart, "y": y + 200, "id": 1},
                {"x": x + 150 + apart, "y": y + 200, "id": 2},
            ]
        )
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 40)
    for apart in (50, 60, 70, 80):
        touch("touchMove", apart)
    touch("touchEnd", 80)
    settle(page)
    after = camera(page)
    assert after.scale == pytest.approx(2 * before.scale, rel=0.02)
    assert after.x + 150 / after.scale == pytest.approx(before.x + 150 / before.scale, abs=2)
    assert query(page) == {"view": "graph"}
