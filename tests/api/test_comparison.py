"""Two runs side by side over HTTP: partners, answers, and the difference in every format."""

from __future__ import annotations

import numpy as np
import pytest
from fastapi.testclient import TestClient

from tests.api.answers import assert_problem, read_array, read_picture
from tests.api.conftest import API, MakeClient
from tests.api.pictures import encoded, picture, upload
from tests.api.test_maps import decode_u8

LAYER = "block2.0.add"


def run_of(client: TestClient, model: str, image: str = "cat") -> str:
    return str(client.post(f"{API}/runs", json={"model": model, "image": image}).json()["id"])


def path(a: str, b: str, layer: str = LAYER, other_layer: str = LAYER) -> str:
    return f"{API}/runs/{a}/layers/{layer}/difference/{b}/{other_layer}"


@pytest.fixture(scope="module")
def two(client: TestClient) -> tuple[str, str]:
    """A small network as it was trained, and untrained."""
    return run_of(client, "resnet_mini"), run_of(client, "resnet_mini@untrained")


def outputs(client: TestClient, runs: tuple[str, str]) -> list[np.ndarray]:
    return [read_array(client.get(f"{API}/runs/{run}/layers/{LAYER}/maps")) for run in runs]


def test_the_difference_is_exact(client: TestClient, two: tuple[str, str]) -> None:
    a, b = outputs(client, two)
    found = read_array(client.get(f"{path(*two)}/maps"))
    assert found.dtype == np.float32
    assert np.array_equal(found, a - b)
    some = read_array(client.get(f"{path(*two)}/maps", params={"channels": "7,2"}))
    assert np.array_equal(some, (a - b)[[7, 2]])


def test_its_levels_are_symmetric_about_zero(client: TestClient, two: tuple[str, str]) -> None:
    a, b = outputs(client, two)
    query = {"format": "u8", "normalize": "symmetric"}
    answer = client.get(f"{path(*two)}/maps", params=query)
    reach = float(np.abs(a - b).max())
    ends = [np.float32(answer.headers[f"X-Convscope-{end}"]) for end in ("Minimum", "Maximum")]
    assert ends == [-reach, reach]
    levels, values = decode_u8(answer)
    assert levels.shape == a.shape
    assert np.abs(values - (a - b)).max() <= reach / 255 * 1.001


def test_it_is_drawn_about_zero_in_a_picture(client: TestClient, two: tuple[str, str]) -> None:
    drawn = read_picture(client.get(f"{path(*two)}/maps", params={"format": "png", "columns": 8}))
    assert drawn.mode in ("P", "RGB")
    same = client.get(f"{path(two[0], two[0])}/maps", params={"format": "json"}).json()
    assert not np.array(same).any()


def test_its_figures(client: TestClient, two: tuple[str, str]) -> None:
    a, b = (each.astype(np.float64) for each in outputs(client, two))
    found = client.get(path(*two)).json()
    away = np.abs((a - b).astype(np.float32).astype(np.float64))
    assert (found["run"], found["other"], found["other_layer"]) == (*two, LAYER)
    assert found["mean"] == pytest.approx(away.mean())
    assert (found["largest"], tuple(found["cell"])) == (
        away.max(),
        np.unravel_index(away.argmax(), away.shape),
    )
    assert found["relative"] == pytest.approx(np.linalg.norm(a - b) / np.linalg.norm(a))
    assert found["correlation"] == pytest.approx(np.corrcoef(a.ravel(), b.ravel())[0, 1])
    by_channel = away.mean(axis=(1, 2))
    assert found["order"] == np.argsort(-by_channel, kind="stable").tolist()
    assert [each["mean"] for each in found["channels"]] == pytest.approx(by_channel)


def test_shapes_that_differ_are_refused_in_words(client: TestClient, two: tuple[str, str]) -> None:
    for call in (path(*two, other_layer="fc"), f"{path(*two, other_layer='fc')}/maps"):
        assert "and 10," in assert_problem(client.get(call), 400, "shapes_differ")


def test_layers_find_their_partners(client: TestClient, two: tuple[str, str]) -> None:
    found = client.get(f"{API}/runs/{two[0]}/comparison/{two[1]}").json()
    names = [each["name"] for each in client.get(f"{API}/runs/{two[0]}").json()["layers"]]
    assert [each["layer"] for each in found["layers"]] == names
    assert all(each["partner"] == each["layer"] for each in found["layers"])
    other = run_of(client, "lenet5", "digit5")
    apart = client.get(f"{API}/runs/{two[0]}/comparison/{other}").json()
    assert apart["answers"] is None
    assert {each["layer"]: each["partner"] for each in apart["layers"]}["fc"] == "fc3"


def test_answers_stand_beside_each_other(client: TestClient, two: tuple[str, str]) -> None:
    found = client.get(f"{API}/runs/{two[0]}/comparison/{two[1]}").json()["answers"]
    for run, side in zip(two, ("a", "b"), strict=True):
        said = client.get(f"{API}/runs/{run}").json()["predictions"]
        by_index = {each["index"]: each[side] for each in found}
        assert {each["index"]: each["probability"] for each in said}.items() <= by_index.items()


def test_the_sheet_shows_the_same_maps_of_both(client: TestClient, two: tuple[str, str]) -> None:
    query = {"maps": 3, "size": 8}
    found = client.get(f"{API}/runs/{two[0]}/comparison/{two[1]}/sheet", params=query).json()
    alone = client.get(f"{API}/runs/{two[0]}/sheet", params=query).json()["layers"]
    assert [each["a"] for each in found["layers"]] == alone
    (row,) = [each for each in found["layers"] if each["layer"] == LAYER]
    assert row["b"]["channels"] == row["a"]["channels"]
    figures = client.get(path(*two)).json()
    assert row["relative"] == pytest.approx(figures["relative"], rel=1e-5)
    other = run_of(client, "lenet5", "digit5")
    apart = f"{API}/runs/{two[0]}/comparison/{other}"
    pairs = client.get(apart).json()["layers"]
    rows = client.get(f"{apart}/sheet", params=query).json()["layers"]
    subtracted = [each["layer"] for each in rows if each["relative"] is not None]
    assert (
        subtracted == [each["layer"] for each in pairs if each["same_shape"]] == ["fc", "softmax"]
    )


def test_whatever_is_unknown_is_named(client: TestClient, two: tuple[str, str]) -> None:
    nobody = f"cat.{'0' * 16}"
    assert_problem(client.get(path(two[0], nobody)), 404, "unknown_run")
    assert_problem(client.get(path(two[0], "nonsense")), 404, "unknown_run")
    assert_problem(client.get(path(nobody, two[1])), 404, "unknown_run")
    gone = two[1].replace("cat.", f"{'0' * 32}.")
    assert_problem(client.get(path(two[0], gone)), 404, "unknown_image")
    assert_problem(client.get(path(*two, other_layer="nothing")), 404, "unknown_layer")
    assert_problem(client.get(f"{path(*two)}/maps?channels=99"), 404, "unknown_channel")
    assert_problem(client.get(f"{path(*two)}/maps?chanels=1"), 422, "invalid_request")
    assert_problem(client.get(f"{API}/runs/{two[0]}/comparison/{nobody}"), 404, "unknown_run")


def test_answers_may_be_kept_while_both_photos_are_there(
    make_client: MakeClient,
) -> None:
    client = make_client()
    image = upload(client, encoded(picture(seed=7))).json()["id"]
    a, b = run_of(client, "lenet5", "digit5"), run_of(client, "lenet5", image)
    for call in (f"{API}/runs/{a}/comparison/{b}", path(a, b, "conv1", "conv1")):
        answer = client.get(call)
        assert "immutable" in answer.headers["cache-control"]
        known = {"If-None-Match": answer.headers["etag"]}
        assert client.get(call, headers=known).status_code == 304
    client.delete(f"{API}/images/{image}")
    assert_problem(client.get(call, headers=known), 404, "unknown_image")
