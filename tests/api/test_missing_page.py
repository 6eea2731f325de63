"""An address at which there is nothing: words for a person, a problem for a program."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.api.answers import assert_problem
from tests.api.conftest import API
from tests.api.markup import read

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize("path", ["/nope", "/networks/vgg", "/static/nope.js", "/apiary"])
def test_a_browser_gets_a_page_that_says_what_there_is(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": BROWSER})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    page = read(answer.text)
    (main,) = [each for each in page if each.tag == "main"]
    assert path in main.text
    for link in (each.get("href") for each in page if each.tag == "a"):
        if link.startswith("/"):
            assert client.get(link).status_code == 200


def test_the_address_is_text_and_never_markup(client: TestClient) -> None:
    answer = client.get("/<script>alert(1)</script>", headers={"Accept": BROWSER})
    assert "<script>alert" not in answer.text
    assert any("<script>alert(1)</script>" in each.text for each in read(answer.text))


@pytest.mark.parametrize("path", [f"{API}/nope", API, "/api", f"{API}/images/nope"])
def test_the_api_answers_with_a_problem_even_to_a_browser(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": BROWSER})
    assert_problem(answer, 404, "unknown_image" if path.endswith("images/nope") else "not_found")


@pytest.mark.parametrize(
    "accept", ["*/*", "", "application/json", "application/problem+json", "text/*"]
)
def test_a_program_gets_a_problem(client: TestClient, accept: str) -> None:
    assert_problem(client.get("/nope", headers={"Accept": accept}), 404, "not_found")


def test_a_wrong_method_stays_a_problem(client: TestClient) -> None:
    answer = client.post("/networks", headers={"Accept": BROWSER})
    assert_problem(answer, 405, "method_not_allowed")
