"""The drawings of the families' ideas, against the networks that they show."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from app.pages.families import FAMILIES, Family
from tests.api.markup import Element, read
from tests.instrument.zoo_graphs import named

DRAWN = {family.slug: family for family in FAMILIES}


@pytest.fixture(scope="module")
def page(client: TestClient) -> list[Element]:
    return read(client.get("/networks").text)


def in_drawings(page: list[Element], attribute: str) -> list[tuple[Family, Element]]:
    return [(DRAWN[each.section], each) for each in page if attribute in each.attributes]


def test_each_part_of_a_drawing_is_a_layer_of_its_kind(page: list[Element]) -> None:
    parts = in_drawings(page, "data-layer")
    assert {family.slug for family, _ in parts} == set(DRAWN)
    for family, part in parts:
        layer = named(family.drawn)[part.get("data-layer")]
        assert layer.kind == part.get("data-kind")
        if "data-shape" in part.attributes:
            assert "×".join(map(str, layer.shape)) == part.get("data-shape")


def test_each_part_of_a_drawing_opens_its_layer(client: TestClient, page: list[Element]) -> None:
    listed = client.get("/api/v1/models?source=zoo").json()["models"]
    status = {model["id"]: model["status"] for model in listed}
    for family, part in in_drawings(page, "data-layer"):
        broken = status[family.drawn] == "broken"
        assert part.tag == ("g" if broken else "a")
        query = parse_qs(urlsplit(part.get("href")).query)
        assert broken or query["model"] == [family.drawn]
        assert broken or query["layer"] == [part.get("data-layer")]


def test_each_arrow_of_a_drawing_is_a_way_through_the_network(page: list[Element]) -> None:
    arrows = in_drawings(page, "data-from")
    assert len(arrows) > 20
    for family, arrow in arrows:
        assert arrow.get("data-from") in before(family.drawn, arrow.get("data-to")), arrow


def before(network: str, name: str) -> set[str]:
    """Every layer on which a layer depends."""
    inputs = set(named(network)[name].inputs)
    return inputs.union(*(before(network, each) for each in inputs))


def test_a_layer_that_a_caption_names_exists(page: list[Element]) -> None:
    names = [each for each in page if each.tag == "code" and each.section in DRAWN]
    assert names
    for each in names:
        layers = named(DRAWN[each.section].drawn)
        assert any(name.startswith(f"{each.text}.") for name in layers), each.text
