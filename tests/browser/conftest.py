"""One server and one Chromium for all browser tests; every page is watched for faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.server import serving
from tests.browser.chromium import find_chromium
from tests.browser.unfolding import staying_open
from tests.browser.watch import Watch

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic")

# What is waited for may take as long as anything else that Playwright waits for.
expect.set_options(timeout=30_000)

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the server, without a slash at its end."""
    with serving() as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def cat(browser: Browser, server: str) -> Iterator[Page]:
    """ResNet mini on the cat, unfolded; tests go to the map that they look at."""
    with staying_open(browser, server, "?image=cat&model=resnet_mini") as page:
        yield page


@pytest.fixture(scope="module")
def digit(browser: Browser, server: str) -> Iterator[Page]:
    """The same of LeNet-5 on a digit."""
    with staying_open(browser, server, "?image=digit5&model=lenet5") as page:
        yield page


@pytest.fixture
def watch(server: str) -> Watch:
    """What went wrong on the pages of this test; a test may allow what it provokes."""
    return Watch(server)


@pytest.fixture
def open_page(browser: Browser, server: str, watch: Watch) -> Iterator[OpenPage]:
    """Opens the explore page at a query, in a browser that knows nothing yet."""
    contexts = []

    def open_at(query: str = "", width: int = 1440, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        page.goto(f"{server}/{query}")
        return page

    yield open_at
    for context in contexts:
        context.close()
    watch.check()
