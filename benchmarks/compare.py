"""From the click on a layer of two sides to all three grids on the screen, in a real Chromium."""

from __future__ import annotations

from playwright.sync_api import Page, sync_playwright

from benchmarks import report
from benchmarks.browser import CLICK, FLAGS, PAINTED, VIEW
from benchmarks.server import serving
from benchmarks.timing import median, percentile
from tests.browser.chromium import find_chromium

# Two photos through one network, and one photo through two.
SIDES = {
    "efficientnet_lite0, two photos": "a=cat&b=rocket",
    "resnet_mini beside vgg_mini": "a=cat&model_a=resnet_mini&b=cat&model_b=vgg_mini",
}
# Each layer's neighbour is fetched ahead, so that only every other one is new.
STEP = 2
LAYERS = 60
AHEAD = 400  # milliseconds, until the neighbour has come


def main() -> None:
    report.heading("In the browser, 1440×900: a layer of two sides that was never opened before")
    with serving() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for sides, address in SIDES.items():
            page = browser.new_page(viewport=VIEW)
            page.add_init_script(PAINTED)
            page.goto(f"{base}/compare?{address}&layer=input")
            page.wait_for_selector("[data-rows]:not([data-stale]) .row")
            page.evaluate("painted(['grid'], 0)")
            _clicks(page, sides)
            page.close()
        browser.close()


def _clicks(page: Page, sides: str) -> None:
    layers = page.eval_on_selector_all(".row[data-layer]", "rows => rows.map(r => r.dataset.layer)")
    times = []
    for layer in layers[STEP::STEP][:LAYERS]:
        page.wait_for_timeout(AHEAD)
        times.append(page.evaluate(CLICK, layer))
    report.line(
        "click on a layer to three grids, 95th percentile", percentile(times, 95), 200, "ms"
    )
    report.note(f"  {sides}: of {len(times)} layers, median {median(times):.0f} ms")
