"""The API page works without a network, and its calls can be tried out."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage


def test_every_call_is_shown_and_can_be_tried(open_page: OpenPage, server: str) -> None:
    page = open_page("docs")
    paths = page.request.get(f"{server}/api/v1/openapi.json").json()["paths"]
    expect(page.locator(".opblock")).to_have_count(sum(len(calls) for calls in paths.values()))

    samples = page.locator("#operations-images-getSamples")
    samples.locator(".opblock-summary-control").click()
    samples.get_by_role("button", name="Try it out").click()
    samples.get_by_role("button", name="Execute").click()
    expect(samples.locator(".live-responses-table")).to_contain_text("espresso")


def test_a_call_has_an_address_of_its_own(open_page: OpenPage) -> None:
    page = open_page("docs#/runs/postRun")
    expect(
        page.get_by_text("The same pair gives the same id, and is computed once.")
    ).to_be_visible()


def test_the_type_of_a_problem_leads_to_its_row(open_page: OpenPage) -> None:
    page = open_page("docs#unknown_run")
    expect(page.locator(".opblock").first).to_be_visible()
    expect(page.locator("tr:target")).to_contain_text("There is no such run")
    expect(page.locator("tr:target")).to_be_in_viewport()


def test_the_page_follows_a_dark_system(open_page: OpenPage) -> None:
    page = open_page("docs", color_scheme="dark")
    expect(page.locator("html.dark-mode .opblock").first).to_be_visible()
