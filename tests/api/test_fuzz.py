"""Junk for every call that the OpenAPI document names: a success or a problem, never a fault."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.answers import assert_is_problem

text = st.text(max_size=30)
junk = st.one_of(
    text,
    st.integers().map(str),
    st.floats().map(str),
    st.sampled_from(
        ["", "0", "-1", "cat", "bn1", "png", "../..", "%2e%2e", "null", "\0", "\ud800"]
    ),
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=5,
)
SPARING = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def calls(client: TestClient) -> list[tuple[str, str, dict[str, Any]]]:
    """Method, path template and description of every call."""
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    return sorted(
        ((method.upper(), path, call) for path, by in paths.items() for method, call in by.items()),
        key=lambda each: each[:2],
    )


def quoted(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"), safe="")


@settings(max_examples=250, deadline=None, suppress_health_check=SPARING)
@given(data=st.data())
def test_no_junk_is_a_fault(client: TestClient, run: str, data: st.DataObject) -> None:
    method, template, call = data.draw(st.sampled_from(calls(client)))

    def fill(found: re.Match[str]) -> str:
        good = {"run": run, "image": "cat", "layer": "pool", "model": "efficientnet_lite0"}
        name = found[1]
        if name in good and data.draw(st.booleans(), label=f"{name} is good"):
            return good[name]
        return quoted(data.draw(junk, label=name))

    path = re.sub(r"\{(\w+)\}", fill, template)
    names = [each["name"] for each in call.get("parameters", []) if each["in"] == "query"]
    query = data.draw(st.dictionaries(st.sampled_from([*names, "x"]), junk), label="query")
    options: dict[str, Any] = {"params": "&".join(f"{k}={quoted(v)}" for k, v in query.items())}
    if method == "POST":
        options |= data.draw(bodies, label="body")

    response = client.request(method, path, **options)

    assert response.status_code < 500, response.text
    if response.status_code >= 400:
        assert_is_problem(response)


bodies = st.one_of(
    values.map(lambda value: {"json": value}),
    st.binary(max_size=60).map(lambda data: {"content": data}),
    st.binary(max_size=60).map(
        lambda data: {"content": data, "headers": {"Content-Type": "application/json"}}
    ),
    st.binary(max_size=60).map(lambda data: {"files": {"file": ("x", data)}}),
    st.builds(
        lambda model, image: {"json": {"model": model, "image": image}},
        st.sampled_from(["efficientnet_lite0", "x"]),
        junk,
    ),
)
