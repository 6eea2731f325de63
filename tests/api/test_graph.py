"""A network's graph as the page gets it."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api import graph as route
from convscope.network import load
from tests.api.answers import assert_problem
from tests.api.conftest import API

DEFAULT = "efficientnet_lite0"


def graph(client: TestClient, query: str = "", model: str = DEFAULT) -> dict[str, Any]:
    answer = client.get(f"{API}/models/{model}/graph{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def layer_names(client: TestClient, model: str = DEFAULT) -> list[str]:
    return [layer["name"] for layer in client.get(f"{API}/models/{model}").json()["layers"]]


def test_a_graph_has_its_documented_parts(client: TestClient) -> None:
    found = graph(client, "?expanded=blocks.1")
    assert set(found) == {"model", "expanded", "width", "height", "nodes", "frames", "edges"}
    assert found["model"] == DEFAULT
    for node in found["nodes"]:
        assert set(node) == {
            "id", "kind", "label", "path", "layers", "collapsed", "shape", "frame",
            "x", "y", "width", "height",
        }  # fmt: skip
    for frame in found["frames"]:
        assert set(frame) == {
            "id", "label", "path", "layers", "frame", "x", "y", "width", "height",
        }  # fmt: skip
    for edge in found["edges"]:
        assert set(edge) == {"source", "target", "layers", "shape", "known", "skip", "points"}


def test_every_layer_is_in_exactly_one_node(client: TestClient) -> None:
    for query in ("", "?expanded=", "?expanded=all", "?expanded=blocks.2.1"):
        shown = [name for node in graph(client, query)["nodes"] for name in node["layers"]]
        assert sorted(shown) == sorted(layer_names(client))


def test_edges_are_the_layers_inputs(client: TestClient) -> None:
    edges = graph(client, "?expanded=all")["edges"]
    assert {(edge["source"], edge["target"]) for edge in edges} == {
        (name, layer.name) for layer in load(DEFAULT).layers for name in layer.inputs
    }
    assert all(edge["layers"] == [edge["source"]] for edge in edges)
    shapes = {layer.name: list(layer.shape) for layer in load(DEFAULT).layers}
    assert all(edge["shape"] == shapes[edge["source"]] for edge in edges)


def test_blocks_are_opened_with_those_around_them(client: TestClient) -> None:
    assert graph(client, "?expanded=blocks.2.1")["expanded"] == [
        "blocks", "blocks.2", "blocks.2.1",
    ]  # fmt: skip
    assert graph(client, "?expanded=")["expanded"] == []
    closed = graph(client, "?expanded=")["nodes"]
    assert [node["id"] for node in closed if node["collapsed"]] == ["blocks"]


def test_left_to_itself_a_large_network_is_partly_closed(client: TestClient) -> None:
    found = graph(client)
    assert len(found["nodes"]) <= 60 < len(layer_names(client))
    small = graph(client, model="resnet_mini")["nodes"]
    assert [node["id"] for node in small] == layer_names(client, "resnet_mini")


def test_a_block_that_is_not_there(client: TestClient) -> None:
    path = f"{API}/models/{DEFAULT}/graph?expanded=blocks.99"
    assert "'blocks.99'" in assert_problem(client.get(path), 400, "bad_option")


def test_a_network_that_is_not_there(client: TestClient) -> None:
    assert_problem(client.get(f"{API}/models/nothing/graph"), 404, "unknown_model")


def test_a_list_of_blocks_beyond_reason(client: TestClient) -> None:
    path = f"{API}/models/{DEFAULT}/graph?expanded={'a,' * 12_000}"
    assert_problem(client.get(path), 422, "invalid_request")


def test_a_graph_that_is_known_is_not_sent_again(client: TestClient) -> None:
    path = f"{API}/models/{DEFAULT}/graph?expanded=blocks.1"
    first = client.get(path)
    assert first.headers["cache-control"] == "private, no-cache"
    etag = first.headers["etag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    other = client.get(f"{API}/models/{DEFAULT}/graph?expanded=blocks.2")
    assert other.headers["etag"] != etag


def test_a_graph_of_what_may_be_another_network_tomorrow_is_sent_each_time(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(route, "CHANGING", ("bundled",))
    path = f"{API}/models/{DEFAULT}/graph?expanded=blocks.3"
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (200, first.content)


def test_a_graph_is_laid_out_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    monkeypatch.setattr(route, "picture", _counting(route.picture, drawn))
    answers = [
        client.get(f"{API}/models/{DEFAULT}/graph?expanded=blocks.4.1,blocks.5").content
        for _ in range(3)
    ]
    assert len(set(answers)) == len(drawn) == 1


def _counting(make: Any, drawn: list[object]) -> Any:
    def counting(*arguments: Any) -> object:
        drawn.append(make(*arguments))
        return drawn[-1]

    return counting
