"""The sample pictures: their facts against their files, and their credits."""

from __future__ import annotations

from importlib.resources import files

import pytest

from convscope.errors import UnknownImage
from convscope.photo import open_photo
from convscope.samples import Sample, list_samples, read_sample

PHOTOS = ["cat", "espresso", "rocket", "astronaut"]
DIGITS = [f"digit{n}" for n in range(10)]


def test_the_photos_come_first_then_the_ten_digits() -> None:
    assert [sample.id for sample in list_samples() if sample.kind == "photo"] == PHOTOS
    assert [sample.id for sample in list_samples()] == PHOTOS + DIGITS


@pytest.mark.parametrize("sample", list_samples(), ids=lambda sample: sample.id)
def test_each_opens_and_is_as_large_as_it_is_said_to_be(sample: Sample) -> None:
    photo = open_photo(read_sample(sample.id))
    assert (photo.width, photo.height) == (sample.width, sample.height)
    assert photo.format == sample.format
    assert photo.notes == ()


def credited(sample: Sample) -> str:
    """How the README names its file: all digits have one line."""
    return "`digit0.png` … `digit9.png`" if sample.kind == "digit" else f"`{sample.file}`"


@pytest.mark.parametrize("sample", list_samples(), ids=lambda sample: sample.id)
def test_each_is_credited_in_the_readme_beside_it(sample: Sample) -> None:
    readme = files("convscope.samples").joinpath("README.md").read_text(encoding="utf-8")
    (row,) = [line for line in readme.splitlines() if credited(sample) in line]
    assert sample.title
    assert sample.credit in row
    assert f"| {sample.licence} |" in row


def test_no_picture_lies_there_without_an_entry() -> None:
    names = {file.name for file in files("convscope.samples").iterdir()}
    pictures = {name for name in names if name.endswith((".jpg", ".png"))}
    assert pictures == {sample.file for sample in list_samples()}


@pytest.mark.parametrize("id", ["dog", "", "../photo", "cat.jpg", "CAT", "samples.toml"])
def test_another_id_is_refused_with_those_there_are(id: str) -> None:
    with pytest.raises(UnknownImage, match="cat, espresso, rocket, astronaut") as raised:
        read_sample(id)
    assert repr(id) in str(raised.value)
