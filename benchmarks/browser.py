"""What a person waits for, measured in a real Chromium on the explore page."""

from __future__ import annotations

import base64
import io
import statistics

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from benchmarks import report
from benchmarks.server import serving
from benchmarks.timing import median, percentile
from convscope.samples import list_samples, read_sample
from tests.browser.chromium import find_chromium

PHOTOS = 10
LAYERS = 60
VIEW = {"width": 1440, "height": 900}
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic")

# Times from the event to the mark that the page sets once the next frame is on the screen.
DROP = """async data => {
    const bytes = Uint8Array.from(atob(data), character => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], "photo.jpg", {type: "image/jpeg"}));
    performance.clearMarks();
    const started = performance.now();
    document.body.dispatchEvent(
        new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: transfer}));
    return await painted(["answers", "sheet"], started);
}"""
CLICK = """async layer => {
    const row = document.querySelector(`.row[data-layer="${layer}"]`);
    row.scrollIntoView({block: "center"});
    await new Promise(done => setTimeout(done, 100));
    const target = row.querySelector("canvas") ?? row;
    performance.clearMarks();
    const started = performance.now();
    target.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}));
    return await painted(["grid"], started);
}"""
PAINTED = """window.painted = (names, started) => new Promise(done => {
    const look = () => {
        const marks = names.map(name => performance.getEntriesByName(`convscope:${name}`)[0]);
        if (marks.every(Boolean)) done(Math.max(...marks.map(m => m.startTime)) - started);
        else setTimeout(look, 2);
    };
    look();
});"""


def main() -> None:
    report.heading("In the browser, default network, 1440×900")
    with serving() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport=VIEW)
        page.add_init_script(PAINTED)
        page.goto(base)
        page.evaluate("painted(['answers', 'sheet', 'grid'], 0)")
        _drops(page)
        _clicks(page)
        browser.close()


def _drops(page: Page) -> None:
    times = []
    for number in range(PHOTOS):
        times.append(page.evaluate(DROP, _photo(number)))
        page.wait_for_timeout(300)
    report.line("photo dropped to answers and sheet painted", median(times), 500, "ms")
    report.note(f"  of {PHOTOS} photos, from {min(times):.0f} to {max(times):.0f} ms")


def _clicks(page: Page) -> None:
    layers = page.eval_on_selector_all(".row[data-layer]", "rows => rows.map(r => r.dataset.layer)")
    chosen = layers[:: max(1, len(layers) // LAYERS)]
    for layer in chosen:  # the first visit fills the cache
        page.evaluate(CLICK, layer)
    times = [page.evaluate(CLICK, layer) for layer in chosen]
    report.line(
        "click on a layer to its grid painted, 95th percentile", percentile(times, 95), 50, "ms"
    )
    report.note(f"  of {len(times)} layers, median {statistics.median(times):.0f} ms")


def _photo(number: int) -> str:
    """A photo that the server has not seen: a sample, cut a little differently each time."""
    samples = [sample for sample in list_samples() if sample.kind == "photo"]
    with Image.open(io.BytesIO(read_sample(samples[number % len(samples)].id))) as picture:
        cut = picture.crop((number + 1, number + 1, picture.width, picture.height))
    file = io.BytesIO()
    cut.save(file, "JPEG", quality=92)
    return base64.b64encode(file.getvalue()).decode()
