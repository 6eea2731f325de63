"""Every bad upload of which one can think: refused in words or opened, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image

from tests.api.answers import assert_problem, read_picture
from tests.api.conftest import API, MakeClient
from tests.api.pictures import encoded, picture, upload
from tests.instrument.made_files import claims

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9"/></svg>'


@pytest.fixture(autouse=True)
def still_serving(client: TestClient) -> Iterator[None]:
    """After every upload the server still runs networks and has what it had."""
    yield
    answer = client.post(f"{API}/runs", json={"model": "efficientnet_lite0", "image": "cat"})
    assert answer.json()["predictions"][0]["label"] == "tiger cat"


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        pytest.param(b"", 400, "empty_file", id="zero bytes"),
        pytest.param(b"hello", 415, "not_an_image", id="text"),
        pytest.param(b"\0" * 5000, 415, "not_an_image", id="zeros"),
        pytest.param(b"%PDF-1.7\n1 0 obj", 415, "not_an_image", id="pdf"),
        pytest.param(b"<!doctype html><script>x()</script>", 415, "not_an_image", id="html"),
        pytest.param(SVG, 415, "unsupported_format", id="svg"),
        pytest.param(b'<?xml version="1.0"?>' + SVG, 415, "unsupported_format", id="svg in xml"),
        pytest.param(encoded(picture(), "TIFF"), 415, "unsupported_format", id="tiff"),
        pytest.param(encoded(picture(), "ICO"), 415, "unsupported_format", id="ico"),
        pytest.param(encoded(picture(), "JPEG")[:-300], 422, "damaged_image", id="cut jpeg"),
        pytest.param(encoded(picture(), "PNG")[:-300], 422, "damaged_image", id="cut png"),
        pytest.param(encoded(picture(), "PNG")[:40], 422, "damaged_image", id="png of 40 bytes"),
        pytest.param(claims("png", 60_000, 60_000), 413, "too_many_pixels", id="png bomb"),
        pytest.param(claims("jpeg", 60_000, 60_000), 413, "too_many_pixels", id="jpeg bomb"),
        pytest.param(claims("gif", 60_000, 60_000), 413, "too_many_pixels", id="gif bomb"),
    ],
)
def test_what_is_no_picture_is_refused(
    client: TestClient, data: bytes, status: int, code: str
) -> None:
    assert_problem(upload(client, data), status, code)


def test_a_picture_over_the_pixel_limit_is_refused(make_client: MakeClient) -> None:
    client = make_client(image_pixels=1000)
    assert upload(client, encoded(picture(40, 25))).status_code == 201
    detail = assert_problem(upload(client, encoded(picture(40, 26))), 413, "too_many_pixels")
    assert "1,000" in detail.replace("1000", "1,000")


def test_a_file_over_the_byte_limit_is_refused(make_client: MakeClient) -> None:
    data = encoded(picture(seed=11))
    client = make_client(image_bytes=len(data))
    assert upload(client, data).status_code == 201
    assert_problem(upload(client, data + b"\0"), 413, "file_too_large")
    assert_problem(upload(client, data + bytes(200_000)), 413, "file_too_large")


@pytest.mark.parametrize("format", ["GIF", "WEBP"])
def test_of_an_animation_the_first_frame_is_used_and_said(client: TestClient, format: str) -> None:
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "green", "blue")]
    data = encoded(frames[0], format, save_all=True, append_images=frames[1:], lossless=True)

    answer = upload(client, data).json()

    assert any("first frame" in note for note in answer["notes"])
    returned = read_picture(client.get(f"{API}/images/{answer['id']}"))
    assert returned.getpixel((5, 5)) == (255, 0, 0)
    run = client.post(f"{API}/runs", json={"model": "efficientnet_lite0", "image": answer["id"]})
    assert any("first frame" in note for note in run.json()["notes"])


def sixteen_bits() -> Image.Image:
    return Image.fromarray((np.arange(800, dtype=np.uint16) * 80).reshape(20, 40))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(encoded(picture().convert("CMYK"), "JPEG"), id="cmyk"),
        pytest.param(encoded(picture().convert("P")), id="palette"),
        pytest.param(encoded(picture().convert("1")), id="one bit"),
        pytest.param(encoded(picture().convert("L")), id="grey"),
        pytest.param(encoded(picture().convert("LA")), id="grey with alpha"),
        pytest.param(encoded(sixteen_bits()), id="sixteen bits"),
        pytest.param(encoded(picture(1, 1)), id="1x1"),
        pytest.param(encoded(picture(10_000, 1)), id="10000x1"),
        pytest.param(encoded(picture(1, 10_000)), id="1x10000"),
    ],
)
def test_odd_pictures_are_run(client: TestClient, data: bytes) -> None:
    answer = upload(client, data).json()

    run = client.post(f"{API}/runs", json={"model": "efficientnet_lite0", "image": answer["id"]})

    assert run.status_code == 201, run.text
    assert run.json()["photo"] == {"width": answer["width"], "height": answer["height"]}
    assert len(run.json()["predictions"]) == 5


def test_a_picture_is_turned_upright(client: TestClient) -> None:
    original = picture(60, 40, seed=12)
    exif = original.getexif()
    exif[0x0112] = 6  # to be turned clockwise by a quarter
    answer = upload(client, encoded(original, "PNG", exif=exif)).json()

    assert (answer["width"], answer["height"]) == (40, 60)
    returned = np.asarray(read_picture(client.get(f"{API}/images/{answer['id']}")))
    assert np.array_equal(returned, np.rot90(np.asarray(original), -1))


def test_transparent_parts_are_laid_on_one_colour(client: TestClient) -> None:
    """What a transparent pixel hides, such as another picture, must not decide the answer."""
    hidden = picture().convert("RGBA")
    hidden.putalpha(0)
    image = upload(client, encoded(hidden)).json()["id"]
    assert len(read_picture(client.get(f"{API}/images/{image}")).getcolors()) == 1


@pytest.mark.parametrize(
    "request_parts",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"data": {"file": "text"}}, id="text instead of a file"),
        pytest.param({"files": {"picture": ("a.png", b"x")}}, id="another field"),
        pytest.param({"json": {"file": "x"}}, id="JSON"),
        pytest.param({"content": b"x", "headers": {"Content-Type": "image/png"}}, id="bare bytes"),
    ],
)
def test_a_missing_file_is_named(client: TestClient, request_parts: dict[str, object]) -> None:
    response = client.post(f"{API}/images", **request_parts)
    assert_problem(response, 422, "invalid_request")
    assert response.json()["errors"][0]["field"] == "body.file"


@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary=x"])
def test_a_broken_form_is_refused(client: TestClient, content_type: str) -> None:
    response = client.post(
        f"{API}/images", content=b"no form at all", headers={"Content-Type": content_type}
    )
    assert response.status_code in (400, 422)
    assert_problem(response, response.status_code, response.json()["code"])
