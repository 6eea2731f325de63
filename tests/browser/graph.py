"""The graph in the hands of a test: where its nodes are on the screen, and what it shows."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from playwright.sync_api import Page

from tests.browser.reference import Api

CANVAS = "[data-graph-canvas]"
TREE = "[data-graph-tree]"


class Camera(NamedTuple):
    """The point of the drawing at the canvas's upper left corner, and the scale."""

    x: float
    y: float
    scale: float


class Drawing:
    """A graph as the server laid it out, on a page that shows it."""

    def __init__(
        self, page: Page, server: str, query: str = "", model: str = "efficientnet_lite0"
    ) -> None:
        self.page = page
        self.graph: dict[str, Any] = Api(server).get(f"/models/{model}/graph{query}")
        self.spots = {each["id"]: each for each in (*self.graph["nodes"], *self.graph["frames"])}

    def on_canvas(self, x: float, y: float) -> tuple[float, float]:
        """A point of the drawing in pixels of the canvas."""
        at = camera(self.page)
        return (x - at.x) * at.scale, (y - at.y) * at.scale

    def pixel(self, x: float, y: float) -> tuple[int, int]:
        """The pixel of the canvas that a point of the drawing is drawn at: all are whole."""
        at = camera(self.page)

        def whole(length: float) -> int:
            return math.floor(length * at.scale + 0.5)

        return whole(x) - whole(at.x), whole(y) - whole(at.y)

    def on_screen(self, x: float, y: float) -> tuple[float, float]:
        """A point of the drawing in pixels of the window."""
        left, top = corner(self.page)
        across, down = self.on_canvas(x, y)
        return left + across, top + down

    def middle(self, id: str) -> tuple[float, float]:
        """The middle of a node, in pixels of the window."""
        spot = self.spots[id]
        return self.on_screen(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)

    def button(self, id: str) -> tuple[float, float]:
        """The plus of a closed block."""
        spot = self.spots[id]
        return self.on_screen(spot["x"] + spot["width"] - 12, spot["y"] + spot["height"] - 10)

    def name(self, id: str) -> tuple[float, float]:
        """The name of an open block."""
        spot = self.spots[id]
        return self.on_screen(spot["x"] + 12, spot["y"] + 10)

    def click(self, id: str, count: int = 1) -> None:
        self.page.mouse.click(*self.middle(id), click_count=count)


def camera(page: Page) -> Camera:
    text: str = page.get_attribute("[data-graph]", "data-camera") or ""
    return Camera(*map(float, text.split()))


def corner(page: Page) -> tuple[float, float]:
    """Where the canvas begins in the window."""
    box = page.locator(CANVAS).bounding_box()
    assert box
    return box["x"], box["y"]


def wait_drawn(page: Page) -> None:
    """Wait until the graph is drawn with its maps, and nothing is on its way."""
    page.wait_for_selector("[data-graph][data-camera]")
    page.wait_for_function("() => !document.querySelector('.busy:not(:empty)')")
    settle(page)


def wait_opened(page: Page, id: str) -> None:
    """Wait until the block is open."""
    page.wait_for_function(
        "id => document.querySelector('[data-graph]').dataset.expanded.split(' ').includes(id)",
        arg=id,
    )
    settle(page)


def wait_closed(page: Page, id: str) -> None:
    page.wait_for_function(
        "id => !document.querySelector('[data-graph]').dataset.expanded.split(' ').includes(id)",
        arg=id,
    )
    settle(page)


def settle(page: Page) -> None:
    """Wait until the drawing does not move any more."""
    page.evaluate(
        """async () => {
            const element = document.querySelector("[data-graph]");
            for (let still = 0, last = ""; still < 4; ) {
                await new Promise(requestAnimationFrame);
                still = element.dataset.camera === last ? still + 1 : 0;
                last = element.dataset.camera;
            }
        }"""
    )


def said(page: Page) -> str:
    """What the node with the keys is called for a screen reader."""
    return page.get_attribute(f"{TREE} [role=treeitem]", "aria-label") or ""


def active(page: Page) -> str:
    """The id of the node with the keys."""
    return page.get_attribute(f"{TREE} [role=treeitem]", "data-node") or ""
