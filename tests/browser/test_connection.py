"""While the server cannot be reached the page says so, and goes on by itself afterwards."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.comparing import TWO_PHOTOS, box, layer_row, wait_compared
from tests.browser.conftest import OpenPage
from tests.browser.explore import row, wait_complete
from tests.browser.watch import Watch

# How far the maps are below the links to the pages, wherever one has scrolled to.
BELOW_THE_PAGES = """() => {
    const top = part => document.querySelector(part).getBoundingClientRect().top;
    return Math.round(top("[data-stage]") - top(".header nav"));
}"""


def test_it_says_so_and_recovers(open_page: OpenPage, watch: Watch) -> None:
    watch.allow("ERR_FAILED")
    page = open_page()
    wait_complete(page)
    page.route("**/*", lambda route: route.abort())
    page.click(f"{row('conv_stem')} .row-name")
    expect(page.locator("[data-connection]")).to_contain_text("does not answer")
    page.unroute("**/*")
    expect(page.locator("[data-connection]")).to_have_text("", timeout=15_000)
    expect(page.locator("[data-layer-facts]")).to_contain_text("32×112×112")
    expect(page.locator("[data-layer-words]")).to_contain_text("Slides 32 filters of 3×3")


def test_a_request_that_never_gets_through_is_said(open_page: OpenPage, watch: Watch) -> None:
    watch.allow("ERR_FAILED")
    page = open_page()
    wait_complete(page)
    page.route("**/layers/conv_stem*", lambda route: route.abort())
    page.click(f"{row('conv_stem')} .row-name")
    problem = page.locator("[data-problem=layer]")
    expect(problem).to_contain_text("this request does not get through")
    expect(page.locator("[data-connection]")).to_have_text("")
    page.unroute("**/layers/conv_stem*")
    problem.get_by_role("button", name="Try again").click()
    expect(problem).to_be_hidden()


def test_old_maps_stay_dimmed_where_the_new_photo_fails(open_page: OpenPage, watch: Watch) -> None:
    watch.allow("status of 503")
    page = open_page()
    wait_complete(page)
    workspace = page.locator("#workspace")
    expect(workspace).not_to_have_attribute("data-stale", "")
    page.route("**/api/v1/runs", lambda route: route.fulfill(status=503, body="{}"))
    page.click("[data-image=rocket]")
    problem = page.locator(".photo-pane [data-problem=photo]")
    expect(problem).to_contain_text("503")
    expect(workspace).to_have_attribute("data-stale", "")
    page.unroute("**/api/v1/runs")
    problem.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-answers] li").first).to_contain_text("missile")
    expect(workspace).not_to_have_attribute("data-stale", "")


def test_an_error_of_the_server_is_shown_where_it_happened(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.allow("status of 503")
    page = open_page()
    wait_complete(page)
    busy = '{"code": "busy", "detail": "32 runs are waiting. Try again in a moment."}'
    page.route("**/layers/conv_stem*", lambda route: route.fulfill(status=503, body=busy))
    page.click(f"{row('conv_stem')} .row-name")
    problem = page.locator("[data-problem=layer]")
    expect(problem).to_contain_text("32 runs are waiting.")
    page.unroute("**/layers/conv_stem*")
    problem.get_by_role("button", name="Try again").click()
    expect(problem).to_be_hidden()
    expect(page.locator("[data-map-title]")).to_contain_text("of 32 in conv_stem")


def test_the_page_of_two_sides_says_so_and_recovers(open_page: OpenPage, watch: Watch) -> None:
    watch.allow("ERR_FAILED")
    page = open_page(TWO_PHOTOS)
    wait_compared(page)
    page.route("**/*", lambda route: route.abort())
    page.click(layer_row("block3.0.add"))
    page.click("[data-side=b] [data-image=espresso]")
    connection = page.locator("[data-connection]")
    expect(connection).to_have_text("The server does not answer. Trying again …")
    expect(page.locator("#workspace")).to_have_attribute("data-stale", "")
    page.unroute("**/*")
    expect(connection).to_have_text("", timeout=15_000)
    expect(page.locator("#workspace")).not_to_have_attribute("data-stale", "")
    expect(page.locator("[data-stage]")).not_to_have_attribute("data-stale", "")
    expect(page.locator("[data-layer-a]")).to_have_text("block3.0.add 128×4×4")
    expect(page.locator("[data-side=b] [data-side-title]")).to_contain_text("600×400")
    wait_compared(page)
    expect(page.locator(".problem:visible")).to_have_count(0)


def test_on_a_phone_the_line_is_in_sight_and_moves_nothing(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.allow("ERR_FAILED")
    page = open_page(TWO_PHOTOS, width=390, height=844)
    wait_compared(page)
    page.locator("[data-stage]").scroll_into_view_if_needed()
    top = page.evaluate(BELOW_THE_PAGES)
    page.route("**/*", lambda route: route.abort())
    page.click("[data-step='1']")
    connection = page.locator("[data-connection]")
    expect(connection).to_contain_text("does not answer")
    expect(connection).to_be_in_viewport(ratio=1)
    assert page.evaluate(BELOW_THE_PAGES) == top
    page.unroute("**/*")
    expect(connection).to_have_text("", timeout=15_000)
    wait_compared(page)


def test_what_a_side_waits_for_covers_nothing_to_press(open_page: OpenPage) -> None:
    for width in (1440, 390):
        page = open_page(TWO_PHOTOS, width=width)
        wait_compared(page)
        page.route("**/api/v1/runs", lambda _: None)
        page.click("[data-side=b] [data-image=espresso]")
        busy = page.locator("[data-side=b] [data-side-busy]")
        expect(busy).to_contain_text("Running the network")
        line = box(page, "[data-side=b] [data-side-busy]")
        assert line["x"] + line["width"] <= width
        for control in ("[data-side-model]", "[data-side-twin]", "[data-side-thumbs]"):
            place = box(page, f"[data-side=b] {control}")
            below = line["y"] >= place["y"] + place["height"]
            assert below or line["y"] + line["height"] <= place["y"], control
