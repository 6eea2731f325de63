"""Problems in the language of the one who asks."""

from __future__ import annotations

import json
import re

import pytest
from fastapi.testclient import TestClient

from app.api.errors import TITLES, Kind, answer_for, problem
from app.language import LANGUAGES
from convscope.errors import UnknownLayer
from convscope.message import Message
from tests.api.answers import assert_problem
from tests.api.conftest import API, MakeClient
from tests.api.test_jobs import ask, events, over
from tests.english import left_in_english
from tests.shelf import Shelf

KOREAN = {"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.8"}
HANGUL = re.compile("[가-힣]")


def is_korean(text: str) -> bool:
    return HANGUL.search(text) is not None


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        (None, "en"),
        ("en", "en"),
        ("ko", "ko"),
        ("fr, ko;q=0.5", "ko"),
        ("en, ko;q=0.5", "en"),
        ("ko;q=0", "en"),
        ("tlh", "en"),
    ],
)
def test_a_problem_says_in_which_language_it_is(
    client: TestClient, accepted: str | None, language: str
) -> None:
    headers = {} if accepted is None else {"Accept-Language": accepted}
    answer = client.get(f"{API}/models/nobody", headers=headers)
    detail = assert_problem(answer, 404, "unknown_model")
    assert answer.headers["content-language"] == language
    assert "Accept-Language" in answer.headers["vary"]
    assert is_korean(detail) == is_korean(answer.json()["title"]) == (language == "ko")


@pytest.mark.parametrize("code", TITLES)
def test_every_problem_has_a_title_in_each_language(code: str) -> None:
    kind = Kind(400, TITLES[code])
    detail = Message("There is no file {file}.", {"file": "a.pth"})
    english, korean = (
        json.loads(bytes(problem(code, kind, detail, each).body)) for each in LANGUAGES
    )
    assert not is_korean(english["title"] + english["detail"])
    for words in (korean["title"], korean["detail"]):
        assert is_korean(words)
        assert left_in_english([words], ["a.pth"]) == []


@pytest.mark.parametrize(
    ("method", "path", "quoted"),
    [
        ("GET", f"{API}/runs/nobody", "'nobody'"),
        ("GET", f"{API}/nowhere", f"{API}/nowhere"),
        ("DELETE", f"{API}/images/cat", "'cat'"),
        ("PATCH", "/healthz", "GET, HEAD"),
        ("POST", f"{API}/runs", "body"),
        ("GET", f"{API}/models/efficientnet_lite0/graph?expanded=x", "'x'"),
        ("GET", "/static/nothing", "/static/nothing"),
        ("GET", "/healthz?host=other", "'other.example'"),
    ],
)
def test_wherever_a_problem_comes_from_it_is_korean_and_quotes_the_value(
    client: TestClient, method: str, path: str, quoted: str
) -> None:
    headers = KOREAN | ({"Host": "other.example"} if "host=other" in path else {})
    answer = client.request(method, path, headers=headers)
    assert answer.status_code >= 400
    assert answer.headers["content-language"] == "ko"
    assert is_korean(answer.json()["detail"])
    assert quoted in answer.json()["detail"]


def test_every_bad_field_is_said_in_korean(client: TestClient, run: str) -> None:
    answer = client.get(f"{API}/runs/{run}/sheet?maps=0&size=big", headers=KOREAN)
    fields = answer.json()["errors"]
    assert [each["field"] for each in fields] == ["query.maps", "query.size"]
    for field, value in zip(fields, ("'0'", "'big'"), strict=True):
        assert value in field["problem"]
        assert is_korean(field["problem"])
        assert f"{field['field']} {field['problem']}" in answer.json()["detail"]


def test_a_message_within_a_message_is_korean_too(client: TestClient, run: str) -> None:
    path = f"{API}/runs/{run}/layers/conv_stem/cells/999/0/0"
    detail = client.get(path, headers=KOREAN).json()["detail"]
    assert "999" in detail
    assert not re.search(r"\b(Its|channels are)\b", detail)


def test_values_with_braces_survive_in_korean() -> None:
    name = "{name} {0!r} }} %s"
    answer = answer_for(UnknownLayer("There is no file {file}.", file=name), "ko")
    assert name in bytes(answer.body).decode()
    assert is_korean(bytes(answer.body).decode())


def test_a_fault_of_the_server_is_said_in_korean(
    make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = make_client()

    def fail() -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(client.app.state.services.networks, "list", fail)
    answer = client.get(f"{API}/models", headers=KOREAN)
    assert is_korean(assert_problem(answer, 500, "internal_error"))


def test_a_failed_download_is_told_to_each_in_their_language(
    client: TestClient, shelf: Shelf
) -> None:
    shelf.add("http://127.0.0.1:9")
    job = ask(client).json()["id"]
    english = over(client, job)["problem"]
    answer = client.get(f"{API}/jobs/{job}", headers=KOREAN)
    korean = answer.json()["problem"]
    assert not is_korean(english["detail"] + english["title"])
    assert is_korean(korean["detail"])
    assert is_korean(korean["title"])
    assert (answer.headers["content-language"], answer.headers["vary"]) == ("ko", "Accept-Language")
    stream = client.get(f"{API}/jobs/{job}/events", headers={"Cookie": "language=ko"})
    assert events(stream.text)[-1]["data"]["problem"] == korean
