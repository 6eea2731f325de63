from __future__ import annotations

from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from tests.api.conftest import API, MakeClient
from tests.api.pictures import encoded, picture, upload


def read(client: TestClient) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every sample by name and labels."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(client.get("/metrics").text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_never_by_id(client: TestClient, run: str) -> None:
    client.get(f"{API}/runs/{run}/layers/pool")
    client.get(f"{API}/runs/{run}/layers/conv_head")
    client.get("/a/path/of/somebody")
    client.request("BREW", f"{API}/samples")
    metrics = read(client)

    labels = [dict(labels) for name, labels in metrics if name == "convscope_requests_total"]
    assert {"method": "GET", "route": "/runs/{run}/layers/{layer}", "status": "200"} in labels
    assert {"method": "GET", "route": "(none)", "status": "404"} in labels
    assert {each["method"] for each in labels} <= {"GET", "HEAD", "POST", "DELETE", "OTHER"}
    assert not any(run in each["route"] for each in labels)
    seconds = ("method", "GET"), ("route", "/runs/{run}/layers/{layer}")
    assert metrics["convscope_request_seconds_count", seconds] >= 2


def test_runs_are_counted_by_what_happened_to_them(make_client: MakeClient) -> None:
    client = make_client()
    body = {"model": "efficientnet_lite0", "image": upload(client, encoded(picture())).json()["id"]}
    for _ in range(3):
        client.post(f"{API}/runs", json=body)
    metrics = read(client)

    assert metrics["convscope_runs_total", (("event", "computed"),)] == 2  # one at start
    assert metrics["convscope_runs_total", (("event", "cached"),)] == 2
    assert metrics["convscope_queue_depth", ()] == 0
    runs = client.app.state.services.runs
    assert metrics["convscope_run_cache_bytes", ()] == runs.nbytes > 10**7


def test_two_apps_do_not_mix(client: TestClient, make_client: MakeClient) -> None:
    other = make_client()
    client.get(f"{API}/samples")
    name = "convscope_requests_total"
    labels = (("method", "GET"), ("route", "/samples"), ("status", "200"))
    assert (name, labels) in read(client)
    assert (name, labels) not in read(other)
