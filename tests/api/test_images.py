from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image

from tests.api.answers import assert_problem, read_picture
from tests.api.conftest import API, MakeClient
from tests.api.pictures import encoded, picture, upload


def test_upload_tells_what_was_kept(client: TestClient) -> None:
    data = encoded(picture(60, 40), "JPEG")

    response = upload(client, data)

    assert response.status_code == 201
    answer = response.json()
    assert answer == {
        "id": hashlib.sha256(data).hexdigest()[:32],
        "width": 60,
        "height": 40,
        "format": "jpeg",
        "bytes": len(data),
        "notes": [],
    }
    assert response.headers["location"] == f"{API}/images/{answer['id']}"


def test_the_same_bytes_give_the_same_id_whatever_the_name(client: TestClient) -> None:
    data = encoded(picture(seed=1))
    ids = {upload(client, data, name).json()["id"] for name in ("a.png", "../../b.png", "ä\0.png")}
    assert len(ids) == 1


@pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
def test_every_format_comes_back_as_png(client: TestClient, format: str) -> None:
    original = picture(seed=2)
    data = encoded(original, format)
    image = upload(client, data).json()["id"]

    response = client.get(f"{API}/images/{image}")

    assert response.headers["content-type"] == "image/png"
    assert response.content != data
    returned = read_picture(response)
    assert (returned.format, returned.mode, returned.size) == ("PNG", "RGB", original.size)
    with Image.open(BytesIO(data)) as decoded:
        assert np.array_equal(np.asarray(returned), np.asarray(decoded.convert("RGB")))


def test_what_was_uploaded_is_never_served_as_it_came(client: TestClient) -> None:
    """A PNG that hides a page behind its last chunk comes back without it."""
    data = encoded(picture(seed=3)) + b"<html><script>alert(1)</script>"
    image = upload(client, data).json()["id"]
    served = client.get(f"{API}/images/{image}").content
    assert b"<script>" not in served


def test_metadata_is_not_served(client: TestClient) -> None:
    original = picture(seed=4)
    exif = original.getexif()
    exif[0x010E] = "secret place"
    image = upload(client, encoded(original, "JPEG", exif=exif)).json()["id"]
    response = client.get(f"{API}/images/{image}")
    assert b"secret" not in response.content
    assert not read_picture(response).getexif()


@pytest.mark.parametrize(("size", "expected"), [(30, (30, 20)), (60, (60, 40)), (640, (60, 40))])
def test_size_bounds_the_longest_side(
    client: TestClient, size: int, expected: tuple[int, int]
) -> None:
    image = upload(client, encoded(picture(60, 40))).json()["id"]
    assert read_picture(client.get(f"{API}/images/{image}?size={size}")).size == expected


def test_a_removed_image_is_gone_with_its_runs(client: TestClient) -> None:
    image = upload(client, encoded(picture(seed=5))).json()["id"]
    run = client.post(f"{API}/runs", json={"model": "efficientnet_lite0", "image": image}).json()
    etag = client.get(f"{API}/runs/{run['id']}").headers["etag"]

    assert client.delete(f"{API}/images/{image}").status_code == 204

    assert_problem(client.get(f"{API}/images/{image}"), 404, "unknown_image")
    known = {"If-None-Match": etag}
    assert_problem(client.get(f"{API}/runs/{run['id']}", headers=known), 404, "unknown_image")
    assert_problem(client.delete(f"{API}/images/{image}"), 404, "unknown_image")


def test_a_sample_stays(client: TestClient) -> None:
    detail = assert_problem(client.delete(f"{API}/images/cat"), 400, "bad_request")
    assert "sample" in detail
    assert client.get(f"{API}/images/cat").status_code == 200


@pytest.mark.parametrize(
    "image", ["nope", "0" * 32, "0" * 31, "F" * 32, "..%2F..%2Fetc%2Fpasswd", "%00", ".", "ca t"]
)
def test_unknown_ids_are_unknown(client: TestClient, image: str) -> None:
    response = client.get(f"{API}/images/{image}")
    assert response.status_code in (404, 405)
    assert response.json()["code"] in ("unknown_image", "not_found", "method_not_allowed")


def test_there_is_no_list_of_images(client: TestClient) -> None:
    assert_problem(client.get(f"{API}/images"), 405, "method_not_allowed")


def test_an_id_is_the_same_after_a_restart(make_client: MakeClient, tmp_path: Path) -> None:
    data = encoded(picture(seed=6))
    first = upload(make_client(), data).json()

    second = make_client()

    assert second.get(f"{API}/images/{first['id']}").status_code == 200
    assert upload(second, data).json() == first
    assert [path.name for path in (tmp_path / "images").iterdir()] == [first["id"]]
