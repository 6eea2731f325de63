"""Takes the README's picture of the explore page, from a server of its own.

usage: python -m scripts.screenshot docs/explore.png
"""

from __future__ import annotations

import sys

from playwright.sync_api import sync_playwright

from benchmarks.server import serving
from tests.browser.chromium import find_chromium
from tests.browser.explore import wait_complete

ADDRESS = "/?image=cat&layer=blocks.1.0.act1&channel=48&cell=37,52"
SIZE = {"width": 1440, "height": 900}


def main(path: str) -> None:
    with serving() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        page.goto(base + ADDRESS)
        wait_complete(page)
        page.wait_for_timeout(500)
        page.screenshot(path=path)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
