"""The page of two sides in the hands of a test: what to wait for, and where things are."""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote

from playwright.sync_api import Page

from tests.browser.reference import Api, Floats

Column = Literal["a", "b", "difference"]
COLUMNS: tuple[Column, ...] = ("a", "b", "difference")

TWO_PHOTOS = "compare?model_a=resnet_mini&a=cat&b=rocket&layer=block2.0.add"
TWINS = "compare?model_a=resnet_mini&a=cat&b=cat&model_b=resnet_mini@untrained&layer=block2.0.add"
TWO_NETWORKS = "compare?model_a=resnet_mini&a=cat&b=cat&model_b=vgg_mini&layer=relu"


def wait_compared(page: Page) -> None:
    """Wait until both sides, the sheet and the maps of the chosen layer are there, in colour."""
    page.wait_for_selector("[data-legend-a] canvas, [data-legend-b] canvas", state="attached")
    page.wait_for_function("() => !document.querySelector('.busy:not(:empty)')")
    page.wait_for_function(
        "() => document.querySelector('[data-rows]:not([data-stale]) .row')"
        " && [...document.querySelectorAll('[data-large-value]')].some(e => e.textContent.trim())"
    )


def values(api: Api, image: str, model: str, layer: str) -> Floats:
    return api.values(layer, image, model)


def grid(column: Column) -> str:
    return f"[data-column={column}] [data-column-grid]"


def grid_canvas(column: Column) -> str:
    return f"[data-column={column}] [data-column-canvas]"


def number(page: Page, column: Column) -> float:
    """The number that stands below a large map."""
    text = page.inner_text(f"[data-large={column}] [data-large-value]")
    return float(text.replace("−", "-"))


def layer_row(layer: str) -> str:
    return f'[data-rows] .row[data-layer="{layer}"]'


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).bounding_box()
    assert found is not None, selector
    return dict(found)


def boxes(page: Page, kind: Literal["selected", "cursor"]) -> list[tuple[float, float]]:
    """Where the three columns mark a map, from the corner of each grid; nothing where hidden."""
    marks = []
    for column in COLUMNS:
        mark = page.locator(f"[data-column={column}] [data-column-{kind}]").bounding_box()
        if mark:
            corner = box(page, grid(column))
            marks.append((round(mark["x"] - corner["x"]), round(mark["y"] - corner["y"])))
    return marks


def address(**query: str) -> str:
    return "compare?" + "&".join(f"{name}={quote(value)}" for name, value in query.items())
