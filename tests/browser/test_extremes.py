"""What networks, windows and servers may do to a page: very deep, very narrow, forgetful."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np
import pytest
import torch
from playwright.sync_api import Browser, Page, expect
from torch import nn

import convscope
from benchmarks.server import serving
from convscope.preprocess import Preprocess
from tests.browser.conftest import OpenPage
from tests.browser.explore import canvas, row, wait_complete
from tests.browser.graph import wait_drawn
from tests.browser.test_screens import expect_no_overflow
from tests.browser.unfolding import wait_unfolded
from tests.browser.watch import Watch

SMALL = Preprocess(3, 16, 16, "bilinear", 1.0, (0.5,) * 3, (0.5,) * 3)
BLOCKS, UNITS = 42, 40
PATIENCE = 120_000  # milliseconds: 5,000 layers on a busy machine


class Deep(nn.Sequential):
    """A name of its own: what one test hands in, the next ones find in the list."""


class Constant(nn.Sequential):
    """The same for the other network."""


def unit() -> nn.Module:
    return nn.Sequential(nn.Conv2d(4, 4, 1), nn.BatchNorm2d(4), nn.ReLU())


def deep() -> nn.Module:
    """More than 5,000 layers, in blocks."""
    blocks = [nn.Sequential(*(unit() for _ in range(UNITS))) for _ in range(BLOCKS)]
    head = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 5)]
    return Deep(nn.Conv2d(3, 4, 3, padding=1), *blocks, *head)


def constant() -> nn.Module:
    """A convolution whose maps are the same number everywhere, zero among them."""
    flat = nn.Conv2d(3, 4, 3, padding=1)
    nn.init.zeros_(flat.weight)
    assert flat.bias is not None
    flat.bias.data = torch.tensor([0.0, 0.5, -0.5, 3.0])
    return Constant(flat, nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 3))


@contextmanager
def page_of(module: nn.Module, browser: Browser, query: str) -> Iterator[Page]:
    torch.manual_seed(0)
    with convscope.serve(module.eval(), preprocess=SMALL) as app:
        watch = Watch(app.url)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watch.over(page)
        page.goto(f"{app.url}/{query}")
        wait_complete(page)
        yield page
        context.close()
        watch.check()


@pytest.fixture(autouse=True)
def data_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVSCOPE_DATA", str(tmp_path))


def test_a_network_of_5000_layers(browser: Browser) -> None:
    with page_of(deep(), browser, "") as page:
        layers = 2 + BLOCKS * UNITS * 3 + 4
        expect(page.locator("[data-sheet-count]")).to_contain_text(f"{layers:,}", timeout=PATIENCE)
        page.get_by_text("Graph", exact=True).click()
        wait_drawn(page)
        page.click("[data-graph-all]")
        page.wait_for_function("() => !document.querySelector('.busy:not(:empty)')")
        expect(page.locator("[data-problem=graph]")).to_be_hidden()
        assert page.locator("[data-graph] *").count() < 50
        page.fill("[data-search]", "41.39.2")
        page.get_by_text("Strips", exact=True).click()
        page.click(row("41.39.2"))
        expect(page.locator("[data-layer-facts]")).to_contain_text("4×16×16", timeout=PATIENCE)


def test_a_map_that_is_the_same_everywhere(browser: Browser) -> None:
    with page_of(constant(), browser, "?layer=0&channel=3&unfold=1&cell=2,3") as page:
        wait_unfolded(page)
        whole = canvas(page, "[data-unfold-map] canvas")
        assert (whole == whole[0, 0]).all()
        expect(page.locator("[data-number-head] strong")).to_have_text("3")
        page.keyboard.press("Escape")
        expect(page.locator("[data-map-figures]")).to_contain_text("3")
        grid = canvas(page, "[data-grid-canvas]")
        assert len(np.unique(grid.reshape(-1, 3), axis=0)) >= 4


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?view=graph",
        "?layer=conv_stem&pane=weights",
        "?image=cat&model=resnet_mini&layer=block1.0.conv1&channel=3&unfold=1",
        "?model=lenet5",
        "networks",
        "docs",
        "nothing/here",
    ],
)
def test_a_window_of_320_pixels(open_page: OpenPage, watch: Watch, query: str) -> None:
    watch.allow("404")
    page = open_page(query, width=1440)
    page.wait_for_load_state("networkidle")
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_timeout(300)  # what is drawn anew must not be wider either
    expect_no_overflow(page, 320)


def test_a_run_that_was_evicted_is_computed_again_unseen(browser: Browser) -> None:
    with serving(CONVSCOPE_RUN_CACHE_BYTES="0") as server:
        watch = Watch(server)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        watch.over(page)
        page.goto(server)
        wait_complete(page)
        body = {"model": "efficientnet_lite0", "image": "rocket"}
        httpx.post(f"{server}/api/v1/runs", json=body, timeout=60).raise_for_status()
        page.click(f"{row('blocks.0.0.conv_dw')} .row-name")
        expect(page.locator("[data-map-title]")).to_contain_text("of 32 in blocks.0.0.conv_dw")
        page.wait_for_function("() => !document.querySelector('.busy:not(:empty)')")
        assert page.locator(".problem:not([hidden])").count() == 0
        page.close()
        watch.check()
