from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from app.config import Settings
from app.security import allowed_hosts
from tests.api.answers import assert_problem
from tests.api.conftest import API, MakeClient

EVERYWHERE = ["/", "/docs", "/healthz", "/metrics", f"{API}/samples", "/static/js/docs.js", "/nope"]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1:8000",
        "127.0.0.1:9",
        "localhost",
        "LocalHost:8000",
        "localhost.",
        "[::1]",
        "[::1]:8000",
    ],
)
def test_loopback_names_are_served(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000"])
def test_other_hosts_are_refused_everywhere(client: TestClient, path: str, host: str) -> None:
    response = client.get(path, headers={"Host": host})
    assert "CONVSCOPE_ALLOWED_HOSTS" in assert_problem(response, 421, "host_not_allowed")


@pytest.mark.parametrize(
    "host",
    [
        "",
        "127.0.0.1.evil.example",
        "evil@127.0.0.1",
        "127.0.0.1@evil",
        "127.0.0.1/evil",
        "localhost:x",
        "[::1",
        "[]",
        "0.0.0.0",
        "*",
        "local host",
    ],
)
def test_twisted_hosts_are_refused(client: TestClient, host: str) -> None:
    assert_problem(client.get("/healthz", headers={"Host": host}), 421, "host_not_allowed")


def test_two_hosts_are_refused(client: TestClient) -> None:
    headers = [("Host", "127.0.0.1"), ("Host", "evil.example")]
    assert_problem(client.get("/healthz", headers=headers), 421, "host_not_allowed")


@pytest.mark.parametrize(
    ("host", "names", "more"),
    [
        ("127.0.0.1", (), set()),
        ("0.0.0.0", (), set()),
        ("::", (), set()),
        ("192.168.1.5", (), {"192.168.1.5"}),
        ("0.0.0.0", ("Lab.Example",), {"lab.example"}),
    ],
)
def test_the_names_that_are_served(host: str, names: tuple[str, ...], more: set[str]) -> None:
    settings = Settings(host=host, allowed_hosts=names)
    assert allowed_hosts(settings) == {"127.0.0.1", "localhost", "::1"} | more


def test_a_setting_allows_any_host(make_client: MakeClient) -> None:
    client = make_client(allowed_hosts=("*",))
    assert client.get("/healthz", headers={"Host": "any.example"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:8001"},
        {"Origin": "http://localhost:8000"},
        {"Origin": "http://127.0.0.1.evil.example:8000"},
        {"Origin": "null"},
        {"Origin": "file://"},
        {"Origin": "http://127.0.0.1:99999"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_other_sites_change_nothing(client: TestClient, headers: dict[str, str]) -> None:
    for response in (
        client.post(f"{API}/images", files={"file": b"x"}, headers=headers),
        client.post(f"{API}/runs", json={"model": "x", "image": "cat"}, headers=headers),
        client.delete(f"{API}/images/cat", headers=headers),
    ):
        assert_problem(response, 403, "origin_not_allowed")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://127.0.0.1:8000"},
        {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Host": "localhost", "Origin": "http://localhost"},
        {"Host": "localhost", "Origin": "https://localhost:443"},
    ],
)
def test_our_own_page_and_programs_may(client: TestClient, headers: dict[str, str]) -> None:
    response = client.delete(f"{API}/images/nobody", headers=headers)
    assert_problem(response, 404, "unknown_image")


def test_other_sites_may_link_to_pages(client: TestClient) -> None:
    response = client.get("/", headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 200


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_has_the_protecting_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


def test_refusals_have_them_too(client: TestClient) -> None:
    response = client.get("/", headers={"Host": "evil.example"})
    assert "content-security-policy" in response.headers


@pytest.mark.parametrize("page", ["/", "/docs"])
def test_pages_have_no_script_and_no_style_inside(client: TestClient, page: str) -> None:
    text = client.get(page).text
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick=" not in text
    for tag in text.split("<script")[1:]:
        assert tag.split(">")[0].count("src=") == 1
        assert tag.split(">")[1].startswith("</script")
    assert "https://" not in text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app/main.py",
        "/static/%2e%2e/app/main.py",
        "/static/..%2fpyproject.toml",
        "/static//etc/passwd",
        "/static/%00",
        "/swagger/../core.py",
    ],
)
def test_files_outside_the_folders_are_not_served(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert_problem(response, 404, "not_found")


@pytest.mark.parametrize(
    "path", ["/<script>alert(1)</script>", f"{API}/images/<img src=x>", f"{API}/models/<b>"]
)
def test_what_was_asked_is_never_answered_as_html(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
