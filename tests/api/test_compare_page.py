"""The page of two sides, as it is before its scripts run, and which scripts pages consist of."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from app.pages.modules import FOLDER, modules_of


def test_the_page_begins_with_two_different_photos(client: TestClient) -> None:
    page = client.get("/compare")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    (first,) = re.findall(r'data-default-image="(\w+)"', page.text)
    (other,) = re.findall(r'data-other-image="(\w+)"', page.text)
    assert first != other
    assert f"/api/v1/images/{other}?" in page.text


def test_other_pages_lead_there(client: TestClient) -> None:
    for path in ("/", "/networks", "/docs"):
        assert 'href="/compare"' in client.get(path).text


def test_all_that_is_fetched_early_is_there(client: TestClient) -> None:
    for path in ("/", "/compare"):
        found = re.findall(r'rel="modulepreload" href="([^"]+)"', client.get(path).text)
        assert len(found) > 50
        assert all(client.get(each).status_code == 200 for each in found)


@pytest.mark.parametrize("entry", ["main.js", "compare.js", "networks.js"])
def test_a_pages_modules_are_all_that_its_entry_imports(entry: str) -> None:
    modules = modules_of(entry)
    assert entry in modules
    assert all((FOLDER / path).is_file() for path in modules)
    imported = {
        (FOLDER / path).parent.joinpath(name).resolve()
        for path in modules
        for line in re.findall(r"^import[^;]+;", (FOLDER / path).read_text(), re.MULTILINE)
        for name in re.findall(r'"(.+)"', line)
    }
    assert imported | {FOLDER / entry} == {FOLDER / path for path in modules}


def test_types_are_no_code(client: TestClient) -> None:
    assert not [path for path in modules_of("compare.js") if path.endswith("types.js")]
