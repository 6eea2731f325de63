"""NaN on the page: it has a colour of its own, and is counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from playwright.sync_api import Browser, Page, expect
from torch import nn

import convscope
from convscope.preprocess import Preprocess
from tests.browser.explore import canvas
from tests.browser.unfolding import wait_unfolded

NOT_FINITE = (255, 0, 255)
SMALL = Preprocess(3, 16, 16, "bilinear", 1.0, (0.5,) * 3, (0.5,) * 3)


class Broken(nn.Module):
    """A convolution, one map of which is NaN in its upper half, and one that reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 4, 3, padding=1)
        self.second = nn.Conv2d(4, 2, 3, padding=1)
        blown = torch.ones(1, 4, 16, 16)
        blown[0, 1, :8] = float("nan")
        self.register_buffer("blown", blown)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.second(self.first(x) * self.blown).mean((2, 3))


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser) -> Iterator[Page]:
    monkeypatch.setenv("CONVSCOPE_DATA", str(tmp_path))
    torch.manual_seed(0)
    with convscope.serve(Broken().eval(), preprocess=SMALL) as app:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(f"{app.url}/?layer=second&channel=0&cell=3,5&unfold=1")
        wait_unfolded(page)
        yield page
        context.close()


def test_they_have_their_own_colour_and_are_counted(page: Page) -> None:
    whole = canvas(page, "[data-unfold-map] canvas")
    rows = (whole == NOT_FINITE).all(axis=(1, 2))
    assert rows.sum() == 9 * 14  # the padding of the kernel reaches one row further
    part = canvas(page, '[data-part="1"] > .pic:nth-child(2) canvas')
    assert (part == NOT_FINITE).all(axis=2).mean() == pytest.approx(0.5)
    finite = canvas(page, '[data-part="0"] > .pic:nth-child(2) canvas')
    assert not (finite == NOT_FINITE).all(axis=2).any()
    expect(page.locator("[data-number-check]")).to_contain_text("NaN or infinite")
    assert page.locator(".matrix .not-finite").count() >= 9
