"""From the click that unfolds a map to its parts on the screen, in a real Chromium."""

from __future__ import annotations

from playwright.sync_api import Page, sync_playwright

from benchmarks import report
from benchmarks.browser import FLAGS, PAINTED, VIEW
from benchmarks.server import serving
from benchmarks.timing import median
from tests.browser.chromium import find_chromium

# Among them those that take longest: large maps, and many input channels.
MAPS = {
    "lenet5": ("conv1", "conv2", "fc1"),
    "resnet_mini": ("conv1", "block1.0.conv1", "block2.0.add", "block3.1.conv2"),
    "efficientnet_lite0": (
        "conv_stem",
        "blocks.1.0.conv_pw",
        "blocks.1.0.act1",
        "blocks.1.1.conv_pwl",
        "blocks.5.1.conv_pwl",
        "conv_head",
    ),
}
CHANNELS = range(5)
PICTURES = {"lenet5": "digit5"}

UNFOLD = """async () => {
    performance.clearMarks();
    const started = performance.now();
    document.querySelector("[data-unfold-open]").click();
    return await painted(["unfold"], started);
}"""


def main() -> None:
    report.heading("In the browser, 1440×900: a map unfolded that was never unfolded before")
    with serving() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport=VIEW)
        page.add_init_script(PAINTED)
        for model, layers in MAPS.items():
            times = [_unfold(page, base, model, layer) for layer in layers]
            report.line(f"click on a map to its parts, {model}", max(times), 150, "ms")
            slowest = layers[times.index(max(times))]
            report.note(f"  the slowest of {len(layers)} layers: {slowest}")
        browser.close()


def _unfold(page: Page, base: str, model: str, layer: str) -> float:
    """The median of some channels; none of them is in any cache."""
    image = PICTURES.get(model, "cat")
    times = []
    for channel in CHANNELS:
        page.goto(f"{base}/?image={image}&model={model}&layer={layer}&channel={channel}")
        page.wait_for_selector("[data-map-figures] b", state="attached")
        page.wait_for_timeout(400)  # until the neighbouring layers are fetched
        times.append(page.evaluate(UNFOLD))
    return median(times)
