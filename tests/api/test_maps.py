from __future__ import annotations

import numpy as np
import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from convscope.channels import parse_channels
from tests.api.answers import assert_problem, read_array, read_picture
from tests.api.conftest import API
from tests.api.timm_reference import timm_output


def get_maps(client: TestClient, run: str, layer: str, **query: object) -> Response:
    return client.get(f"{API}/runs/{run}/layers/{layer}/maps", params=query)


def decode_u8(response: Response) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """The levels, and the values that they stand for."""

    def numbers(name: str) -> NDArray[np.float64]:
        return np.array([float(each) for each in response.headers[name].split(",")])

    shape = [int(each) for each in response.headers["X-Convscope-Shape"].split(",")]
    levels = np.frombuffer(response.content, np.uint8).reshape(shape)
    low = numbers("X-Convscope-Minimum")[:, None, None]
    high = numbers("X-Convscope-Maximum")[:, None, None]
    return levels, low + levels / 255 * (high - low)


@pytest.mark.parametrize(
    ("layer", "module"), [("conv_stem", "conv_stem"), ("blocks.0.0.conv_dw", "blocks.0.0.conv_dw")]
)
def test_npy_is_what_timm_computes(client: TestClient, run: str, layer: str, module: str) -> None:
    maps = read_array(get_maps(client, run, layer))
    expected = timm_output("cat", module).numpy()
    assert (maps.dtype, maps.shape) == (np.float32, expected.shape)
    assert np.allclose(maps, expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("layer", ["conv_stem", "classifier", "pool"])
def test_json_has_the_very_same_numbers(client: TestClient, run: str, layer: str) -> None:
    response = get_maps(client, run, layer, format="json")
    assert response.headers["content-type"] == "application/json"
    exact = read_array(get_maps(client, run, layer))
    assert np.array_equal(np.array(response.json(), np.float32), exact)


@pytest.mark.parametrize("layer", ["bn1", "act1", "classifier"])
@pytest.mark.parametrize("normalize", ["layer", "channel", "symmetric"])
def test_u8_is_off_by_half_a_level(
    client: TestClient, run: str, layer: str, normalize: str
) -> None:
    exact = read_array(get_maps(client, run, layer))
    response = get_maps(client, run, layer, format="u8", normalize=normalize)

    assert response.headers["content-type"] == "application/octet-stream"
    levels, values = decode_u8(response)
    maps = exact.reshape(*exact.shape, 1, 1) if exact.ndim == 1 else exact
    assert levels.shape == maps.shape
    entries = len(maps) if normalize == "channel" else 1
    assert response.headers["X-Convscope-Minimum"].count(",") == entries - 1
    step = (values.max(axis=(1, 2)) - values.min(axis=(1, 2))).max() if maps[0].size > 1 else 1
    scale = np.ptp(maps) if normalize != "symmetric" else 2 * np.abs(maps).max()
    assert np.abs(values - maps).max() <= (scale / 255) * 0.5001 + 1e-6, step
    if normalize == "symmetric":
        low, high = (response.headers[f"X-Convscope-{end}"] for end in ("Minimum", "Maximum"))
        assert float(low) == -float(high) == -np.abs(exact).max()


def test_u8_averages_down_and_never_enlarges(client: TestClient, run: str) -> None:
    exact = read_array(get_maps(client, run, "act1"))
    levels, values = decode_u8(get_maps(client, run, "act1", format="u8", size=56))
    means = exact.reshape(32, 56, 2, 56, 2).mean(axis=(2, 4))
    assert levels.shape == means.shape
    assert np.abs(values - means).max() <= np.ptp(exact) / 255 * 0.501

    assert decode_u8(get_maps(client, run, "act1", format="u8", size=500))[0].shape == exact.shape


def test_some_channels_keep_the_scale_of_the_layer(client: TestClient, run: str) -> None:
    exact = read_array(get_maps(client, run, "bn1"))
    every, _ = decode_u8(get_maps(client, run, "bn1", format="u8"))

    response = get_maps(client, run, "bn1", format="u8", channels="5,0-2,31")

    assert response.headers["X-Convscope-Channels"] == "5,0-2,31"
    some, _ = decode_u8(response)
    assert np.array_equal(some, every[[5, 0, 1, 2, 31]])
    chosen = read_array(get_maps(client, run, "bn1", channels="5,0-2,31"))
    assert np.array_equal(chosen, exact[[5, 0, 1, 2, 31]])


def test_the_headers_of_a_wide_layer_are_short(client: TestClient, run: str) -> None:
    response = get_maps(client, run, "pool", format="u8")
    assert response.headers["X-Convscope-Channels"] == "0-1279"
    scales = get_maps(client, run, "pool", format="u8", normalize="channel")
    assert scales.status_code == 200
    assert len(scales.headers["X-Convscope-Minimum"].split(",")) == 1280


def test_more_scales_than_headers_hold_are_refused(
    client: TestClient, run: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.api.maps.MOST_SCALES", 1279, raising=False)
    query = {"format": "u8", "normalize": "channel"}
    detail = assert_problem(get_maps(client, run, "pool", **query), 400, "bad_option")
    assert "at most 1279 at a time" in detail
    assert "npy" in detail
    assert get_maps(client, run, "pool", channels="1-1279", **query).status_code == 200
    assert get_maps(client, run, "pool", format="u8").status_code == 200


@pytest.mark.parametrize("sort", ["spread", "mean", "max", "index"])
def test_maps_in_an_order(client: TestClient, run: str, sort: str) -> None:
    exact = read_array(get_maps(client, run, "bn1"))
    strength = {
        "spread": exact.std(axis=(1, 2)),
        "mean": exact.mean(axis=(1, 2)),
        "max": exact.max(axis=(1, 2)),
        "index": -np.arange(32),
    }[sort]
    order = np.argsort(-strength, kind="stable")
    assert np.array_equal(read_array(get_maps(client, run, "bn1", sort=sort)), exact[order])
    response = get_maps(client, run, "bn1", sort=sort, channels="3-8", format="u8")
    some = [channel for channel in order.tolist() if 3 <= channel <= 8]
    assert parse_channels(response.headers["X-Convscope-Channels"], 32) == some


def test_a_picture_for_dark_ground_with_zero_as_its_middle(client: TestClient, run: str) -> None:
    look = {"normalize": "channel", "colormap": "diverging_dark", "gap": "dark", "columns": 2}
    response = get_maps(client, run, "bn1", format="png", channels="4,9", **look)
    pixels = np.asarray(read_picture(response).convert("RGB"))
    rgb = np.array(
        next(
            each["rgb"]
            for each in client.get(f"{API}/colormaps").json()["colormaps"]
            if each["name"] == "diverging_dark"
        )
    )
    assert (pixels[:, 112:114] == (46, 50, 58)).all()
    for place, values in enumerate(read_array(get_maps(client, run, "bn1", channels="4,9"))):
        reach = np.abs(values).max()
        level = np.floor((values.astype(np.float64) + reach) / (2 * reach) * 255 + 0.5).astype(int)
        assert np.array_equal(pixels[:, 114 * place : 114 * place + 112], rgb[level])


def test_a_scale_that_begins_at_zero(client: TestClient, run: str) -> None:
    values = read_array(get_maps(client, run, "softmax"))
    response = get_maps(client, run, "softmax", format="u8", normalize="zero")
    assert response.headers["X-Convscope-Minimum"] == "0"
    assert np.float32(response.headers["X-Convscope-Maximum"]) == values.max()


def test_some_classes_of_a_vector(client: TestClient, run: str) -> None:
    exact = read_array(get_maps(client, run, "classifier"))
    some = read_array(get_maps(client, run, "classifier", channels="281-285"))
    assert np.array_equal(some, exact[281:286])


@pytest.mark.parametrize("format", ["png", "webp"])
def test_a_grid_of_maps(client: TestClient, run: str, format: str) -> None:
    response = get_maps(client, run, "bn1", format=format, size=28, columns=8)
    assert response.headers["content-type"] == f"image/{format}"
    picture = read_picture(response)
    assert picture.size == (8 * 28 + 7 * 2, 4 * 28 + 3 * 2)


def test_png_and_webp_are_the_same_picture(client: TestClient, run: str) -> None:
    pictures = [
        read_picture(get_maps(client, run, "bn1", format=format, size=20)).convert("RGB")
        for format in ("png", "webp")
    ]
    assert np.array_equal(*(np.asarray(each) for each in pictures))


def test_pixels_are_coloured_by_the_table_that_is_served(client: TestClient, run: str) -> None:
    tables = client.get(f"{API}/colormaps").json()["colormaps"]
    rgb = np.array(next(each["rgb"] for each in tables if each["name"] == "magma"), np.uint8)
    query = {"channels": "7", "normalize": "layer"}
    levels, _ = decode_u8(get_maps(client, run, "act1", format="u8", **query))
    response = get_maps(client, run, "act1", format="png", colormap="magma", **query)
    assert np.array_equal(np.asarray(read_picture(response).convert("RGB")), rgb[levels[0]])


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"format": "tiff"}, 422, "invalid_request"),
        ({"format": ""}, 422, "invalid_request"),
        ({"channels": "5-2"}, 400, "bad_channels"),
        ({"channels": "x"}, 400, "bad_channels"),
        ({"channels": ""}, 400, "bad_channels"),
        ({"channels": "1,,2"}, 400, "bad_channels"),
        ({"channels": "-3"}, 400, "bad_channels"),
        ({"channels": "999"}, 404, "unknown_channel"),
        ({"channels": "0-32"}, 404, "unknown_channel"),
        ({"normalize": "batch"}, 422, "invalid_request"),
        ({"sort": "size"}, 422, "invalid_request"),
        ({"gap": "pink"}, 422, "invalid_request"),
        ({"format": "png", "colormap": "jet"}, 400, "bad_option"),
        ({"format": "png", "size": "0"}, 422, "invalid_request"),
        ({"format": "png", "size": "-4"}, 422, "invalid_request"),
        ({"format": "png", "size": "100000"}, 422, "invalid_request"),
        ({"format": "png", "size": "big"}, 422, "invalid_request"),
        ({"format": "png", "columns": "0"}, 422, "invalid_request"),
        ({"format": "webp", "size": "1024", "columns": "32"}, 400, "bad_option"),
        ({"chanels": "3"}, 422, "invalid_request"),
    ],
)
def test_bad_options_are_refused_in_words(
    client: TestClient, run: str, query: dict[str, str], status: int, code: str
) -> None:
    assert_problem(get_maps(client, run, "bn1", **query), status, code)


def test_a_picture_that_is_too_big_is_refused(client: TestClient, run: str) -> None:
    response = get_maps(client, run, "act2", format="png", size=1024)
    assert "fewer channels" in assert_problem(response, 400, "bad_option")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(spec=st.text("0123456789,- x", max_size=12))
def test_any_channel_list_is_read_or_refused(client: TestClient, run: str, spec: str) -> None:
    response = get_maps(client, run, "bn1", format="u8", size=1, channels=spec)
    if response.status_code == 200:
        channels = parse_channels(response.headers["X-Convscope-Channels"], 32)
        assert len(response.content) == len(channels) == len(set(channels))
        assert set(channels) <= set(range(32))
    else:
        assert response.json()["code"] in ("bad_channels", "unknown_channel")
