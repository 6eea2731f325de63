"""docs/API.md and docs/SETTINGS.md name everything there is, and every example in them works."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from app.api.errors import KINDS, WEB_KINDS
from app.config import Settings
from tests.api.conftest import BASE
from tests.api.pictures import encoded, picture, upload
from tests.shelf import MODEL, Shelf

DOCS = Path(__file__).parents[2] / "docs"
API_PAGE = (DOCS / "API.md").read_text(encoding="utf-8")
SETTINGS_PAGE = (DOCS / "SETTINGS.md").read_text(encoding="utf-8")


def examples() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", API_PAGE, re.DOTALL)
    lines = "".join(blocks).replace("\\\n", "").splitlines()
    return [line for line in lines if line.startswith("curl ")]


@dataclass
class Curl:
    """What a line of curl asks for; options that are not known here fail the test."""

    url: str = ""
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    form: str | None = None

    @classmethod
    def parse(cls, line: str) -> Curl:
        curl = cls()
        words = iter(shlex.split(line)[1:])
        for word in words:
            match word:
                case "-X":
                    curl.method = next(words)
                case "-H":
                    name, value = next(words).split(": ")
                    curl.headers[name] = value
                case "-d":
                    curl.method, curl.body = "POST", next(words)
                case "-F":
                    curl.method, curl.form = "POST", next(words)
                case "-o":
                    next(words)
                case "-N":
                    pass
                case _:
                    assert not word.startswith("-"), word
                    curl.url = word
        return curl

    def send(self, client: TestClient) -> Response:
        files = None
        if self.form is not None:
            name, _, path = self.form.partition("=@")
            files = {name: (path, encoded(picture(), "JPEG"))}
        return client.request(
            self.method, self.url, headers=self.headers, content=self.body, files=files
        )


@pytest.fixture(autouse=True)
def downloaded(shelf: Shelf) -> None:
    """A network to download, whose weights are here already."""
    shelf.put(shelf.add("http://127.0.0.1:1/nobody"))


def filled(line: str, client: TestClient, run: str) -> str:
    image = upload(client, encoded(picture(seed=41))).json()["id"]
    job = client.post(f"/api/v1/models/{MODEL}/download").json()["id"]
    values = {"$api": f"{BASE}/api/v1", "$base": BASE, "$image": image, "$run": run}
    values |= {"$model": MODEL, "$job": job}
    for name, value in values.items():
        line = line.replace(name, value)
    return line


@pytest.mark.parametrize("line", examples())
def test_every_example_works(client: TestClient, run: str, line: str) -> None:
    curl = Curl.parse(filled(line, client, run))
    assert curl.send(client).status_code in (200, 201, 204)


def calls(client: TestClient) -> set[str]:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    return {f"{method.upper()} {path}" for path, by in paths.items() for method in by}


def test_every_call_is_in_a_table(client: TestClient) -> None:
    rows = set(re.findall(r"^\| `([A-Z]+ /\S+)`", API_PAGE, re.MULTILINE))
    assert rows == {call.replace("/api/v1", "") for call in calls(client)}


def test_every_call_has_an_example(client: TestClient, run: str) -> None:
    shown = {
        (curl.method, curl.url.removeprefix(BASE).split("?")[0])
        for curl in (Curl.parse(filled(line, client, run)) for line in examples())
    }
    for call in calls(client):
        method, template = call.split()
        pattern = re.compile(re.sub(r"\{\w+\}", "[^/]+", template))
        assert any(m == method and pattern.fullmatch(path) for m, path in shown), call


def test_every_option_of_a_call_is_named(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    for by in paths.values():
        for call in by.values():
            for parameter in call.get("parameters", []):
                assert re.search(rf"\b{parameter['name']}\b", API_PAGE), parameter["name"]


def test_every_problem_code_is_listed_with_its_status() -> None:
    rows = dict(re.findall(r"^\| (\d{3}) \| (.*) \|$", API_PAGE, re.MULTILINE))
    listed = {int(status): set(re.findall(r"`(\w+)`", codes)) for status, codes in rows.items()}
    kinds = {error.code: kind for error, kind in KINDS.items()} | WEB_KINDS
    expected: dict[int, set[str]] = {}
    for code, kind in kinds.items():
        expected.setdefault(kind.status, set()).add(code)
    assert listed == expected


def test_every_setting_is_documented_with_its_default() -> None:
    rows = re.findall(r"^\| `CONVSCOPE_(\w+)` \| (.*?) \|", SETTINGS_PAGE, re.MULTILINE)
    documented = {name.lower(): default for name, default in rows}
    assert list(documented) == list(Settings.model_fields)
    for name, info in Settings.model_fields.items():
        assert info.description
        if name not in ("data", "models", "allowed_hosts"):
            assert documented[name].split()[0] == f"`{info.default}`", name


def test_the_list_of_calls_says_what_each_does(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    for path, operations in paths.items():
        for method, operation in operations.items():
            assert operation["description"].startswith(operation["summary"][:20]), (method, path)
            assert operation["summary"].count(" ") >= 1, (method, path)
