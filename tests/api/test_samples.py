from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient
from PIL import Image

import convscope.samples
from tests.api.answers import read_picture
from tests.api.conftest import API


def test_samples_are_listed_with_their_credits(client: TestClient) -> None:
    samples = client.get(f"{API}/samples").json()["samples"]

    assert [sample["id"] for sample in samples] == ["cat", "espresso", "rocket", "astronaut"]
    for sample in samples:
        assert set(sample) == {"id", "title", "credit", "licence", "width", "height"}
        assert sample["credit"]
        assert sample["licence"]


def test_a_sample_is_an_image_of_the_size_that_is_listed(client: TestClient) -> None:
    for sample in client.get(f"{API}/samples").json()["samples"]:
        picture = read_picture(client.get(f"{API}/images/{sample['id']}"))
        file = Path(convscope.samples.__file__).with_name(f"{sample['id']}.jpg")
        with Image.open(file) as original:
            assert picture.size == original.size == (sample["width"], sample["height"])
