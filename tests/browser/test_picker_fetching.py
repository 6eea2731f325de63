"""Weights that are not on this machine: offered, fetched while one looks on, cancelled, refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from benchmarks.server import serving
from tests import mean_server
from tests.browser import fetching
from tests.browser.conftest import OpenPage
from tests.browser.explore import query, wait_complete, wait_painted
from tests.browser.fetching import MODEL, NAME
from tests.browser.reference import Api
from tests.mean_server import MeanServer

PHONE = {"width": 390, "height": 844}
PATIENCE = 30_000  # milliseconds


@pytest.fixture(scope="module")
def source() -> Iterator[MeanServer]:
    """Where the weights come from."""
    with mean_server.serving(fetching.well) as source:
        yield source


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("torch")


@pytest.fixture(scope="module")
def server(source: MeanServer, home: Path) -> Iterator[str]:
    places = {"TORCH_HOME": str(home), "HF_HOME": str(home / "hub-of-others")}
    address = {fetching.URL: source.url, fetching.DIGEST: fetching.digest()}
    with serving(*fetching.PROGRAM, **places, **address) as base:
        yield base


@pytest.fixture(autouse=True)
def nothing_here(source: MeanServer, home: Path) -> Iterator[None]:
    """Every test begins without the weights, and leaves no download hanging."""
    shutil.rmtree(home / "hub", ignore_errors=True)
    source.released.clear()
    yield
    source.released.set()


def choose(page: Page) -> Locator:
    """Choose the network in the list; the place where its weights are offered."""
    page.click("[data-picker-open]")
    expect(page.locator("[data-picker-search]")).to_be_focused()
    page.fill("[data-picker-search]", MODEL)
    expect(page.locator(f'.option[data-model="{MODEL}"]')).to_have_attribute("data-active", "")
    page.keyboard.press("Enter")
    expect(page.locator("[data-model-name]")).to_have_text(NAME)
    return page.locator("[data-fetch=pane]")


def button(box: Locator, name: str) -> Locator:
    return box.get_by_role("button", name=name)


def wait_run(page: Page, server: str, model: str = MODEL) -> None:
    """Wait until the page shows the answers of this network."""
    workspace = page.locator("#workspace")
    expect(workspace).not_to_have_attribute("data-away", "", timeout=PATIENCE)
    expect(workspace).not_to_have_attribute("data-stale", "", timeout=PATIENCE)
    best = Api(server).run("cat", model)["predictions"][0]["label"]
    expect(page.locator("[data-answers] .name").first).to_have_text(best)


def test_the_photo_runs_by_itself_when_the_weights_are_here(
    open_page: OpenPage, server: str, source: MeanServer
) -> None:
    source.manners = [fetching.in_halves]
    page = open_page()
    wait_complete(page)
    box = choose(page)
    expect(box).to_contain_text(f"{NAME} is not on this machine yet.")
    top = page.locator(".says").bounding_box()
    button(box, "Fetch about 4.94 MB").press("Enter")
    expect(box.get_by_role("progressbar")).to_be_visible()
    expect(box.locator("[data-fetch-figures]")).to_contain_text("MB of 4.9", timeout=PATIENCE)
    expect(button(box, "Cancel")).to_be_focused()
    page.click("[data-picker-open]")
    expect(page.locator("[data-fetch=picker]")).to_contain_text(f"{NAME} is being fetched.")
    expect(page.locator(f'.option[data-model="{MODEL}"]')).to_contain_text("being fetched")
    page.keyboard.press("Escape")
    source.released.set()
    expect(box).to_be_hidden(timeout=PATIENCE)
    wait_run(page, server)
    assert page.locator(".says").bounding_box() == top
    assert query(page) == {"model": MODEL}


def test_a_reload_goes_on_with_the_same_download(
    open_page: OpenPage, server: str, source: MeanServer
) -> None:
    source.manners = [fetching.in_halves]
    page = open_page(f"?model={MODEL}")
    box = page.locator("[data-fetch=sheet]")
    button(box, "Fetch about 4.94 MB").click()
    expect(box.locator("[data-fetch-figures]")).to_contain_text("MB of 4.9", timeout=PATIENCE)
    asked = len(source.asked)
    page.reload()
    expect(box).to_contain_text("is being fetched", timeout=PATIENCE)
    source.released.set()
    wait_run(page, server)
    assert len(source.asked) == asked


def test_a_cancelled_download_goes_on_when_it_is_asked_for_again(
    open_page: OpenPage, server: str, source: MeanServer
) -> None:
    source.manners = [fetching.in_halves, fetching.well]
    page = open_page()
    wait_complete(page)
    box = choose(page)
    button(box, "Fetch").click()
    expect(box.locator("[data-fetch-figures]")).to_contain_text("MB of 4.9", timeout=PATIENCE)
    button(box, "Cancel").click()
    expect(button(box, "Fetch about 4.94 MB")).to_be_focused(timeout=PATIENCE)
    expect(page.locator("[data-fetch-says]")).to_have_text(f"The download of {NAME} is cancelled")
    page.keyboard.press("Enter")
    wait_run(page, server)
    assert (source.ranges()[-1] or "").startswith("bytes=")


def test_a_failure_is_said_in_its_own_words(
    open_page: OpenPage, server: str, source: MeanServer
) -> None:
    source.manners = [mean_server.refusing(404), fetching.well]
    page = open_page()
    wait_complete(page)
    box = choose(page)
    button(box, "Fetch").click()
    problem = box.locator("[data-fetch-problem]")
    expect(problem).to_contain_text("404", timeout=PATIENCE)
    again = button(box, "Try again")
    assert again.evaluate("button => button.getBoundingClientRect().bottom <= innerHeight")
    again.click()
    wait_run(page, server)


def test_it_may_be_looked_at_untrained_while_it_is_fetched(
    open_page: OpenPage, server: str, source: MeanServer
) -> None:
    source.manners = [fetching.in_halves]
    page = open_page()
    wait_complete(page)
    box = choose(page)
    button(box, "Fetch").click()
    expect(box.locator("[data-fetch-figures]")).to_contain_text("MB of 4.9", timeout=PATIENCE)
    button(box, "Look at it untrained now").click()
    wait_run(page, server, f"{MODEL}@untrained")
    expect(page.locator("[data-model-name]")).to_have_text(f"{NAME}, untrained")
    expect(page.locator("[data-fetch-aside]")).to_have_text("fetching 49%")
    source.released.set()
    expect(page.locator("[data-fetch-aside]")).to_have_text("", timeout=PATIENCE)
    page.get_by_role("radio", name="trained", exact=True).check(force=True)
    wait_run(page, server)


def test_on_a_phone(open_page: OpenPage, server: str, source: MeanServer) -> None:
    source.manners = [fetching.well]
    page = open_page(**PHONE)
    wait_painted(page, "answers", "sheet")
    page.click(".glance .quiet")
    box = choose(page)
    expect(button(box, "Fetch")).to_be_visible()
    page.click("[data-close=photo]")
    sheet = page.locator("[data-fetch=sheet]")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    button(sheet, "Fetch").click()
    expect(sheet).to_be_hidden(timeout=PATIENCE)
    wait_run(page, server)
