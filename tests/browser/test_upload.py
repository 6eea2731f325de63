"""A photo of the person's own: chosen, dropped or pasted, refused in words, forgotten again."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from convscope.samples import read_sample
from tests.browser.conftest import OpenPage
from tests.browser.explore import drop, forget_painted, paste, query, wait_complete, wait_painted
from tests.browser.watch import Watch

PROBLEM = ".photo-pane [data-problem=photo]"


def photo(shade: int) -> bytes:
    """A PNG of the coffee that no other test sends."""
    picture = Image.open(io.BytesIO(read_sample("espresso"))).convert("RGB")
    picture.putpixel((0, 0), (shade, 0, 0))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def expect_espresso(page: Page, data: bytes) -> None:
    wait_painted(page, "answers", "sheet", "grid")
    expect(page.locator("[data-answers] li").first).to_contain_text("espresso")
    assert query(page)["image"] == hashlib.sha256(data).hexdigest()[:32]
    expect(page.locator(PROBLEM)).to_be_hidden()


def test_by_button(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    wait_complete(page)
    forget_painted(page)
    file = tmp_path / "coffee.png"
    file.write_bytes(photo(1))
    with page.expect_file_chooser() as chooser:
        page.click(".photo-pane [data-upload]")
    chooser.value.set_files(file)
    expect_espresso(page, photo(1))
    expect(page.locator("[data-photo-caption]")).to_have_text("coffee.png · 600×400")


def test_by_dropping_it_anywhere(open_page: OpenPage) -> None:
    page = open_page("?layer=act1&channel=6")
    wait_complete(page)
    forget_painted(page)
    drop(page, photo(2), "coffee.png", "image/png")
    assert (page.get_attribute("[data-photo-image]", "src") or "").startswith("blob:")
    expect_espresso(page, photo(2))
    assert query(page)["layer"] == "act1"


def test_by_pasting_it(open_page: OpenPage) -> None:
    page = open_page()
    wait_complete(page)
    forget_painted(page)
    paste(page, photo(3), "image.png", "image/png")
    expect_espresso(page, photo(3))


def test_samples_are_links(open_page: OpenPage) -> None:
    page = open_page()
    wait_complete(page)
    forget_painted(page)
    page.click("[data-image=rocket]")
    wait_painted(page, "answers", "sheet", "grid")
    expect(page.locator("[data-answers] li").first).to_contain_text("missile")
    assert query(page) == {"image": "rocket"}
    expect(page.locator("[data-image=rocket]")).to_have_attribute("aria-current", "true")


def test_a_file_that_is_no_picture_is_refused_where_the_photo_is(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.allow("status of 415")
    watch.allow("status of 422")
    watch.allow("status of 400")
    page = open_page()
    wait_complete(page)
    drop(page, b"just some words", "notes.png", "image/png")
    problem = page.locator(PROBLEM)
    expect(problem).to_be_visible()
    assert len(problem.inner_text().split()) > 5
    expect(page.locator("[data-answers] li").first).to_contain_text("tiger cat")
    assert "images/cat" in (page.get_attribute("[data-photo-image]", "src") or "")
    assert query(page) == {}


def test_a_file_over_the_limit_is_not_even_sent(open_page: OpenPage) -> None:
    page = open_page()
    wait_complete(page)
    page.eval_on_selector("#workspace", "workspace => workspace.dataset.imageBytes = '1000'")
    drop(page, photo(4), "coffee.png", "image/png")
    expect(page.locator(PROBLEM)).to_contain_text("photos may have up to 0 MiB")


def test_a_file_that_cannot_be_read_is_said(
    open_page: OpenPage, watch: Watch, tmp_path: Path
) -> None:
    watch.allow("ERR_")
    page = open_page()
    wait_complete(page)
    file = tmp_path / "coffee.png"
    file.write_bytes(photo(6))
    page.evaluate("addEventListener('change', event => event.stopImmediatePropagation(), true)")
    page.set_input_files("[data-file]", file)
    file.write_bytes(photo(6) + b"changed since")
    page.evaluate(
        """() => {
            const transfer = new DataTransfer();
            transfer.items.add(document.querySelector("[data-file]").files[0]);
            const options = {bubbles: true, cancelable: true, dataTransfer: transfer};
            document.body.dispatchEvent(new DragEvent("drop", options));
        }"""
    )
    expect(page.locator(PROBLEM)).to_have_text("This file cannot be read. Choose it again.")
    expect(page.locator("[data-connection]")).to_have_text("")
    assert query(page) == {}


def test_a_browser_that_keeps_nothing(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(
        """Object.defineProperty(window, "localStorage", {get() {
            throw new DOMException("Access is denied for this document.", "SecurityError");
        }});"""
    )
    page.reload()
    wait_complete(page)
    page.click("[data-theme-switch]")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    forget_painted(page)
    drop(page, photo(7), "coffee.png", "image/png")
    expect_espresso(page, photo(7))
    expect(page.locator("[data-recent] img")).to_have_attribute("alt", "coffee.png")


def test_the_page_forgets_what_it_holds_of_a_forgotten_photo(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.allow("status of 404")
    watch.allow("ERR_FILE_NOT_FOUND")
    page = open_page("?layer=act1")
    wait_complete(page)
    forget_painted(page)
    with page.expect_response(lambda answer: "/sheet?" in answer.url) as sheet:
        drop(page, photo(8), "coffee.png", "image/png")
    expect_espresso(page, photo(8))
    blob = page.get_attribute("[data-photo-image]", "src")
    run = sheet.value.json()["run"]
    page.click("[data-forget]")
    expect(page.locator("[data-answers] li").first).to_contain_text("tiger cat")
    shows = """url => Object.assign(new Image(), {src: url}).decode()
        .then(() => true, () => false)"""
    assert not page.evaluate(shows, blob)
    asked = """async run => {
        const loaded = performance.getEntriesByType("resource").map(({name}) => name);
        const {fetchLayer} = await import(loaded.find(name => name.includes("/api.js")));
        return await fetchLayer(run, "act1").then(() => "kept", error => error.code);
    }"""
    assert str(page.evaluate(asked, run)).startswith("unknown_")


def test_recent_photos_stay_in_this_browser_until_forgotten(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.allow("status of 404")
    page = open_page()
    wait_complete(page)
    forget_painted(page)
    drop(page, photo(5), "coffee.png", "image/png")
    expect_espresso(page, photo(5))
    image = query(page)["image"]
    page.reload()
    wait_complete(page)
    expect(page.locator(f'[data-image="{image}"] img')).to_have_attribute("alt", "coffee.png")
    other = open_page()
    wait_complete(other)
    expect(other.locator("[data-recent]")).to_have_count(0)

    page.click("[data-forget]")
    expect(page.locator("[data-answers] li").first).to_contain_text("tiger cat")
    expect(page.locator("[data-recent]")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('convscope.recent')") == "[]"
    other.goto(f"{other.url.split('?')[0]}?image={image}")
    expect(other.locator(PROBLEM)).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_photo_that_is_gone_is_said_and_the_samples_offered(
    open_page: OpenPage, watch: Watch, width: int
) -> None:
    watch.allow("status of 404")
    page = open_page(f"?image={'0' * 32}", width=width)
    problem = page.locator("[data-problem=photo]:visible")
    expect(problem).to_have_count(1)
    if width < 900:
        page.click(".glance .quiet")
    page.click("[data-image=cat]")
    wait_painted(page, "answers", "sheet", "grid")
    expect(page.locator("[data-problem=photo]:visible")).to_have_count(0)


def test_in_place_of_a_photo_that_is_gone_the_first_one_is_offered(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.allow("status of 404")
    page = open_page(f"?image={'0' * 32}&layer=act1")
    page.locator(PROBLEM).get_by_role("button", name="Show Chelsea the cat").click()
    wait_complete(page)
    expect(page.locator("[data-problem=photo]:visible")).to_have_count(0)
    assert query(page) == {"layer": "act1"}
