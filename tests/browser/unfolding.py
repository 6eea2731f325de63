"""An unfolded map in the hands of a test."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast
from urllib.request import urlopen

import numpy as np
from playwright.sync_api import Browser, Page

from tests.browser.explore import wait_painted
from tests.browser.reference import Api, Floats, assert_coloured, index
from tests.browser.watch import Watch

PALETTE = "diverging_light"


EXPLAINED = ".unfold:not([data-stale]) [data-number-view][aria-busy=false] > *"


def wait_unfolded(page: Page) -> None:
    """Wait until the open map is unfolded and its number explained."""
    wait_painted(page, "unfold")
    page.wait_for_selector(EXPLAINED)
    page.wait_for_function("() => !document.querySelector('.busy:not(:empty)')")


@contextmanager
def staying_open(browser: Browser, server: str, query: str) -> Iterator[Page]:
    """An unfolded page for many tests, which `go_to` what they look at; watched for faults."""
    watch = Watch(server)
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    watch.over(page)
    page.goto(f"{server}/{query}&unfold=1")
    wait_unfolded(page)
    yield page
    context.close()
    watch.check()


def go_to(page: Page, query: str) -> None:
    """Go to an address of the same network and picture as by the back button, without a reload."""
    page.mouse.move(5, 5)
    page.evaluate(
        """query => {
            history.pushState(null, "", query);
            dispatchEvent(new PopStateEvent("popstate"));
        }""",
        query,
    )
    wait_unfolded(page)


class Run:
    """One run, as the API tells of it."""

    def __init__(self, server: str, model: str, image: str) -> None:
        self.api = Api(server)
        self.model = model
        self.id: str = self.api.run(image, model)["id"]

    def maps(self, layer: str) -> Floats:
        """A layer's output exactly."""
        return self._array(f"/runs/{self.id}/layers/{layer}/maps?format=npy")

    def weights(self, layer: str) -> Floats:
        return self._array(f"/models/{self.model}/layers/{layer}/weights?format=npy")

    def weight_figures(self, layer: str) -> dict[str, Any]:
        return cast(dict[str, Any], self.api.get(f"/models/{self.model}/layers/{layer}/weights"))

    def cell(self, layer: str, channel: int, y: int, x: int) -> dict[str, Any]:
        path = f"/runs/{self.id}/layers/{layer}/cells/{channel}/{y}/{x}"
        return cast(dict[str, Any], self.api.get(path))

    def field(self, layer: str, channel: int, y: int, x: int) -> Floats:
        return self._array(f"/runs/{self.id}/layers/{layer}/cells/{channel}/{y}/{x}/field")

    def _array(self, path: str) -> Floats:
        with urlopen(f"{self.api._base}{path}") as answer:
            return cast(Floats, np.load(io.BytesIO(answer.read())))


def assert_signed(api: Api, pixels: np.ndarray, values: Floats, reach: float) -> None:
    """A picture shows values in signed colours, centred on zero, each as a square of pixels."""
    factor = pixels.shape[0] // values.shape[0]
    assert pixels.shape[:2] == (values.shape[0] * factor, values.shape[1] * factor)
    drawn = np.kron(values, np.ones((factor, factor)))
    assert_coloured(pixels, api.palette(PALETTE), index(drawn, -reach, reach))


def number(text: str) -> float:
    """A number as it is written on the page."""
    return float(text.replace("−", "-").replace(",", ""))


def numbers(page: Page, selector: str) -> list[float]:
    return [number(text) for text in page.locator(selector).all_inner_texts()]


def exact_numbers(page: Page, selector: str) -> list[float]:
    """What cells say in all digits when they are asked."""
    return [number(each.get_attribute("title") or "") for each in page.locator(selector).all()]
