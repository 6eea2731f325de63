"""Single cells over HTTP: the same explanations, and numbers that agree with the maps."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from numpy.typing import NDArray

from convscope.errors import Busy
from tests.api.answers import assert_problem, read_array, read_picture
from tests.api.conftest import API, MakeClient

# A layer of each kind of operation in the default network, and the kind of explanation it has.
KINDS = {
    "input": "pixel",
    "pad": "moved",
    "conv_stem": "convolution",
    "bn1": "normalization",
    "act1": "activation",
    "blocks.1.1.add": "arithmetic",
    "pool": "pooling",
    "flatten": "moved",
    "classifier": "linear",
    "softmax": "softmax",
}


def get_cell(client: TestClient, run: str, layer: str, cell: str, **query: object) -> Response:
    return client.get(f"{API}/runs/{run}/layers/{layer}/cells/{cell}", params=query)


def get_field(client: TestClient, run: str, layer: str, cell: str, **query: object) -> Response:
    return client.get(f"{API}/runs/{run}/layers/{layer}/cells/{cell}/field", params=query)


def maps_of(client: TestClient, run: str, layer: str) -> NDArray[np.float32]:
    values = read_array(client.get(f"{API}/runs/{run}/layers/{layer}/maps"))
    return values.reshape(-1, 1, 1) if values.ndim == 1 else values


@pytest.mark.parametrize("layer", KINDS)
def test_every_kind_of_layer_is_explained(client: TestClient, run: str, layer: str) -> None:
    response = get_cell(client, run, layer, "2/0/0")
    assert response.status_code == 200, response.text
    answer = response.json()
    assert (answer["run"], answer["layer"], answer["cell"]) == (run, layer, [2, 0, 0])
    assert (answer["kind"], answer["operands"]["kind"]) == (KINDS[layer], KINDS[layer])
    assert answer["value"] == pytest.approx(float(maps_of(client, run, layer)[2, 0, 0]), rel=1e-9)
    assert abs(answer["difference"]) <= answer["rounding"]
    assert answer["explained"] - answer["value"] == pytest.approx(answer["difference"])
    assert answer["formula"]
    assert answer["nonfinite"] == 0


def test_a_convolution_can_be_computed_from_its_answer_and_the_maps(
    client: TestClient, run: str
) -> None:
    answer = get_cell(client, run, "blocks.1.0.conv_pwl", "5/20/31", channels="all").json()
    operands = answer["operands"]
    source = maps_of(client, run, operands["source"])
    weights = read_array(
        client.get(
            f"{API}/models/efficientnet_lite0/layers/blocks.1.0.conv_pwl/weights?format=npy&channel=5"
        )
    )
    assert (operands["rows"], operands["columns"]) == ([20], [31])
    assert answer["inputs"] == [operands["source"]]
    assert len(operands["channels"]) == len(operands["totals"]) == len(source) == 96
    exact = (source[:, 20, 31].astype(np.float64) * weights[0, :, 0, 0]).sum()
    assert answer["explained"] == pytest.approx(exact, rel=1e-12)
    for part in operands["channels"]:
        assert part["patch"] == [[float(source[part["channel"], 20, 31])]]
        assert part["kernel"] == [[float(weights[0, part["channel"], 0, 0])]]
        assert part["total"] == pytest.approx(part["products"][0][0])
        assert part["total"] == pytest.approx(operands["totals"][part["channel"]])


def test_the_number_of_channels_is_a_choice(client: TestClient, run: str) -> None:
    def channels(**query: object) -> tuple[int, Any]:
        operands = get_cell(client, run, "blocks.1.0.conv_pwl", "5/20/31", **query).json()[
            "operands"
        ]
        return len(operands["channels"]), operands["rest"]

    assert channels()[0] == 12
    assert channels()[1]["count"] == 84
    assert channels(channels=3)[0] == 3
    assert channels(channels=999) == (96, None)
    assert channels(channels="all") == (96, None)


def test_the_field_of_a_cell(client: TestClient, run: str) -> None:
    frame = client.get(f"{API}/runs/{run}").json()["frame"]
    field = get_cell(client, run, "act1", "3/0/50").json()["field"]
    assert field["input"] == {"rows": [0, 2], "columns": [100, 102]}
    assert field["theory"] == field["input"]
    assert field["photo"]["top"] == pytest.approx(frame["top"])
    assert field["photo"]["left"] == pytest.approx(frame["left"] + 100 / 224 * frame["width"])
    assert field["photo"]["height"] == pytest.approx(3 / 224 * frame["height"])
    assert [each["layer"] for each in field["layers"]] == ["bn1", "conv_stem", "pad", "input"]
    assert field["layers"][1] == {"layer": "conv_stem", "rows": [0, 0], "columns": [50, 50]}


def test_of_a_vector_row_and_column_are_zero(client: TestClient, run: str) -> None:
    answer = get_cell(client, run, "classifier", "281/0/0").json()
    assert len(answer["operands"]["index"]) == 12
    assert answer["field"]["input"] == {"rows": [0, 223], "columns": [0, 223]}
    detail = assert_problem(get_cell(client, run, "classifier", "281/0/1"), 404, "unknown_cell")
    assert "Its only column is 0." in detail


@pytest.mark.parametrize(
    ("cell", "problem", "words"),
    [
        ("32/0/0", (404, "unknown_channel"), "Its channels are 0 to 31."),
        ("0/112/0", (404, "unknown_cell"), "Its rows are 0 to 111."),
        ("0/0/112", (404, "unknown_cell"), "no cell at row 0, column 112"),
        ("-1/0/0", (422, "invalid_request"), "at least 0 is needed"),
        ("0/1.5/0", (422, "invalid_request"), "a whole number is needed"),
        ("0/0/99999999999", (422, "invalid_request"), "at most 999999999"),
    ],
)
def test_a_cell_that_is_not_there_is_refused_in_words(
    client: TestClient, run: str, cell: str, problem: tuple[int, str], words: str
) -> None:
    for field in ("", "/field"):
        response = client.get(f"{API}/runs/{run}/layers/conv_stem/cells/{cell}{field}")
        assert words in assert_problem(response, *problem)


@pytest.mark.parametrize("channels", ["0", "-3", "many", "1.5", ""])
def test_a_count_of_channels_that_is_none_is_refused(
    client: TestClient, run: str, channels: str
) -> None:
    response = get_cell(client, run, "conv_stem", "0/0/0", channels=channels)
    assert "or all" in assert_problem(response, 400, "bad_option")


def test_an_unknown_layer_and_an_unknown_run_are_refused(client: TestClient, run: str) -> None:
    assert_problem(get_cell(client, run, "nope", "0/0/0"), 404, "unknown_layer")
    other = f"cat.{'0' * 16}"
    assert_problem(get_cell(client, other, "pool", "0/0/0"), 404, "unknown_run")
    assert_problem(get_field(client, other, "pool", "0/0/0"), 404, "unknown_run")


def test_an_effective_field_in_three_forms(client: TestClient, run: str) -> None:
    exact = read_array(get_field(client, run, "classifier", "281/0/0"))
    assert (exact.dtype, exact.shape) == (np.float32, (224, 224))
    assert exact.min() >= 0
    assert exact.max() > 0

    levels = get_field(client, run, "classifier", "281/0/0", format="u8")
    assert levels.headers["X-Convscope-Shape"] == "1,224,224"
    low, high = (float(levels.headers[f"X-Convscope-{end}"]) for end in ("Minimum", "Maximum"))
    shown = np.frombuffer(levels.content, np.uint8).reshape(224, 224) / 255 * (high - low) + low
    assert np.abs(shown - exact).max() <= (high - low) / 255 * 0.51

    picture = read_picture(
        get_field(client, run, "classifier", "281/0/0", format="png", colormap="magma", size=56)
    )
    assert picture.size == (56, 56)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"format": "webp"}, 422, "invalid_request"),
        ({"format": "png", "colormap": "jet"}, 400, "bad_option"),
        ({"size": "0"}, 422, "invalid_request"),
        ({"fromat": "png"}, 422, "invalid_request"),
    ],
)
def test_bad_options_of_a_field_are_refused(
    client: TestClient, run: str, query: dict[str, str], status: int, code: str
) -> None:
    assert_problem(get_field(client, run, "conv_stem", "0/0/0", **query), status, code)


def test_an_effective_field_waits_in_line_and_is_refused_when_it_is_full(
    make_client: MakeClient, run: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = make_client()
    assert get_cell(client, run, "pool", "0/0/0").status_code == 200

    def refuse(job: object) -> None:
        raise Busy("No more may wait.")

    monkeypatch.setattr(client.app.state.services.worker, "submit", refuse)
    assert_problem(get_field(client, run, "pool", "0/0/0"), 503, "busy")
    assert get_cell(client, run, "pool", "0/0/0").status_code == 200
