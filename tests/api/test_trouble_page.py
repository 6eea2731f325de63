"""A page that could not be made: words for a person in the look of the site, else a problem."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from app.api import handlers
from convscope.errors import Busy, WeightsDamaged
from tests.api.answers import assert_problem
from tests.api.conftest import API
from tests.api.markup import Element, read
from tests.api.test_missing_page import BROWSER

DAMAGED = WeightsDamaged("The weights of {model} are damaged. Install again.", model="<b>one</b>")

AGAIN = ""  # as a link, the very address that was asked for, with its query

Raise = Callable[[Exception], None]


@pytest.fixture
def listing(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> Raise:
    """Makes the list of networks raise, which the page of networks shows and the API answers."""

    def fail_with(error: Exception) -> None:
        def fail() -> None:
            raise error

        monkeypatch.setattr(client.app.state.services.networks, "list", fail)

    return fail_with


def words(page: list[Element]) -> tuple[str, str]:
    """The heading, and what stands below it."""
    (main,) = [each for each in page if each.tag == "main"]
    (heading,) = [each for each in page if each.tag == "h1"]
    return heading.text, main.text


def test_a_browser_gets_the_sentence_as_a_page(client: TestClient, listing: Raise) -> None:
    listing(DAMAGED)
    answer = client.get("/networks", headers={"Accept": BROWSER})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    page = read(answer.text)
    heading, text = words(page)
    assert heading == "The network's weights are damaged"
    assert "The weights of <b>one</b> are damaged. Install again." in text
    links = {each.get("href") for each in page if each.tag == "a"}
    assert {"/", "/compare", "/networks", "/docs", AGAIN} <= links
    sheets = [each.get("href") for each in page if each.get("rel") == "stylesheet"]
    assert sheets
    assert all(client.get(sheet).status_code == 200 for sheet in sheets)


@pytest.mark.parametrize(
    "headers",
    [{"Accept-Language": "ko"}, {"Cookie": "language=ko", "Accept-Language": "en"}],
)
def test_it_is_said_in_the_persons_language(
    client: TestClient, listing: Raise, headers: dict[str, str]
) -> None:
    listing(DAMAGED)
    answer = client.get("/networks", headers={"Accept": BROWSER, **headers})
    assert answer.headers["content-language"] == "ko"
    heading, _ = words(read(answer.text))
    assert heading == "네트워크의 가중치가 손상되었습니다"


def test_what_nobody_foresaw_is_a_page_as_well(client: TestClient, listing: Raise) -> None:
    listing(RuntimeError("secret of the house"))
    answer = client.get("/networks", headers={"Accept": BROWSER})
    assert answer.status_code == 500
    heading, text = words(read(answer.text))
    assert heading == "Something went wrong in the server"
    assert "Its log says more at " in text
    assert "secret" not in answer.text


def test_what_a_problem_tells_beside_its_words_the_page_tells(
    client: TestClient, listing: Raise
) -> None:
    listing(Busy("32 runs are waiting. Try again in a moment."))
    answer = client.get("/networks", headers={"Accept": BROWSER})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


def test_where_no_page_can_be_made_at_all_a_problem_says_so(
    client: TestClient, listing: Raise, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(24, "Too many open files")

    listing(RuntimeError("secret of the house"))
    monkeypatch.setattr(handlers, "trouble_page", fail)
    answer = client.get("/networks", headers={"Accept": BROWSER})
    assert "Its log says more at " in assert_problem(answer, 500, "internal_error")


def test_what_is_no_address_of_ours_leads_nowhere_else(client: TestClient) -> None:
    headers = {"Accept": BROWSER, "Host": "elsewhere.example"}
    answer = client.get("http://testserver//elsewhere.example/a?b=c", headers=headers)
    assert answer.status_code == 421
    links = [each.get("href") for each in read(answer.text) if each.tag == "a"]
    assert AGAIN in links
    assert not [link for link in links if "elsewhere" in link]


@pytest.mark.parametrize("accept", ["*/*", "application/json"])
def test_a_program_gets_a_problem_for_a_page_too(
    client: TestClient, listing: Raise, accept: str
) -> None:
    listing(DAMAGED)
    assert_problem(client.get("/networks", headers={"Accept": accept}), 500, "weights_damaged")


def test_the_api_keeps_problems_even_for_a_browser(client: TestClient, listing: Raise) -> None:
    listing(DAMAGED)
    answer = client.get(f"{API}/models", headers={"Accept": BROWSER})
    assert_problem(answer, 500, "weights_damaged")
    listing(RuntimeError("secret of the house"))
    answer = client.get(f"{API}/models", headers={"Accept": BROWSER})
    assert_problem(answer, 500, "internal_error")
