"""What is taken away over HTTP: the archive of a run, and figures as tables."""

from __future__ import annotations

import asyncio
import csv
import io
import weakref
from collections.abc import Iterator

import numpy as np
import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from app.api import export
from tests.api.answers import assert_problem, read_array
from tests.api.conftest import API, MakeClient
from tests.api.pictures import encoded, picture, upload
from tests.api.reader import reading

MODEL = "efficientnet_lite0"
SOME = ["input", "conv_stem", "blocks.1.0.act1", "blocks.1.1.add", "pool", "classifier", "softmax"]


def names_of(client: TestClient, run: str) -> list[str]:
    return [layer["name"] for layer in client.get(f"{API}/runs/{run}").json()["layers"]]


def rows(response: Response) -> list[dict[str, str]]:
    assert response.headers["content-type"].startswith("text/csv; charset=utf-8")
    assert response.content.count(b"\n") == response.content.count(b"\r\n")
    return list(csv.DictReader(io.StringIO(response.text, newline=""), strict=True))


def file_of(response: Response) -> str:
    kind, _, name = response.headers["content-disposition"].partition("; filename=")
    assert kind == "attachment"
    return name.strip('"')


def test_an_archive_of_every_layer(client: TestClient, run: str) -> None:
    response = client.get(f"{API}/runs/{run}/arrays.npz")
    assert response.headers["content-length"] == str(len(response.content))
    assert file_of(response) == "cat-efficientnet_lite0.npz"
    with np.load(io.BytesIO(response.content), allow_pickle=False) as archive:
        assert list(archive) == names_of(client, run)
        for layer in SOME:
            exact = read_array(client.get(f"{API}/runs/{run}/layers/{layer}/maps"))
            assert archive[layer].dtype == np.float32
            np.testing.assert_array_equal(archive[layer], exact)


def test_an_archive_of_some_layers_in_their_order(client: TestClient, run: str) -> None:
    response = client.get(f"{API}/runs/{run}/arrays.npz?layers=pool, conv_stem,input")
    assert response.headers["content-length"] == str(len(response.content))
    with np.load(io.BytesIO(response.content)) as archive:
        assert list(archive) == ["pool", "conv_stem", "input"]


@pytest.mark.parametrize(
    ("layers", "status", "code"),
    [
        ("pool,nope", 404, "unknown_layer"),
        ("", 404, "unknown_layer"),
        ("pool,", 404, "unknown_layer"),
        ("pool,conv_stem,pool", 400, "bad_option"),
    ],
)
def test_a_bad_list_of_layers_is_refused_before_anything_is_sent(
    client: TestClient, run: str, layers: str, status: int, code: str
) -> None:
    assert_problem(client.get(f"{API}/runs/{run}/arrays.npz?layers={layers}"), status, code)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the arrays that were begun to be written."""
    names: list[str] = []

    class Watched(export.Npz):
        def member(self, name: str, values: np.ndarray) -> Iterator[bytes]:
            names.append(name)
            return super().member(name, values)

    monkeypatch.setattr(export, "Npz", Watched)
    return names


def test_layers_are_made_as_they_are_read_and_no_more_when_the_reader_is_gone(
    client: TestClient, run: str, begun: list[str]
) -> None:
    names = names_of(client, run)

    async def scenario() -> None:
        async with reading(client.app, f"{API}/runs/{run}/arrays.npz") as reader:
            status, headers = await reader.head()
            assert (status, int(headers["content-length"]) > 80_000_000) == (200, True)
            read = len(await reader.piece())
            while len(begun) < 4:
                read += len(await reader.piece())
            await asyncio.sleep(0.05)
            assert begun == names[:4]
            assert read < 8_000_000
            await reader.leave()
            await asyncio.sleep(0.05)
            assert begun == names[:4]

    asyncio.run(scenario())


def test_a_slow_reader_does_not_hold_a_run_that_is_evicted(make_client: MakeClient) -> None:
    client = make_client(run_cache_bytes=0)
    runs = client.app.state.services.runs
    first, second = (
        client.post(f"{API}/runs", json={"model": "lenet5", "image": image}).json()["id"]
        for image in ("digit3", "digit8")
    )
    whole = client.get(f"{API}/runs/{first}/arrays.npz").content

    async def scenario() -> bytes:
        async with reading(client.app, f"{API}/runs/{first}/arrays.npz") as reader:
            await reader.head()
            begin = await reader.piece()
            kept = weakref.ref(runs.start(first).result())
            await runs.get(second)
            assert kept() is None
            return begin + await reader.rest()

    assert asyncio.run(scenario()) == whole


def test_the_file_of_an_upload_has_a_short_name(client: TestClient) -> None:
    image = upload(client, encoded(picture(seed=43))).json()["id"]
    run = client.post(f"{API}/runs", json={"model": "lenet5", "image": image}).json()["id"]
    archive = client.get(f"{API}/runs/{run}/arrays.npz?layers=input")
    assert file_of(archive) == f"{image[:8]}-lenet5.npz"


def test_a_table_of_every_layer(client: TestClient, run: str) -> None:
    response = client.get(f"{API}/runs/{run}/layers?format=csv")
    assert file_of(response) == "cat-efficientnet_lite0.csv"
    expected = client.get(f"{API}/runs/{run}/layers").json()["layers"]
    table = rows(response)
    assert [row["layer"] for row in table] == [layer["name"] for layer in expected]
    for row, layer in zip(table, expected, strict=True):
        for name in ("minimum", "maximum", "mean", "std", "zeros"):
            assert float(row[name]) == layer[name]
        assert row["shape"] == "x".join(map(str, layer["shape"]))


def test_a_table_of_the_layers_of_one_kind(client: TestClient, run: str) -> None:
    response = client.get(f"{API}/runs/{run}/layers?format=csv&kind=pooling")
    assert file_of(response) == "cat-efficientnet_lite0-pooling.csv"
    assert {row["kind"] for row in rows(response)} == {"pooling"}


@pytest.mark.parametrize("layer", ["blocks.1.0.act1", "bn1", "classifier"])
def test_a_table_of_every_channel(client: TestClient, run: str, layer: str) -> None:
    response = client.get(f"{API}/runs/{run}/layers/{layer}?format=csv")
    assert file_of(response) == f"cat-efficientnet_lite0-{layer}.csv"
    expected = client.get(f"{API}/runs/{run}/layers/{layer}").json()["channels"]
    table = rows(response)
    assert len(table) == len(expected)
    for row, channel in zip(table, expected, strict=True):
        for name in ("channel", "minimum", "maximum", "mean", "std", "zeros"):
            assert float(row[name]) == channel[name]
        assert (row["dead"], row["nonfinite"]) == (str(channel["dead"]).lower(), "0")


@pytest.mark.parametrize("path", ["layers", "layers/pool"])
def test_another_format_is_refused(client: TestClient, run: str, path: str) -> None:
    response = client.get(f"{API}/runs/{run}/{path}?format=xlsx")
    assert_problem(response, 422, "invalid_request")
