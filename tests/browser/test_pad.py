"""Networks that read digits are drawn for: on a pad, live, and without leaving anything behind."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from convscope.samples import read_sample
from tests.browser.choosing import choose
from tests.browser.conftest import OpenPage
from tests.browser.drawing import ONE, SEVEN, MostAtOnce, Uploads, draw, touch, wait_drawn
from tests.browser.explore import canvas, forget_painted, query, wait_complete, wait_painted
from tests.browser.watch import Watch

BEST = "[data-answers] li:first-child .name"
HINT = "[data-pad-hint]"
PHONE = {"width": 390, "height": 844}


def open_pad(open_page: OpenPage, **options: object) -> Page:
    """LeNet-5 with an empty pad."""
    page = open_page("?model=lenet5", **options)
    wait_painted(page, "answers", "sheet", "grid")
    if options.get("width") == 390:
        page.click(".glance .quiet")
    page.get_by_role("button", name="Clear").click()
    return page


def expect_on_pad(page: Page, picture: np.ndarray) -> None:
    """Wait until the pad holds a picture (280, 280, 3), pixel by pixel."""
    page.wait_for_function(
        """levels => {
            // Read from a copy: Chromium warns of a canvas that is read again and again.
            const copy = new OffscreenCanvas(280, 280).getContext("2d", {willReadFrequently: true});
            copy.drawImage(document.querySelector("[data-pad]"), 0, 0);
            const {data} = copy.getImageData(0, 0, 280, 280);
            return levels.every((level, at) => data[4 * at] === level);
        }""",
        arg=picture[..., 0].ravel().tolist(),
    )
    np.testing.assert_array_equal(canvas(page, "[data-pad]"), picture)


def digit(number: int) -> np.ndarray:
    """One of the ten digits, as the pad shows it: (280, 280, 3)."""
    return np.asarray(Image.open(io.BytesIO(read_sample(f"digit{number}"))).convert("RGB"))


def status(page: Page, image: str) -> int:
    """The status with which the server answers for a picture."""
    return page.request.get(f"{page.url.split('?')[0]}api/v1/images/{image}?size=16").status


def wait_removed(page: Page, image: str) -> None:
    for _ in range(100):
        if status(page, image) == 404:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"The server still has the picture {image}.")


def test_a_drawing_is_run_as_it_grows_and_the_last_one_always(open_page: OpenPage) -> None:
    page = open_pad(open_page)
    uploads, at_once = Uploads(page), MostAtOnce(page)
    draw(page, [SEVEN[0], (0.5, 0.2), *SEVEN[1:]], awaited=True)
    wait_drawn(page)
    expect(page.locator(BEST)).to_have_text("7")
    assert len(uploads.ids) > 2
    assert at_once.most == 1
    image = query(page)["image"]
    assert image == uploads.ids[-1]
    answer = page.request.get(f"{page.url.split('?')[0]}api/v1/images/{image}")
    sent = np.asarray(Image.open(io.BytesIO(answer.body())).convert("RGB"))
    np.testing.assert_array_equal(sent, canvas(page, "[data-pad]"))
    assert sent.shape == (280, 280, 3)
    seen = page.get_attribute("[data-seen-image]", "src") or ""
    assert f"/runs/{image}." in seen


def test_nothing_piles_up(open_page: OpenPage) -> None:
    page = open_pad(open_page)
    uploads = Uploads(page)
    steps = page.evaluate("history.length")
    draw(page, SEVEN)
    draw(page, ONE)
    wait_drawn(page)
    last = query(page)["image"]
    for image in {*uploads.ids} - {last}:
        wait_removed(page, image)
    assert {image: status(page, image) for image in uploads.ids} == {
        image: 200 if image == last else 404 for image in uploads.ids
    }
    assert page.evaluate("history.length") == steps + 1
    assert page.evaluate("localStorage.getItem('convscope.recent')") is None
    expect(page.locator("[data-recent]")).to_have_count(0)
    page.go_back()
    expect(page.locator("[data-photo-caption]")).to_have_text("The digit 5")
    expect(page.locator(BEST)).to_have_text("5")


def test_an_empty_pad_is_not_run(open_page: OpenPage) -> None:
    page = open_page("?model=lenet5")
    wait_complete(page)
    uploads = Uploads(page)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(HINT)).to_have_text("Draw a digit")
    expect(page.locator("#workspace")).to_have_attribute("data-stale", "")
    assert not canvas(page, "[data-pad]").any()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(HINT)).to_be_hidden()
    expect(page.locator("#workspace")).not_to_have_attribute("data-stale", "")
    expect(page.locator("[data-photo-caption]")).to_have_text("The digit 5")
    expect_on_pad(page, digit(5))
    assert uploads.ids == []


def test_what_is_cleared_on_its_way_leaves_nothing_behind(
    open_page: OpenPage,
) -> None:
    page = open_pad(open_page)
    draw(page, ONE)
    wait_drawn(page)
    first = canvas(page, "[data-pad]")
    uploads = Uploads(page)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/v1/images", hold)
    with page.expect_request("**/api/v1/images"):
        page.locator("[data-pad]").click(position={"x": 20, "y": 20})
    page.get_by_role("button", name="Clear").click()
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        held[0].continue_()
    page.wait_for_timeout(200)
    assert [status(page, image) for image in uploads.ids] == [404]
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-photo-caption]")).to_have_text("Your drawing")
    expect_on_pad(page, first)


def test_the_way_back_from_an_empty_pad(open_page: OpenPage) -> None:
    page = open_page("?model=lenet5&image=digit2")
    wait_complete(page)
    page.click("[data-image=digit3]")
    expect(page.locator(BEST)).to_have_text("3")
    page.get_by_role("button", name="Clear").click()
    page.go_back()
    expect(page.locator("[data-photo-caption]")).to_have_text("The digit 2")
    expect_on_pad(page, digit(2))


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_ten_digits_are_buttons_that_keys_press(open_page: OpenPage, key: str) -> None:
    page = open_page("?model=lenet5")
    wait_painted(page, "answers", "sheet", "grid")
    digits = page.get_by_role("button", name="The digit")
    expect(digits).to_have_count(10)
    digits.nth(3).focus()
    page.keyboard.press("Tab")
    expect(digits.nth(4)).to_be_focused()
    forget_painted(page)
    page.keyboard.press(key)
    wait_painted(page, "answers", "sheet", "grid")
    assert query(page) == {"model": "lenet5", "image": "digit4"}
    expect(page.locator(BEST)).to_have_text("4")
    expect(digits.nth(4)).to_have_attribute("aria-current", "true")
    expect(page.locator("[data-pad-says]")).to_contain_text("LeNet-5 says 4")
    expect_on_pad(page, digit(4))


def test_a_line_goes_on_top_of_the_digit_on_the_pad(open_page: OpenPage) -> None:
    page = open_page("?model=lenet5&image=digit1")
    wait_complete(page)
    before = digit(1)
    expect_on_pad(page, before)
    draw(page, SEVEN)
    wait_drawn(page)
    after = canvas(page, "[data-pad]")
    assert (after >= before).all()
    assert (after > before).any()


def test_a_drawing_is_still_there_after_a_reload(open_page: OpenPage) -> None:
    page = open_pad(open_page)
    draw(page, ONE)
    wait_drawn(page)
    drawn = canvas(page, "[data-pad]")
    page.reload()
    wait_complete(page)
    expect(page.locator("[data-photo-caption]")).to_have_text("Your drawing")
    expect_on_pad(page, drawn)


def test_a_colour_network_brings_the_photo_back_and_the_pad_keeps_the_drawing(
    open_page: OpenPage,
) -> None:
    page = open_page("?model=resnet_mini")
    wait_complete(page)
    choose(page, "LeNet-5")
    expect(page.locator("[data-photo-caption]")).to_have_text("The digit 5")
    expect(page.locator("[data-pad]")).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    draw(page, ONE)
    wait_drawn(page)
    drawing = query(page)["image"]
    choose(page, "ResNet mini")
    expect(page.locator("[data-photo-caption]")).to_have_text("Chelsea the cat · 451×300")
    expect(page.locator("[data-pad]")).to_be_hidden()
    expect(page.locator(BEST)).to_have_text("cat")
    choose(page, "Multilayer perceptron")
    expect(page.locator("[data-photo-caption]")).to_have_text("Your drawing")
    assert query(page) == {"model": "mlp", "image": drawing}


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_a_photo_that_somebody_chose_is_read_as_a_digit_too(
    open_page: OpenPage, options: dict[str, int]
) -> None:
    page = open_page("?model=lenet5&image=rocket", **options)
    wait_painted(page, "answers", "sheet")
    if options:
        page.click(".glance .quiet")
    expect(page.locator("[data-photo-caption]")).to_have_text("Launch of a Falcon 9 · 640×427")
    expect(page.locator("[data-photo-frame]")).to_be_visible()
    expect(page.locator("[data-pad]")).to_be_hidden()
    expect(page.locator("[data-seen-words]")).to_contain_text("784 numbers of the photo's 819,840")
    page.get_by_role("button", name="Draw a digit").click()
    expect(page.locator(HINT)).to_be_visible()
    page.get_by_role("button", name="Back to the photo").click()
    expect(page.locator("[data-pad]")).to_be_hidden()
    page.get_by_role("button", name="Draw a digit").click()
    draw(page, ONE)
    wait_drawn(page)
    expect(page.locator(BEST)).to_have_text("1")


def test_a_finger_draws_on_a_phone_and_the_pad_stays_open(open_page: OpenPage) -> None:
    page = open_pad(open_page, **PHONE, has_touch=True)
    assert page.locator("[data-pad]").evaluate("pad => getComputedStyle(pad).touchAction") == "none"
    touch(page, [(0.5, 0.15 + 0.07 * step) for step in range(11)])
    wait_drawn(page)
    expect(page.locator(BEST)).to_have_text("1")
    expect(page.locator("[data-pad]")).to_be_in_viewport(ratio=1)
    expect(page.locator("[data-answers]")).to_be_in_viewport(ratio=1)


def test_a_drawing_that_is_gone_is_said_and_a_digit_offered(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.allow("status of 404")
    page = open_page(f"?model=lenet5&image={'0' * 32}")
    page.get_by_role("button", name="Show The digit 5").click()
    expect(page.locator(BEST)).to_have_text("5")
