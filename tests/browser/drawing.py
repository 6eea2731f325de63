"""The drawing pad in the hands of a test: lines across it, and what is on it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from itertools import pairwise

from playwright.sync_api import Page, Response

Point = tuple[float, float]

# Lines across the pad, in shares of its side.
ONE: tuple[Point, ...] = ((0.53, 0.16), (0.47, 0.84))
SEVEN: tuple[Point, ...] = ((0.3, 0.2), (0.7, 0.2), (0.45, 0.82))


def draw(page: Page, points: Sequence[Point], steps: int = 12, *, awaited: bool = False) -> None:
    """Draw one line through the points with the mouse, at a person's pace.

    `awaited`: on each stretch between two points the pen rests until a picture was sent.
    """
    places = [_place(page, point) for point in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for (x, y), (to_x, to_y) in pairwise(places):
        with page.expect_response(is_upload) if awaited else nullcontext():
            for step in range(1, steps + 1):
                part = step / steps
                page.mouse.move(x + (to_x - x) * part, y + (to_y - y) * part)
                page.wait_for_timeout(10)
    page.mouse.up()


def is_upload(answer: Response) -> bool:
    return answer.request.method == "POST" and answer.url.endswith("/images")


def touch(page: Page, points: Sequence[Point]) -> None:
    """Draw one line through the points with a finger."""
    session = page.context.new_cdp_session(page)
    for kind, place in zip(("touchStart", *("touchMove" for _ in points[1:])), points, strict=True):
        x, y = _place(page, place)
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def wait_drawn(page: Page) -> None:
    """Wait until the last drawing has been run and counts as ready."""
    page.wait_for_function(
        """() => {
            const {dataset} = document.querySelector("#workspace");
            return !("live" in dataset) && !("stale" in dataset)
                && document.querySelector("[data-photo-caption]").textContent === "Your drawing"
                && !document.querySelector(".busy:not(:empty)");
        }"""
    )


class Uploads:
    """The ids of all pictures that a page sends from now on."""

    def __init__(self, page: Page) -> None:
        self._answers: list[Response] = []
        page.on("response", self._hear)

    def _hear(self, response: Response) -> None:
        if is_upload(response):
            self._answers.append(response)

    @property
    def ids(self) -> list[str]:
        return [str(answer.json()["id"]) for answer in self._answers]


class MostAtOnce:
    """How many uploads and runs of a page were under way at the same time, at most."""

    def __init__(self, page: Page) -> None:
        self.most = 0
        self._now = 0
        page.on("request", lambda request: self._count(request.method, request.url, 1))
        for event in ("requestfinished", "requestfailed"):
            page.on(event, lambda request: self._count(request.method, request.url, -1))

    def _count(self, method: str, url: str, change: int) -> None:
        if method == "POST" and url.rsplit("/", 1)[1] in ("images", "runs"):
            self._now += change
            self.most = max(self.most, self._now)


def _place(page: Page, point: Point) -> Point:
    box = page.locator("[data-pad]").bounding_box()
    assert box is not None
    return box["x"] + point[0] * box["width"], box["y"] + point[1] * box["height"]
