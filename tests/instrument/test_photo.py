"""Opening files: limits, damage, animation, rotation, odd shapes, and what is left behind."""

from __future__ import annotations

import struct
import subprocess
import sys
from contextlib import suppress
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from convscope.errors import (
    BadOption,
    DamagedImage,
    EmptyFile,
    FileTooLarge,
    ImageError,
    NotAnImage,
    TooManyPixels,
    UnsupportedFormat,
)
from convscope.photo import Limits, encode_png, open_photo
from tests.instrument.made_files import chunk, claims, noise, png, png_chunks, saved

FORMATS = ("jpeg", "png", "gif", "webp", "bmp")
EXACT: dict[str, Any] = {"lossless": True}  # WebP heeds it, the others need it not


def turned(format: str, orientation: int) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return saved(noise(12, 8), format, exif=exif, **EXACT)


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_opens_as_pillow_decodes_it(format: str) -> None:
    data = saved(noise(40, 30), format)
    photo = open_photo(data)
    expected = Image.open(BytesIO(data)).convert("RGB")
    assert photo.picture.mode == "RGB"
    assert np.array_equal(np.asarray(photo.picture), np.asarray(expected))
    assert (photo.format, photo.bytes) == (format, len(data))
    assert (photo.width, photo.height) == (40, 30)
    assert photo.notes == ()


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(EmptyFile, match="0 bytes"):
        open_photo(b"")


def test_the_byte_limit_is_the_last_size_that_is_taken() -> None:
    data = saved(noise(40, 30), "png")
    assert open_photo(data, Limits(bytes=len(data))).bytes == len(data)
    with pytest.raises(FileTooLarge, match=f"{len(data):,} bytes, and at most {len(data) - 1:,}"):
        open_photo(data, Limits(bytes=len(data) - 1))


@pytest.mark.parametrize("format", FORMATS)
def test_the_pixel_limit_is_the_last_size_that_is_taken(format: str) -> None:
    data = saved(noise(40, 30), format)
    assert open_photo(data, Limits(pixels=1200)).width == 40
    with pytest.raises(TooManyPixels, match=r"40 × 30 = 1,200 pixels, and at most 1,199"):
        open_photo(data, Limits(pixels=1199))


@pytest.mark.parametrize("format", FORMATS)
def test_a_bomb_never_reaches_a_decoder(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        pytest.fail("the decoder was called")

    monkeypatch.setattr(Image, "open", fail)
    with pytest.raises(TooManyPixels, match="16,000 × 16,000 = 256,000,000 pixels"):
        open_photo(claims(format, 16_000, 16_000))


@pytest.mark.parametrize("side", [9000, 12_000, 60_000])
def test_a_gif_whose_frame_outgrows_its_screen_is_measured_by_its_frame(side: int) -> None:
    frame = b"," + struct.pack("<HHHHB", 0, 0, side, side, 0) + b"\2\2\x4c\1\0"
    with pytest.raises(TooManyPixels):
        open_photo(claims("gif", 10, 10)[:-1] + frame + b";")


@pytest.mark.parametrize("start", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"BM"])
def test_a_signature_alone_is_no_picture(start: bytes) -> None:
    with pytest.raises((DamagedImage, NotAnImage)):
        open_photo(start)


def test_another_format_never_reaches_pillow() -> None:
    with pytest.raises(UnsupportedFormat, match="TIFF"):
        open_photo(saved(noise(4, 4), "tiff"))


@pytest.mark.parametrize("format", FORMATS)
@settings(deadline=None)
@given(part=st.floats(0.05, 0.95))
def test_a_file_that_breaks_off_is_damaged(format: str, part: float) -> None:
    data = saved(noise(40, 30), format)
    beginning = data[: int(len(data) * part)]
    with pytest.raises(DamagedImage, match=rf"of {len(beginning):,} bytes"):
        open_photo(beginning)


def test_a_picture_that_lost_its_palette_is_damaged() -> None:
    with pytest.raises(DamagedImage):
        open_photo(png(1, 1, 8, 3, b"\0\0"))


# Pillow warns of some damage and goes on; here a warning would stop it.
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("format", FORMATS)
@settings(deadline=None)
@given(changes=st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 255)), max_size=8))
def test_damage_anywhere_leads_to_a_picture_or_to_an_error_in_words(
    format: str, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(turned(format, 6))
    for place, value in changes:
        data[place % len(data)] = value
    with suppress(ImageError):
        photo = open_photo(bytes(data), Limits(pixels=1_000_000))
        assert photo.picture.mode == "RGB"


@pytest.mark.parametrize("format", ["gif", "webp", "png"])
def test_of_an_animation_the_first_frame_is_used_and_said(format: str) -> None:
    frames = [Image.fromarray(noise(40, 30, seed=seed)).quantize(8) for seed in (1, 2, 3)]
    first, *others = [frame.convert("RGB") for frame in frames]
    photo = open_photo(saved(first, format, save_all=True, append_images=others, **EXACT))
    assert np.abs(np.asarray(photo.picture) - np.asarray(first).astype(int)).max() <= 1
    assert len(photo.notes) == 1
    assert "is animated: only its first frame is used" in photo.notes[0]


def test_the_previews_behind_a_camera_jpeg_are_no_animation() -> None:
    picture, preview = (Image.fromarray(noise(side, side)) for side in (40, 20))
    photo = open_photo(saved(picture, "mpo", save_all=True, append_images=[preview]))
    assert (photo.format, photo.width, photo.notes) == ("jpeg", 40, ())


@pytest.mark.parametrize("format", ["png", "webp"])
@pytest.mark.parametrize(
    ("orientation", "upright"),
    [
        (1, lambda stored: stored),
        (2, np.fliplr),
        (3, lambda stored: np.rot90(stored, 2)),
        (4, np.flipud),
        (5, lambda stored: stored.transpose(1, 0, 2)),
        (6, lambda stored: np.rot90(stored, -1)),
        (7, lambda stored: np.rot90(stored, 2).transpose(1, 0, 2)),
        (8, np.rot90),
        (9, lambda stored: stored),
    ],
)
def test_a_rotated_photo_is_set_upright(format: str, orientation: int, upright: Any) -> None:
    photo = open_photo(turned(format, orientation))
    expected = upright(noise(12, 8))
    assert np.array_equal(np.asarray(photo.picture), expected)
    assert (photo.height, photo.width) == expected.shape[:2]


def test_a_rotated_jpeg_is_set_upright() -> None:
    levels = np.asarray(Image.open(BytesIO(turned("jpeg", 6))))
    assert np.array_equal(np.asarray(open_photo(turned("jpeg", 6)).picture), np.rot90(levels, -1))


def test_broken_camera_data_does_not_cost_the_picture() -> None:
    levels = noise(12, 8)
    rows = b"".join(b"\0" + row.tobytes() for row in levels)
    photo = open_photo(png(12, 8, 8, 2, rows, chunk(b"eXIf", b"Exif\0\0nonsense")))
    assert np.array_equal(np.asarray(photo.picture), levels)
    assert "EXIF" in photo.notes[0]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(("width", "height"), [(1, 1), (10_000, 1), (1, 10_000)])
def test_odd_shapes_open(format: str, width: int, height: int) -> None:
    photo = open_photo(saved(np.full((height, width, 3), 255, np.uint8), format))
    assert (photo.width, photo.height) == (width, height)
    assert np.asarray(photo.picture).min() == 255


def test_nothing_but_pixels_leaves_with_the_picture() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "somebody"
    data = saved(noise(40, 30), "jpeg", exif=exif, comment=b"a secret", dpi=(72, 72))
    picture = open_photo(data).picture
    assert picture.info == {}
    assert set(png_chunks(encode_png(picture))) == {b"IHDR", b"IDAT", b"IEND"}


def test_png_keeps_every_level() -> None:
    picture = open_photo(saved(noise(40, 30), "png")).picture
    again = Image.open(BytesIO(encode_png(picture)))
    assert np.array_equal(np.asarray(again), np.asarray(picture))


@settings(deadline=None)
@given(st.integers(1, 400), st.integers(1, 400), st.integers(1, 500))
def test_png_is_shrunk_to_its_longest_side_and_never_enlarged(
    width: int, height: int, longest: int
) -> None:
    data = encode_png(Image.new("RGB", (width, height)), longest)
    result = Image.open(BytesIO(data)).size
    assert max(result) == min(longest, max(width, height))
    assert abs(result[0] * height - result[1] * width) <= max(width, height)


def test_png_of_no_size_is_refused() -> None:
    with pytest.raises(BadOption, match="size 0"):
        encode_png(Image.new("RGB", (4, 4)), 0)


def test_torch_is_not_imported_to_open_a_photo() -> None:
    code = "import sys, convscope.photo, convscope.samples; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
