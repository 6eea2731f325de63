"""Answers that never change: kept by the browser, and recognised without being computed."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.api.answers import assert_problem
from tests.api.conftest import API, MakeClient

IMMUTABLE = [
    "/images/cat",
    "/images/cat?size=64",
    "/runs/{run}",
    "/runs/{run}/input",
    "/runs/{run}/layers",
    "/runs/{run}/layers?kind=pooling",
    "/runs/{run}/sheet?maps=1&size=8",
    "/runs/{run}/layers/pool",
    "/runs/{run}/layers/pool/channels/3",
    "/runs/{run}/layers/pool/maps?format=u8",
    "/runs/{run}/layers/pool/maps?format=png&columns=7",
]


@pytest.mark.parametrize("path", IMMUTABLE)
def test_immutable_answers_are_recognised(client: TestClient, run: str, path: str) -> None:
    url = API + path.format(run=run)
    first = client.get(url)
    etag = first.headers["etag"]
    assert etag.startswith('"')
    assert first.headers["cache-control"] == "private, max-age=31536000, immutable"

    again = client.get(url, headers={"If-None-Match": f'"other", {etag}'})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == etag
    assert again.headers["cache-control"] == first.headers["cache-control"]
    assert client.get(url, headers={"If-None-Match": '"other"'}).content == first.content


def test_a_known_answer_is_not_computed_again(make_client: MakeClient, run: str) -> None:
    client = make_client()
    url = f"{API}/runs/{run.replace('cat', 'rocket')}/layers/pool"

    def computed() -> str:
        text = client.get("/metrics").text
        return next(line for line in text.splitlines() if 'event="computed"' in line)

    etag = client.get(url).headers["etag"]
    client.post(f"{API}/runs", json={"model": "efficientnet_lite0", "image": "espresso"})
    client.app.state.services.runs.forget("rocket")
    before = computed()
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    assert computed() == before


def test_etags_tell_answers_apart(client: TestClient, run: str) -> None:
    urls = [API + path.format(run=run) for path in IMMUTABLE]
    assert len({client.get(url).headers["etag"] for url in urls}) == len(urls)


def test_the_order_of_options_makes_no_difference(client: TestClient, run: str) -> None:
    maps = f"{API}/runs/{run}/layers/pool/maps"
    first, second = (
        client.get(f"{maps}?{query}").headers["etag"]
        for query in ("format=u8&size=4", "size=4&format=u8")
    )
    assert first == second


def test_of_an_option_given_twice_the_one_that_counts_names_the_answer(
    client: TestClient, run: str
) -> None:
    maps = f"{API}/runs/{run}/layers/pool/maps"
    twice = client.get(f"{maps}?format=npy&format=u8")
    once = client.get(f"{maps}?format=u8")
    assert (twice.headers["etag"], twice.content) == (once.headers["etag"], once.content)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/images/nobody", "unknown_image"),
        ("/runs/cat.0123456789abcdef", "unknown_run"),
        ("/runs/{run}/layers/nope", "unknown_layer"),
        ("/runs/{run}/layers/pool/maps?channels=5-2", "bad_channels"),
    ],
)
def test_errors_are_never_kept(client: TestClient, run: str, path: str, code: str) -> None:
    response = client.get(API + path.format(run=run))
    assert_problem(response, response.status_code, code)


@pytest.mark.parametrize("path", ["/api/v1/samples", "/api/v1/models", "/", "/docs", "/healthz"])
def test_other_answers_are_asked_for_each_time(client: TestClient, path: str) -> None:
    assert client.get(path).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/static/js/docs.js", "/swagger/swagger-ui.css"])
def test_files_are_kept_but_asked_about(client: TestClient, path: str) -> None:
    first = client.get(path)
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
