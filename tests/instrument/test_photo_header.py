"""The header reader against sizes that Pillow wrote, and the words of every refusal."""

from __future__ import annotations

import struct
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from convscope.errors import DamagedImage, ImageError, NotAnImage, UnsupportedFormat
from convscope.photo_header import LABELS, Header, read_header
from tests.instrument.made_files import claims, noise, saved

SIDE = st.integers(1, 300)


@pytest.mark.parametrize(
    ("format", "options"),
    [
        ("jpeg", {}),
        ("jpeg", {"progressive": True}),
        ("png", {}),
        ("gif", {}),
        ("bmp", {}),
        ("webp", {}),
        ("webp", {"lossless": True}),
    ],
)
@settings(deadline=None)
@given(width=SIDE, height=SIDE)
def test_the_size_is_the_one_that_was_written(
    format: str, options: dict[str, bool], width: int, height: int
) -> None:
    data = saved(Image.new("RGB", (width, height)), format, **options)
    assert read_header(data) == Header(format, width, height)


def test_a_webp_with_transparency_keeps_its_size_in_an_extended_header() -> None:
    data = saved(noise(31, 17, 4), "webp")
    assert data[12:16] == b"VP8X"
    assert read_header(data) == Header("webp", 31, 17)


def test_a_bmp_may_run_from_the_top_down_or_have_the_oldest_header() -> None:
    upwards = bytearray(saved(noise(20, 10), "bmp"))
    upwards[22:26] = struct.pack("<i", -10)
    assert read_header(bytes(upwards)) == Header("bmp", 20, 10)
    oldest = b"BM" + b"\0" * 12 + struct.pack("<IHHHH", 12, 20, 10, 1, 24)
    assert read_header(oldest) == Header("bmp", 20, 10)


def test_a_thumbnail_inside_of_a_jpeg_is_not_taken_for_it() -> None:
    thumbnail = saved(noise(16, 16), "jpeg")
    data = saved(noise(200, 100), "jpeg", comment=thumbnail)
    assert read_header(data) == Header("jpeg", 200, 100)


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"II*\0" + b"\0" * 20, UnsupportedFormat, "TIFF"),
        (saved(np.zeros((2, 2), np.uint8), "tiff"), UnsupportedFormat, "TIFF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", UnsupportedFormat, "HEIC"),
        (b"\0\0\0\x18ftypavif\0\0\0\0", UnsupportedFormat, "AVIF"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", UnsupportedFormat, "JPEG 2000"),
        (b"\xff\x0a\0\0", UnsupportedFormat, "JPEG XL"),
        (b"\0\0\1\0\1\0", UnsupportedFormat, "ICO"),
        (b"8BPS\0\1", UnsupportedFormat, "Photoshop"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", UnsupportedFormat, "SVG"),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><!-- x --><svg/>", UnsupportedFormat, "SVG"),
        (b"<!DOCTYPE html><html><svg></svg></html>", NotAnImage, "a web page"),
        (b"\n<!-- saved --><HTML>", NotAnImage, "a web page"),
        (b"%PDF-1.7\n", NotAnImage, "a PDF document"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", NotAnImage, "a video"),
        (b"PK\3\4\x14\0", NotAnImage, "a ZIP archive"),
        (b"<?xml version='1.0'?><note/>", NotAnImage, '"<?xml version=\'1"'),
        (b"BMW makes cars, not pictures", NotAnImage, "'BMW makes cars, '"),
        (b"\0\1\xfe", NotAnImage, r"'\x00\x01\xfe'"),
    ],
)
def test_what_is_not_opened_is_called_by_its_name(
    data: bytes, error: type[ImageError], words: str
) -> None:
    with pytest.raises(error) as raised:
        read_header(data)
    assert words in str(raised.value)
    assert "hoose" in str(raised.value)


@pytest.mark.parametrize("format", LABELS)
def test_a_header_that_breaks_off_is_damaged(format: str) -> None:
    whole = saved(noise(40, 30), format)
    beginning = whole[:18] if format == "bmp" else whole[:13] if format != "gif" else whole[:9]
    with pytest.raises(DamagedImage, match=rf"This {LABELS[format]} of {len(beginning)} bytes"):
        read_header(beginning)


@pytest.mark.parametrize(("width", "height"), [(0, 5), (5, 0)])
@pytest.mark.parametrize("format", ["jpeg", "png", "gif", "bmp"])
def test_a_picture_without_pixels_is_damaged(format: str, width: int, height: int) -> None:
    with pytest.raises(DamagedImage, match=f"{width} × {height} pixels"):
        read_header(claims(format, width, height))


def test_a_jpeg_of_thousands_of_passes_is_refused() -> None:
    data = saved(noise(16, 16), "jpeg", progressive=True)
    last = data.rindex(b"\xff\xda")
    many = data[:last] + data[last:-2] * 200 + data[-2:]
    with pytest.raises(DamagedImage, match="more than 100 passes"):
        read_header(many)


@settings(deadline=None)
@given(st.binary(max_size=64), st.sampled_from([claims(name, 9, 9)[:16] for name in LABELS]))
def test_no_bytes_lead_to_anything_but_a_possible_size_or_an_image_error(
    data: bytes, start: bytes
) -> None:
    for attempt in (data, start + data):
        with suppress(ImageError):
            header = read_header(attempt)
            assert min(header.width, header.height) > 0
