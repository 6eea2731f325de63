"""Pages in the person's language: which it is, and that nothing on them is of another."""

from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient

from app.language import LANGUAGES
from tests.api.conftest import API
from tests.api.markup import read
from tests.english import left_in_english, spoken

PAGES = ["/", "/compare", "/networks", "/docs", "/nope"]
HTML = {"Accept": "text/html"}


def language_of_page(client: TestClient, headers: dict[str, str], path: str = "/") -> str:
    answer = client.get(path, headers={**HTML, **headers})
    (html,) = [each for each in read(answer.text) if each.tag == "html"]
    assert answer.headers["content-language"] == html.get("lang")
    assert answer.headers["vary"] == "Accept-Language, Cookie"
    return html.get("lang")


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("ko", "ko"),
        ("ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "ko"),
        ("en-US,en;q=0.9,ko;q=0.8", "en"),
        ("en;q=0.5, KO ; q=0.9", "ko"),
        ("ko;q=0, en;q=0.1", "en"),
        ("fr, ko;q=0.3", "ko"),
        ("fr-CA, de", "en"),
        ("*", "en"),
        ("ko;q=much", "en"),
        (";;,=,", "en"),
        ("", "en"),
    ],
)
def test_the_browser_chooses(client: TestClient, asked: str, wanted: str) -> None:
    assert language_of_page(client, {"Accept-Language": asked}) == wanted


@pytest.mark.parametrize(("chosen", "wanted"), [("en", "en"), ("ko", "ko"), ("tlh", "ko")])
def test_what_was_chosen_on_the_page_goes_first(
    client: TestClient, chosen: str, wanted: str
) -> None:
    headers = {"Accept-Language": "ko", "Cookie": f"language={chosen}"}
    assert language_of_page(client, headers) == wanted


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_offers_the_others(client: TestClient, path: str, language: str) -> None:
    headers = {**HTML, "Accept-Language": language}
    page = read(client.get(path, headers=headers).text)
    offered = {each.get("data-language"): each for each in page if each.get("data-language")}
    assert set(offered) == set(LANGUAGES) - {language}
    for other, button in offered.items():
        assert (button.get("lang"), button.text.strip()) == (other, LANGUAGES[other])


@pytest.mark.parametrize("path", PAGES)
def test_no_english_is_left_on_a_korean_page(client: TestClient, path: str) -> None:
    texts, layers = spoken(client.get(path, headers={**HTML, "Accept-Language": "ko"}).text)
    assert (
        left_in_english(texts, [*layers, *names_of_networks(client), *credits(client), path]) == []
    )


def names_of_networks(client: TestClient) -> list[str]:
    return [model["name"] for model in client.get(f"{API}/models").json()["models"]]


def credits(client: TestClient) -> list[str]:
    """Whom the samples are owed to, and by which licence."""
    samples = client.get(f"{API}/samples").json()["samples"]
    return [sample[name] for sample in samples for name in ("credit", "licence")]


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_has_no_korean_but_the_name_of_it(client: TestClient, path: str) -> None:
    texts, _ = spoken(client.get(path, headers={**HTML, "Accept-Language": "en"}).text)
    assert not [text for text in texts if any("가" <= sign <= "힣" for sign in text)]


def test_only_pages_of_another_language_bring_what_their_scripts_say(client: TestClient) -> None:
    def brought(language: str) -> list[str]:
        page = read(client.get("/", headers={"Accept-Language": language}).text)
        return [each.text for each in page if each.get("id") == "catalogue"]

    assert brought("en") == []
    (texts,) = brought("ko")
    assert json.loads(texts)["Draw a digit"] == "숫자 그리기"


def test_two_languages_at_once_do_not_mix(client: TestClient) -> None:
    """One environment of templates answers all: the language is the request's own."""
    for language in ("ko", "en", "ko", "en"):
        assert language_of_page(client, {"Accept-Language": language}, "/networks") == language
        text = client.get("/networks", headers={"Accept-Language": language}).text
        assert ("네트워크" in text) == (language == "ko")
