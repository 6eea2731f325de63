"""The graph of DenseNet-201 in a real Chromium: how soon it is there, and how evenly it moves.

Untrained, because that needs no download and has the same graph. Frames are those of this machine's
Chromium, which draws without a graphics card.
"""

from __future__ import annotations

import statistics

from playwright.sync_api import Page, sync_playwright

from benchmarks import report
from benchmarks.browser import FLAGS, PAINTED, VIEW
from benchmarks.server import serving
from benchmarks.timing import percentile
from tests.browser.chromium import find_chromium

MODEL = "torchvision:densenet201@untrained"
FRAME = 1000 / 60
FRAMES = 120
PATIENCE = 120_000  # milliseconds

OPEN = """async selector => {
    performance.clearMarks();
    const started = performance.now();
    document.querySelector(selector).click();
    return await painted(["graph"], started);
}"""
# The time of each frame while the wheel moves the drawing, there and back again.
PAN = """async ([frames, step]) => {
    const canvas = document.querySelector("[data-graph-canvas]");
    const {left, top} = canvas.getBoundingClientRect();
    const options = {clientX: left + 200, clientY: top + 200, bubbles: true, cancelable: true};
    const times = [];
    let last = await new Promise(requestAnimationFrame);
    for (let frame = 0; frame < frames; frame += 1) {
        const deltaY = frame % 60 < 30 ? step : -step;
        canvas.dispatchEvent(new WheelEvent("wheel", {...options, deltaY}));
        const now = await new Promise(requestAnimationFrame);
        times.push(now - last);
        last = now;
    }
    return times;
}"""
TO_THE_MIDDLE = """async () => {
    const canvas = document.querySelector("[data-graph-canvas]");
    canvas.dispatchEvent(new WheelEvent("wheel", {deltaY: 18000, cancelable: true}));
    await new Promise(done => setTimeout(done, 300));
}"""


def main() -> None:
    report.heading(f"The graph of {MODEL}, 1440×900")
    with serving() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport=VIEW)
        page.set_default_timeout(PATIENCE)
        page.add_init_script(PAINTED)
        page.goto(f"{base}/?model={MODEL}")
        page.evaluate("painted(['answers', 'sheet', 'grid'], 0)")
        _opening(page)
        _moving(page)
        browser.close()


def _opening(page: Page) -> None:
    closed = page.evaluate(OPEN, "input[data-view][value=graph]")
    report.line("graph opened, as it is at first", closed, 1000, "ms")
    page.wait_for_timeout(500)
    every = page.evaluate(OPEN, "[data-graph-all]")
    report.line("every block opened: 713 nodes, 2515 edges", every, 1000, "ms")
    page.wait_for_timeout(500)


def _moving(page: Page) -> None:
    _frames(page, "at the top", 20)
    page.evaluate(TO_THE_MIDDLE)
    _frames(page, "amid a dense block", 20)
    page.click("[data-graph-fit]")
    page.wait_for_timeout(500)
    _frames(page, "all of it in sight", 2)


def _frames(page: Page, where: str, step: int) -> None:
    times = page.evaluate(PAN, [FRAMES, step])
    report.line(
        f"frame while panning {where}, 95th percentile", percentile(times, 95), 1.2 * FRAME, "ms"
    )
    report.note(f"  of {len(times)} frames, median {statistics.median(times):.1f} ms")
