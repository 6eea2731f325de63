from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.api.errors import KINDS, answer_for, kind_of
from convscope.errors import ConvscopeError
from tests.api.answers import assert_is_problem, assert_problem
from tests.api.conftest import API, MakeClient


def tree(error: type[ConvscopeError] = ConvscopeError) -> Iterator[type[ConvscopeError]]:
    yield error
    for below in error.__subclasses__():
        yield from tree(below)


@pytest.mark.parametrize(
    "error", [each for each in tree() if each.__module__ == "convscope.errors"]
)
def test_every_class_has_a_status_of_its_own(error: type[ConvscopeError]) -> None:
    assert error in KINDS
    kind = kind_of(error)
    assert 400 <= kind.status < 600
    answer = answer_for(error("Words for the person."))
    assert answer.status_code == kind.status
    assert error.code.encode() in answer.body
    assert b"Words for the person." in answer.body


def test_codes_are_unique() -> None:
    codes = [error.code for error in KINDS]
    assert len(set(codes)) == len(codes)


def test_a_class_to_come_has_the_status_of_the_one_above() -> None:
    class UnknownColour(ConvscopeError):
        pass

    assert kind_of(UnknownColour) == KINDS[ConvscopeError]


@pytest.mark.parametrize("path", ["/nope", f"{API}/nope", f"{API}", f"{API}/runs/a/b/c/d"])
def test_an_unknown_path(client: TestClient, path: str) -> None:
    assert path in assert_problem(client.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", f"{API}/images/cat", "DELETE, GET, HEAD"),
        ("GET", f"{API}/images", "POST"),
        ("DELETE", f"{API}/runs", "POST"),
        ("POST", f"{API}/samples", "GET, HEAD"),
        ("PATCH", "/healthz", "GET, HEAD"),
        ("OPTIONS", f"{API}/runs", "POST"),
        ("POST", "/docs", "GET"),
        ("POST", "/static/js/docs.js", "GET, HEAD"),
    ],
)
def test_a_method_that_a_path_has_not(
    client: TestClient, method: str, path: str, allowed: str
) -> None:
    response = client.request(method, path)
    assert_problem(response, 405, "method_not_allowed")
    assert response.headers["allow"] == allowed


def test_an_error_that_the_framework_words_itself(client: TestClient) -> None:
    response = client.get("/static/js/docs.js", headers={"Range": "bytes=999999-"})
    assert response.status_code == 416
    assert_is_problem(response)


def test_every_bad_field_is_named(client: TestClient, run: str) -> None:
    response = client.get(f"{API}/runs/{run}/sheet?maps=0&size=big")
    assert response.json()["errors"] == [
        {"field": "query.maps", "problem": "is '0': at least 1 is needed"},
        {"field": "query.size", "problem": "is 'big': a whole number is needed"},
    ]


def test_a_fault_of_the_server_is_logged_and_not_told(
    make_client: MakeClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = make_client()

    def fail() -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(client.app.state.services.networks, "list", fail)
    with caplog.at_level(logging.ERROR):
        response = client.get(f"{API}/models")

    detail = assert_problem(response, 500, "internal_error")
    assert "secret" not in response.text
    reference = detail.rstrip(".").split()[-1]
    record = next(each for each in caplog.records if reference in each.getMessage())
    assert record.exc_info is not None
    assert "secret" in str(record.exc_info[1])


def test_a_problem_leads_to_its_explanation(client: TestClient) -> None:
    page = client.get("/docs").text
    for error in KINDS:
        assert f'id="{error.code}"' in page
