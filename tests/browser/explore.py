"""The explore page in the hands of a test: what to wait for, and what is painted on it."""

from __future__ import annotations

import base64
import io
from typing import Any
from urllib.parse import parse_qs

import numpy as np
import numpy.typing as npt
from PIL import Image
from playwright.sync_api import Page

Pixels = npt.NDArray[np.uint8]

MARK_COUNT = "name => performance.getEntriesByName(`convscope:${name}`).length"


def wait_painted(page: Page, *names: str) -> None:
    """Wait until each of `answers`, `sheet` or `grid` has been painted since the last `forget`."""
    for name in names:
        page.wait_for_function(f"name => ({MARK_COUNT})(name) > 0", arg=name)


def forget_painted(page: Page) -> None:
    page.evaluate("performance.clearMarks()")


def wait_coloured(page: Page) -> None:
    """Wait until the palettes have come as well: they are on no other answer's way."""
    page.wait_for_selector("[data-legend] canvas", state="attached")


def wait_complete(page: Page) -> None:
    """Wait until the page shows all of a run: answers, sheet, grid and the open map, in colour."""
    wait_painted(page, "answers", "sheet", "grid")
    wait_coloured(page)
    page.wait_for_selector("[data-map-figures] b", state="attached")
    page.wait_for_function("() => !document.querySelector('.busy:not(:empty)')")


def canvas(page: Page, selector: str) -> Pixels:
    """The pixels of a canvas, (height, width, 3)."""
    url: str = page.eval_on_selector(selector, "canvas => canvas.toDataURL('image/png')")
    data = base64.b64decode(url.split(",", 1)[1])
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def query(page: Page) -> dict[str, str]:
    """The state that the address holds, by the page itself: Playwright hears of it a bit later."""
    search: str = page.evaluate("location.search.slice(1)")
    return {key: values[0] for key, values in parse_qs(search).items()}


def where(page: Page) -> str:
    """What the address says after the server, to be opened elsewhere."""
    path: str = page.evaluate("location.pathname.slice(1) + location.search")
    return path


def chosen_layer(page: Page) -> str:
    return page.inner_text("[data-layer-name]")


def row(layer: str) -> str:
    """The selector of a layer's row in the sheet."""
    return f'.row[data-layer="{layer}"]'


def drop(page: Page, data: bytes, name: str, kind: str) -> None:
    """Drop a file anywhere on the page."""
    _send(page, "drop", data, name, kind)


def paste(page: Page, data: bytes, name: str, kind: str) -> None:
    _send(page, "paste", data, name, kind)


def _send(page: Page, event: str, data: bytes, name: str, kind: str) -> None:
    argument: dict[str, Any] = {
        "event": event,
        "data": base64.b64encode(data).decode(),
        "name": name,
        "kind": kind,
    }
    page.evaluate(
        """async ({event, data, name, kind}) => {
            const bytes = Uint8Array.from(atob(data), character => character.charCodeAt(0));
            const transfer = new DataTransfer();
            transfer.items.add(new File([bytes], name, {type: kind}));
            const options = {bubbles: true, cancelable: true};
            document.body.dispatchEvent(event === "drop"
                ? new DragEvent("drop", {...options, dataTransfer: transfer})
                : new ClipboardEvent("paste", {...options, clipboardData: transfer}));
        }""",
        argument,
    )
