"""The choice of a network in the hands of a test."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.explore import forget_painted, wait_painted


def wait_listed(page: Page) -> None:
    """Wait until all networks are known, and not only the one in view, which comes first."""
    sources = "".join(f":has([value={name}])" for name in ("zoo", "torchvision", "timm"))
    page.wait_for_selector(f"[data-picker-source]{sources}", state="attached")


def choose(page: Page, name: str) -> None:
    """Choose a network by its name."""
    forget_painted(page)
    page.click("[data-picker-open]")
    page.get_by_role("option", name=name).click()
    wait_painted(page, "answers", "sheet", "grid")
