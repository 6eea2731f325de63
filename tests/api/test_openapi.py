"""The document tells all: every call, what it answers, what may go wrong."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from convscope.kinds import ALL_KINDS

BINARY = {"/api/v1/images/{image}", "/api/v1/runs/{run}/input", "/metrics"} | {
    "/api/v1/runs/{run}/arrays.npz",
    "/api/v1/runs/{run}/layers/{layer}/maps",
    "/api/v1/runs/{run}/layers/{layer}/difference/{other}/{other_layer}/maps",
    "/api/v1/runs/{run}/layers/{layer}/cells/{channel}/{y}/{x}/field",
    "/api/v1/jobs/{job}/events",
}


def document(client: TestClient) -> dict[str, Any]:
    return client.get("/api/v1/openapi.json").json()


def operations(client: TestClient) -> list[tuple[str, str, dict[str, Any]]]:
    paths = document(client)["paths"]
    return [(path, method, call) for path, by in paths.items() for method, call in by.items()]


def test_every_row_of_the_contract_is_there(client: TestClient) -> None:
    assert {(method, path.removeprefix("/api/v1")) for path, method, _ in operations(client)} == {
        ("get", "/samples"),
        ("post", "/images"),
        ("get", "/images/{image}"),
        ("delete", "/images/{image}"),
        ("get", "/models"),
        ("get", "/models/{model}"),
        ("get", "/models/{model}/graph"),
        ("get", "/models/{model}/ledger"),
        ("post", "/models/{model}/download"),
        ("get", "/jobs/{job}"),
        ("get", "/jobs/{job}/events"),
        ("delete", "/jobs/{job}"),
        ("post", "/runs"),
        ("get", "/runs/{run}"),
        ("get", "/runs/{run}/input"),
        ("get", "/runs/{run}/arrays.npz"),
        ("get", "/runs/{run}/layers"),
        ("get", "/runs/{run}/sheet"),
        ("get", "/runs/{run}/layers/{layer}"),
        ("get", "/runs/{run}/layers/{layer}/channels/{channel}"),
        ("get", "/runs/{run}/layers/{layer}/maps"),
        ("get", "/runs/{run}/layers/{layer}/maps/{channel}/parts"),
        ("get", "/runs/{run}/layers/{layer}/cells/{channel}/{y}/{x}"),
        ("get", "/runs/{run}/layers/{layer}/cells/{channel}/{y}/{x}/field"),
        ("get", "/models/{model}/layers/{layer}/weights"),
        ("get", "/runs/{run}/layers/{layer}/difference/{other}/{other_layer}"),
        ("get", "/runs/{run}/layers/{layer}/difference/{other}/{other_layer}/maps"),
        ("get", "/runs/{run}/lens"),
        ("get", "/runs/{run}/without/{addition}"),
        ("get", "/runs/{run}/comparison/{other}"),
        ("get", "/runs/{run}/comparison/{other}/sheet"),
        ("get", "/colormaps"),
        ("get", "/healthz"),
        ("get", "/readyz"),
        ("get", "/metrics"),
    }


def test_every_call_is_described(client: TestClient) -> None:
    for path, method, call in operations(client):
        assert call["description"], (method, path)
        for parameter in call.get("parameters", []):
            assert parameter["description"], (method, path, parameter["name"])


def test_every_json_answer_has_a_schema(client: TestClient) -> None:
    for path, method, call in operations(client):
        success = next(each for status, each in call["responses"].items() if status < "300")
        if path in BINARY and method == "get":
            assert all("schema" in media for media in success["content"].values())
        elif method != "delete":
            assert "$ref" in success["content"]["application/json"]["schema"], (method, path)


def test_every_error_is_a_problem(client: TestClient) -> None:
    for path, method, call in operations(client):
        errors = {status: each for status, each in call["responses"].items() if status >= "400"}
        assert {"421", "500"} <= set(errors), (method, path)
        assert ("422" in errors) == bool(call.get("parameters") or call.get("requestBody"))
        if "{run}" in path or "{image}" in path or "{model}" in path or "{job}" in path:
            assert "404" in errors
        for error in errors.values():
            assert list(error["content"]) == ["application/problem+json"], (method, path)
    assert "HTTPValidationError" not in str(document(client)["paths"])


def test_every_reference_leads_somewhere(client: TestClient) -> None:
    whole = document(client)
    for part in str(whole).split("'$ref': '")[1:]:
        target: Any = whole
        for name in part.split("'")[0].removeprefix("#/").split("/"):
            target = target[name]
        assert target


def test_kinds_are_those_of_the_instrument(client: TestClient) -> None:
    schemas = document(client)["components"]["schemas"]
    assert schemas["LayerAnswer"]["properties"]["kind"]["enum"] == list(ALL_KINDS)
