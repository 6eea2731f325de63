"""Answers that never change: kept by the browser, and recognised without being computed."""

from __future__ import annotations

import hashlib

import pytest
from fastapi.testclient import TestClient

from convscope import __version__
from tests.api.answers import assert_problem
from tests.api.conftest import API, MakeClient
from tests.api.pictures import encoded, picture, upload

IMMUTABLE = [
    "/images/cat",
    "/images/cat?size=64",
    "/runs/{run}",
    "/runs/{run}/input",
    "/runs/{run}/layers",
    "/runs/{run}/layers?kind=pooling",
    "/runs/{run}/layers?format=csv",
    "/runs/{run}/layers/pool?format=csv",
    "/runs/{run}/arrays.npz?layers=pool,input",
    "/runs/{run}/sheet?maps=1&size=8",
    "/runs/{run}/layers/pool",
    "/runs/{run}/layers/pool/channels/3",
    "/runs/{run}/layers/pool/maps?format=u8",
    "/runs/{run}/layers/pool/maps?format=png&columns=7",
    "/runs/{run}/layers/pool/cells/3/0/0",
    "/runs/{run}/layers/pool/cells/3/0/0/field",
    "/models/efficientnet_lite0/layers/bn1/weights",
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


def test_a_star_never_stands_for_an_answer(client: TestClient, run: str) -> None:
    star = {"If-None-Match": "*"}
    assert client.get(f"{API}/runs/{run}/layers/pool", headers=star).status_code == 200
    for path, code in (("layers/nope", "unknown_layer"), ("sheet?maps=0", "invalid_request")):
        response = client.get(f"{API}/runs/{run}/{path}", headers=star)
        assert_problem(response, response.status_code, code)


def test_a_known_etag_of_an_unknown_run_is_not_answered_as_known(client: TestClient) -> None:
    path = f"{API}/runs/cat.0123456789abcdef"
    name = f"{__version__}\n{path}\n"
    etag = f'"{hashlib.sha256(name.encode()).hexdigest()[:32]}"'
    assert_problem(client.get(path, headers={"If-None-Match": etag}), 404, "unknown_run")


def test_an_uploaded_picture_is_asked_about_each_time(client: TestClient) -> None:
    image = upload(client, encoded(picture(seed=41))).json()["id"]
    url = f"{API}/images/{image}?size=20"
    first = client.get(url)
    known = {"If-None-Match": first.headers["etag"]}
    again = client.get(url, headers=known)
    assert (first.status_code, again.status_code) == (200, 304)
    for response in (first, again):
        assert response.headers["cache-control"] == "private, no-cache"

    removed = client.delete(f"{API}/images/{image}")

    assert removed.headers["clear-site-data"] == '"cache"'
    assert_problem(client.get(url, headers=known), 404, "unknown_image")


def test_a_refused_removal_clears_nothing(client: TestClient) -> None:
    assert "clear-site-data" not in client.delete(f"{API}/images/cat").headers


def test_another_version_has_runs_of_its_own(
    client: TestClient, run: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    networks = client.app.state.services.networks
    assert networks.run_id("efficientnet_lite0", "cat") == run
    monkeypatch.setattr("app.store.networks.__version__", "999.0")
    monkeypatch.setattr(networks, "_listed", ())  # as in a server that starts with that version
    monkeypatch.setattr(networks, "_models", {})
    later = networks.run_id("efficientnet_lite0", "cat")
    assert later != run
    assert networks.model_of(later) == "efficientnet_lite0"
    assert_problem(client.get(f"{API}/runs/{run}"), 404, "unknown_run")


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
