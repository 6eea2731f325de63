"""The two sides above: what they say ends on whole rows, photos are shared, nothing jumps."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.api.pictures import encoded, picture
from tests.browser.comparing import TWINS, TWO_PHOTOS, layer_row, wait_compared
from tests.browser.conftest import OpenPage
from tests.browser.explore import query
from tests.browser.watch import Watch

DIGITS = "compare?a=cat&model_a=resnet_mini&b=digit5&model_b=lenet5"

# Where what is in sight of the table ends, counted in rows.
ROWS_IN_SIGHT = """() => {
    const box = document.querySelector(".verdicts-scroll").getBoundingClientRect();
    const rows = [...document.querySelectorAll("[data-verdicts] tbody tr")];
    return rows.map(row => row.getBoundingClientRect())
        .filter(({top}) => top < box.bottom - 0.5)
        .map(({bottom}) => bottom - box.bottom);
}"""


def ends_on_a_whole_row(page: Page) -> bool:
    return abs(page.evaluate(ROWS_IN_SIGHT)[-1]) < 0.5


@pytest.mark.parametrize("address", [TWINS, DIGITS])
@pytest.mark.parametrize("width", [1440, 390])
def test_what_they_say_ends_on_a_whole_row(open_page: OpenPage, address: str, width: int) -> None:
    page = open_page(address, width=width)
    wait_compared(page)
    scroller = page.locator(".verdicts-scroll")
    assert scroller.evaluate("box => box.scrollHeight > box.clientHeight")
    assert ends_on_a_whole_row(page)
    scroller.evaluate("box => box.scrollTo(0, 25)")
    page.wait_for_function("() => document.querySelector('.verdicts-scroll').scrollTop > 0")
    assert ends_on_a_whole_row(page)


def test_another_photo_changes_what_the_rows_show_and_not_the_rows(open_page: OpenPage) -> None:
    page = open_page(TWO_PHOTOS)
    wait_compared(page)
    row = page.locator(layer_row("block2.0.add"))
    shown = page.inner_text(f"{layer_row('block2.0.add')} [data-relative]")
    row.evaluate("row => row.dataset.stays = ''")
    page.click("[data-side=a] [data-image=espresso]")
    expect(row.locator("[data-relative]")).not_to_have_text(shown)
    expect(row).to_have_attribute("data-stays", "")
    expect(page.locator("[data-rows][data-stale]")).to_have_count(0)


def test_where_the_rows_do_not_come_those_of_another_photo_are_not_left(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.allow("500")
    page = open_page(TWO_PHOTOS)
    wait_compared(page)
    shown = page.locator(f"{layer_row('block2.0.add')} :is(.strip, .row-relative)")
    expect(shown.first).to_be_visible()
    page.route("**/comparison/*/sheet?*", lambda route: route.fulfill(status=500, body="{}"))
    page.click("[data-side=a] [data-image=espresso]")
    problem = page.locator("[data-problem=sheet]")
    expect(problem).to_contain_text("500")
    expect(page.locator(".row :is(.strip, .row-relative):visible")).to_have_count(0)
    page.unroute("**/comparison/*/sheet?*")
    problem.get_by_role("button", name="Try again").click()
    expect(problem).to_be_hidden()
    for part in shown.all():
        expect(part).to_be_visible()


def test_while_one_side_runs_both_keep_what_they_show(open_page: OpenPage) -> None:
    page = open_page(TWO_PHOTOS)
    wait_compared(page)
    page.evaluate(
        """() => {
            window.names = new Set();
            const name = document.querySelector("[data-layer-a]");
            new MutationObserver(() => window.names.add(name.textContent))
                .observe(name, {childList: true, characterData: true, subtree: true});
        }"""
    )
    page.click("[data-side=a] [data-image=espresso]")
    expect(page.locator("[data-side=a] [data-side-title]")).to_contain_text("600×400")
    wait_compared(page)
    assert page.evaluate("[...window.names]") in ([], ["block2.0.add 64×8×8"])


def test_a_photo_that_one_side_got_can_be_chosen_on_the_other(open_page: OpenPage) -> None:
    page = open_page(TWO_PHOTOS)
    wait_compared(page)
    mine = {"name": "mine.png", "mimeType": "image/png", "buffer": encoded(picture(seed=9))}
    page.set_input_files("[data-side=b] [data-side-file]", mine)
    offered = page.locator("[data-side=a] [data-recent] button")
    expect(offered).to_have_attribute("title", "mine.png")
    offered.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-side=a] [data-side-title]")).to_contain_text("mine.png")
    expect(offered).to_be_focused()
    expect(offered).to_have_attribute("aria-current", "true")


def test_a_photo_dropped_beside_the_sides_does_not_leave_the_page(open_page: OpenPage) -> None:
    page = open_page(TWO_PHOTOS)
    wait_compared(page)
    for event in ("dragover", "drop"):
        prevented = page.evaluate(
            """name => {
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File(["?"], "photo.png", {type: "image/png"}));
                const options = {bubbles: true, cancelable: true, dataTransfer};
                return !document.querySelector("[data-stage]")
                    .dispatchEvent(new DragEvent(name, options));
            }""",
            event,
        )
        assert prevented
    expect(page.locator(".problem:visible")).to_have_count(0)
    assert query(page)["a"] == "cat"
