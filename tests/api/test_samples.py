from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient
from PIL import Image

import convscope.samples
from tests.api.answers import read_picture
from tests.api.conftest import API


def test_samples_are_listed_with_their_credits(client: TestClient) -> None:
    samples = client.get(f"{API}/samples").json()["samples"]

    photos = ["cat", "espresso", "rocket", "astronaut"]
    assert [sample["id"] for sample in samples] == [*photos, *(f"digit{n}" for n in range(10))]
    facts = {"id", "kind", "format", "title", "credit", "licence", "width", "height"}
    for sample in samples:
        assert set(sample) == facts
        assert sample["kind"] == ("photo" if sample["id"] in photos else "digit")
        assert sample["credit"]
        assert sample["licence"]


def test_a_sample_is_an_image_of_the_size_that_is_listed(client: TestClient) -> None:
    for sample in client.get(f"{API}/samples").json()["samples"]:
        picture = read_picture(client.get(f"{API}/images/{sample['id']}"))
        suffix = {"jpeg": "jpg", "png": "png"}[sample["format"]]
        file = Path(convscope.samples.__file__).with_name(f"{sample['id']}.{suffix}")
        with Image.open(file) as original:
            assert original.format == sample["format"].upper()
            assert picture.size == original.size == (sample["width"], sample["height"])
