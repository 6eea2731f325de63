"""What a stranger sees: a photo already run, a sheet of maps, and one layer opened."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.explore import chosen_layer, row, wait_complete
from tests.browser.reference import Api


def test_everything_is_there_without_a_click(open_page: OpenPage) -> None:
    page = open_page()
    wait_complete(page)
    expect(page.locator("[data-answers] li").first).to_contain_text("tiger cat")
    expect(page.locator("[data-frame-edge]")).to_be_visible()
    page.wait_for_function("() => document.querySelectorAll('.row[data-drawn]').length > 10")
    assert page.eval_on_selector("[data-grid-canvas]", "canvas => canvas.width") > 300
    expect(page.get_by_text("click any to open it")).to_be_visible()


def test_answers_are_the_runs(open_page: OpenPage, server: str) -> None:
    page = open_page()
    wait_complete(page)
    run = Api(server).run()
    shown = page.locator("[data-answers] .name").all_inner_texts()
    assert shown == [each["label"] for each in run["predictions"]]
    shares = page.locator("[data-answers] .share").all_inner_texts()
    assert shares == [f"{each['probability'] * 100:.1f}%" for each in run["predictions"]]


def test_every_layer_has_a_row_in_order(open_page: OpenPage, server: str) -> None:
    page = open_page()
    wait_complete(page)
    names = page.eval_on_selector_all(".row", "rows => rows.map(row => row.dataset.layer)")
    assert names == [layer["name"] for layer in Api(server).run()["layers"]]


def test_the_chosen_layer_is_an_activation_with_many_maps(open_page: OpenPage, server: str) -> None:
    page = open_page()
    wait_complete(page)
    layers = {layer["name"]: layer for layer in Api(server).run()["layers"]}
    layer = layers[chosen_layer(page)]
    assert layer["kind"] == "activation"
    assert layer["shape"] == [96, 112, 112]
    expect(page.locator(row(layer["name"]))).to_have_attribute("aria-selected", "true")


def test_nothing_moves_when_the_answers_arrive(open_page: OpenPage) -> None:
    page = open_page()
    wait_complete(page)
    shifts = page.evaluate(
        """() => new Promise(resolve => new PerformanceObserver(list =>
            resolve(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))
        ).observe({type: "layout-shift", buffered: true}) || setTimeout(() => resolve(0), 500))"""
    )
    assert shifts < 0.05


def test_the_frame_is_what_the_network_sees(open_page: OpenPage, server: str) -> None:
    page = open_page()
    wait_complete(page)
    frame = Api(server).run()["frame"]
    edge = page.locator("[data-frame-edge]")
    for attribute, key in (("x", "left"), ("y", "top"), ("width", "width"), ("height", "height")):
        assert float(edge.get_attribute(attribute) or "nan") == frame[key]
