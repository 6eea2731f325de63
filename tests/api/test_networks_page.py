"""The page of all networks: what it says is what the API and the networks themselves say."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from app.config import Settings
from app.main import create_app
from app.pages.families import FAMILIES, IDEAS
from convscope.zoo import findings
from tests.api.conftest import API, BASE
from tests.api.markup import Element, read

SLUGS = {family.slug for family in FAMILIES}


@pytest.fixture(scope="module")
def page(client: TestClient) -> list[Element]:
    answer = client.get("/networks")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return read(answer.text)


def models(client: TestClient) -> list[dict]:
    return client.get(f"{API}/models").json()["models"]


def rows(page: list[Element]) -> dict[str, Element]:
    return {each.get("data-network"): each for each in page if "data-network" in each.attributes}


def test_every_network_that_is_here_has_a_row(client: TestClient, page: list[Element]) -> None:
    here = [model["id"] for model in models(client) if model["status"] != "downloadable"]
    assert sorted(rows(page)) == sorted(here)


def test_every_figure_is_the_apis(client: TestClient, page: list[Element]) -> None:
    by_id = {model["id"]: model for model in models(client)}
    for id, row in rows(page).items():
        model = by_id[id]
        assert row.get("data-name") == model["name"]
        assert row.get("data-parameters") == str(model["parameters"])
        assert row.get("data-year") == str(model["year"])
        if model["status"] == "broken":
            assert model["problem"] in row.text
            continue
        assert row.get("data-macs") == str(model["macs"] or "")
        assert row.get("data-depth") == str(model["depth"] or "")
        assert row.get("data-accuracy") == str(model["accuracy"].get("accuracy", ""))
        assert row.get("data-measured") == model["accuracy"].get("data", "")


def test_the_words_of_a_row_are_its_figures(client: TestClient, page: list[Element]) -> None:
    for model in models(client):
        if model["status"] != "ready" or model["id"] not in rows(page):
            continue
        words = rows(page)[model["id"]].text.split()
        assert f"{model['parameters']:,}" in words
        if model["macs"]:
            assert f"{model['macs']:,}" in words
        accuracy = model["accuracy"].get("accuracy")
        assert ("–" if accuracy is None else f"{accuracy:.2%}") in words


def test_the_lead_names_those_of_full_size(client: TestClient, page: list[Element]) -> None:
    (lead,) = [each for each in page if each.tag == "p" and "lead" in each.get("class").split()]
    parameters = {model["name"]: model["parameters"] for model in models(client)}
    published = {"LeNet-5": 60_000, "EfficientNet-Lite0": 4_700_000}  # as their authors count
    for name, count in published.items():
        assert name in lead.text
        assert parameters[name] == pytest.approx(count, rel=0.03)


def test_rows_come_in_order_of_time(page: list[Element]) -> None:
    years = [int(row.get("data-year")) for row in rows(page).values()]
    assert years == sorted(years)


def test_the_families_are_those_of_the_zoo_in_its_order(client: TestClient) -> None:
    zoo = [model for model in models(client) if model["source"] == "zoo"]
    assert list(dict.fromkeys(model["family"] for model in zoo)) == [each.name for each in FAMILIES]
    for family in FAMILIES:
        first = next(model for model in zoo if model["family"] == family.name)
        assert (family.year, family.paper) == (first["year"], first["paper"])


def test_each_family_tells_of_its_networks(client: TestClient, page: list[Element]) -> None:
    for family in FAMILIES:
        (section,) = [each for each in page if each.get("id") == family.slug]
        told = [each.text for each in page if each.tag == "h3" and each.section == family.slug]
        of_family = [model for model in models(client) if model["family"] == family.name]
        comes_along = [model for model in of_family if model["source"] in ("bundled", "zoo")]
        assert told == [model["name"] for model in comes_along]
        assert all(model["summary"] in section.text for model in comes_along)


def test_headings_never_skip_a_level(page: list[Element]) -> None:
    levels = [int(each.tag[1]) for each in page if each.tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_every_link_leads_to_something(client: TestClient, page: list[Element]) -> None:
    samples = {each["id"] for each in client.get(f"{API}/samples").json()["samples"]}
    ids = {each.get("id") for each in page}
    links = {each.get("href") for each in page if each.tag == "a"}
    layers: dict[str, set[str]] = {}
    for link in links:
        if link.startswith("#"):
            assert link[1:] in ids
        elif link.startswith("/?"):
            query = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
            model = query["model"]
            if model not in layers:
                details = client.get(f"{API}/models/{model}").json()
                layers[model] = {layer["name"] for layer in details["layers"]}
            assert query["layer"] in layers[model]
            assert query.get("image", "cat") in samples
        elif link.startswith("/"):
            assert client.get(link).status_code == 200
    ready = {model["id"] for model in models(client) if model["status"] == "ready"}
    assert set(layers) == ready & set(IDEAS)


def test_digits_are_what_a_network_of_digits_is_shown(page: list[Element]) -> None:
    links = [each.get("href") for each in page if "model=lenet5" in each.get("href")]
    assert links
    assert all("image=digit" in link for link in links)


def test_those_that_can_be_downloaded_are_counted(client: TestClient) -> None:
    away = sum(model["status"] == "downloadable" for model in models(client))
    assert away > 1000
    assert f"{away:,} more networks can be downloaded" in client.get("/networks").text


def test_a_broken_network_says_why_and_leads_nowhere(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    networks = client.app.state.services.networks
    cards = [
        replace(card, status="broken", problem="A <b>reason</b>.") if card.id == "lenet5" else card
        for card in networks.list()
    ]
    monkeypatch.setattr(networks, "list", lambda: cards)
    page = read(client.get("/networks").text)
    row = rows(page)["lenet5"]
    assert "Cannot be used. A <b>reason</b>." in row.text
    assert not any(name in row.attributes for name in ("data-accuracy", "data-address"))
    assert not [each for each in page if "model=lenet5" in each.get("href")]
    assert rows(page)["mlp"].get("data-accuracy")


def test_the_findings_are_those_that_were_measured(page: list[Element]) -> None:
    shifts, shuffled = findings.shifts(), findings.shuffled()
    assert shifts is not None
    assert shuffled is not None
    shown = [each.get("data-value") for each in page if "data-value" in each.attributes]
    by_pixels = zip(shifts.accuracy["lenet5"], shifts.accuracy["mlp"], strict=True)
    by_order = ((each["lenet5"], each["mlp"]) for each in (shuffled.in_order, shuffled.shuffled))
    measured = [str(value) for pair in (*by_pixels, *by_order) for value in pair]
    assert shown[: len(measured)] == measured


def test_ablations_are_shown_where_there_are_some(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    curves = {
        "as trained": findings.Curve((0.25, 0.5), (0.25, 0.375)),
        "without augmentation": findings.Curve((0.5, 1.0), (0.25, 0.3125)),
        "without dropout": findings.Curve((0.5, 0.75), (0.25, 0.125)),
    }
    networks = {"alexnet_mini": curves, "vgg_mini": curves}
    made_up = findings.Ablations("pictures of this test", networks)
    monkeypatch.setattr(findings, "ablations", lambda: made_up)
    page = read(client.get("/networks").text)
    (chart,) = [each for each in page if each.get("aria-labelledby") == "ablations-vgg_mini"]
    words = chart.text.split()
    assert [word for word in words if word.endswith("%")] == [
        "25.00%", "25.00%", "25.00%", "50.00%", "25.00%", "50.00%",
        "37.50%", "50.00%", "31.25%", "100.00%", "12.50%", "75.00%",
    ]  # fmt: skip
    assert any("knows 100.00% of its training pictures" in each.text for each in page)
    assert any("pictures of this test" in each.text for each in page if each.tag == "p")


def test_a_damaged_finding_costs_one_chart_and_not_the_page(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "shifts.json").write_text("{")
    read_shifts = findings.shifts
    monkeypatch.setattr(findings, "shifts", lambda: read_shifts(tmp_path))
    page = read(client.get("/networks").text)
    charts = [each.get("aria-labelledby") for each in page if "data-chart" in each.attributes]
    assert "shifts" not in charts
    assert "shuffled" in charts


def test_the_page_does_not_wait_for_torch(tmp_path: Path) -> None:
    starting = TestClient(create_app(Settings(data=tmp_path)), base_url=BASE)  # never started
    page = read(starting.get("/networks").text)
    assert [each for each in page if "data-awaited" in each.attributes]
    assert rows(page) == {}
    assert {each.section for each in page} >= SLUGS
    assert not [each for each in page if each.get("href").startswith("/?")]
    assert [each for each in page if "data-chart" in each.attributes]
