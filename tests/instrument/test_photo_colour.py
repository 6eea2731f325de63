"""Every mode a file can decode to, against levels computed with NumPy."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from convscope.photo import open_photo
from tests.instrument.made_files import D50, chunk, gamma, noise, png, profile, saved, xyz

# The primaries of Adobe RGB (1998), adapted to D50, and those of sRGB.
ADOBE = np.array(
    [[0.60974, 0.20528, 0.14919], [0.31111, 0.62567, 0.06322], [0.01947, 0.06087, 0.74457]]
)
SRGB = np.array(
    [[0.43607, 0.38515, 0.14307], [0.22249, 0.71687, 0.06061], [0.01392, 0.09708, 0.71410]]
)


def opened(data: bytes) -> np.ndarray:
    return np.asarray(open_photo(data).picture)


def adobe_profile() -> bytes:
    columns = {b"rXYZ": ADOBE[:, 0], b"gXYZ": ADOBE[:, 1], b"bXYZ": ADOBE[:, 2]}
    tags = {name: xyz(tuple(column)) for name, column in columns.items()}
    curves = dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), gamma(2.19921875))
    return profile(b"RGB ", {b"wtpt": xyz(D50), **tags, **curves})


def srgb_curve(linear: np.ndarray) -> np.ndarray:
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def on_white(colours: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    part = alpha[..., None] / 255
    return colours * part + 255 * (1 - part)


def test_opaque_colours_are_untouched() -> None:
    levels = noise(20, 10)
    photo = open_photo(saved(levels, "png"))
    assert np.array_equal(np.asarray(photo.picture), levels)
    assert photo.notes == ()


@pytest.mark.parametrize("mode", ["1", "L"])
def test_grey_becomes_three_equal_channels(mode: str) -> None:
    picture = Image.fromarray(noise(20, 10, 1)).convert(mode)
    expected = np.asarray(picture.convert("L"))
    assert np.array_equal(opened(saved(picture, "png")), np.dstack([expected] * 3))


@pytest.mark.parametrize("format", ["png", "webp"])
def test_transparency_is_laid_on_white_and_said(format: str) -> None:
    levels = noise(20, 10, 4)
    photo = open_photo(saved(levels, format, lossless=True, exact=True))
    expected = on_white(levels[:, :, :3], levels[:, :, 3])
    assert np.abs(np.asarray(photo.picture) - expected).max() <= 1
    assert photo.notes == ("Its transparent parts were laid on white.",)


def test_grey_with_transparency_is_laid_on_white() -> None:
    picture = Image.fromarray(noise(20, 10, 4)).convert("LA")
    grey, alpha = (np.asarray(picture.getchannel(name)) for name in "LA")
    expected = on_white(np.dstack([grey] * 3), alpha)
    assert np.abs(opened(saved(picture, "png")) - expected).max() <= 1


def test_an_alpha_channel_that_hides_nothing_is_not_worth_a_word() -> None:
    levels = noise(20, 10, 4)
    levels[:, :, 3] = 255
    photo = open_photo(saved(levels, "png"))
    assert np.array_equal(np.asarray(photo.picture), levels[:, :, :3])
    assert photo.notes == ()


def test_a_palette_gives_its_colours() -> None:
    picture = Image.fromarray(noise(20, 10)).quantize(16)
    expected = np.asarray(picture.convert("RGB"))
    for format in ("png", "gif", "bmp"):
        assert np.array_equal(opened(saved(picture, format)), expected)


@pytest.mark.parametrize("clear", [3, bytes([255, 255, 255, 0])])
def test_a_palette_may_have_clear_entries(clear: int | bytes) -> None:
    picture = Image.fromarray(noise(20, 10)).quantize(16)
    expected = np.where(
        np.asarray(picture)[..., None] == 3, 255, np.asarray(picture.convert("RGB"))
    )
    photo = open_photo(saved(picture, "png", transparency=clear))
    assert np.array_equal(np.asarray(photo.picture), expected)
    assert photo.notes == ("Its transparent parts were laid on white.",)


def test_one_colour_may_be_clear() -> None:
    levels = noise(20, 10)
    colour = tuple(int(level) for level in levels[4, 7])
    expected = levels.copy()
    expected[(levels == colour).all(axis=2)] = 255
    assert np.array_equal(opened(saved(levels, "png", transparency=colour)), expected)


@settings(deadline=None)
@given(st.lists(st.integers(0, 65535), min_size=1, max_size=50))
def test_16_bit_grey_is_scaled_not_clipped(values: list[int]) -> None:
    photo = open_photo(saved(np.array([values], np.uint16), "png"))
    expected = np.rint(np.array(values) * 255 / 65535)
    assert np.array_equal(np.asarray(photo.picture)[0, :, 0], expected)
    assert "16-bit" in photo.notes[0]


def test_16_bit_grey_may_have_a_clear_value() -> None:
    values = np.array([[0, 1, 256, 40000, 65535]], np.uint16)
    levels = opened(saved(values, "png", transparency=256))
    assert levels[0, :, 0].tolist() == [0, 0, 255, 156, 255]


def test_16_bit_colour_is_right_to_one_level() -> None:
    values = np.random.default_rng(0).integers(0, 65536, (6, 5, 3), np.uint16)
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
    assert np.abs(opened(png(5, 6, 16, 2, rows)) - values / 257).max() <= 1


def test_cmyk_is_read_with_the_inverted_levels_that_jpeg_files_hold() -> None:
    ink = np.zeros((16, 16, 4), np.uint8)
    ink[:, :, 1] = 255  # magenta ink on white paper absorbs green
    data = saved(Image.fromarray(ink, "CMYK"), "jpeg", quality=100)
    assert b"Adobe" in data
    photo = open_photo(data)
    assert np.abs(np.asarray(photo.picture) - np.array([255.0, 0, 255])).max() <= 2
    assert "CMYK" in photo.notes[0]


@pytest.mark.parametrize(
    ("format", "exact"),
    [("png", {}), ("jpeg", {"quality": 100, "subsampling": 0}), ("webp", {"lossless": True})],
)
def test_a_colour_profile_is_converted_to_srgb(format: str, exact: dict[str, int]) -> None:
    levels = np.full((16, 16, 3), (60, 160, 90), np.uint8)
    photo = open_photo(saved(levels, format, icc_profile=adobe_profile(), **exact))
    linear = np.linalg.solve(SRGB, ADOBE @ (levels[0, 0] / 255) ** 2.2)
    assert np.abs(np.asarray(photo.picture) - 255 * srgb_curve(linear)).max() <= 3
    assert photo.notes == ("Its colours were converted from its own colour profile to sRGB.",)


def test_a_profile_is_applied_beneath_transparency() -> None:
    levels = noise(20, 10, 4)
    opaque = opened(saved(levels[:, :, :3], "png", icc_profile=adobe_profile()))
    photo = open_photo(saved(levels, "png", icc_profile=adobe_profile()))
    expected = on_white(opaque, levels[:, :, 3])
    assert np.abs(np.asarray(photo.picture) - expected).max() <= 1
    assert len(photo.notes) == 2


def test_a_grey_profile_is_converted() -> None:
    levels = np.arange(256, dtype=np.uint8)[None]
    photo = open_photo(saved(levels, "png", icc_profile=profile(b"GRAY", {b"kTRC": gamma(1.8)})))
    expected = 255 * srgb_curve((levels[0] / 255) ** 1.8)
    assert np.abs(np.asarray(photo.picture)[0] - expected[:, None]).max() <= 2
    assert "converted from its own colour profile" in photo.notes[0]


def test_a_grey_picture_may_carry_a_profile_for_colours() -> None:
    levels = noise(20, 10, 1)
    result = opened(saved(levels, "png", icc_profile=adobe_profile()))
    assert np.array_equal(
        result, opened(saved(np.dstack([levels] * 3), "png", icc_profile=adobe_profile()))
    )


def test_srgb_under_its_own_name_changes_no_level() -> None:
    named = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    levels = noise(20, 10)
    photo = open_photo(saved(levels, "png", icc_profile=named))
    assert np.array_equal(np.asarray(photo.picture), levels)
    assert photo.notes == ()


@pytest.mark.parametrize(
    "broken",
    [
        b"not a profile",
        adobe_profile()[:150],
        profile(b"RGB ", {b"wtpt": xyz(D50)}),
        profile(b"GRAY", {b"kTRC": gamma(1.0)}),
        profile(b"CMYK", {}),
        profile(b"Lab ", {}),
    ],
)
def test_a_profile_that_does_not_fit_is_left_out_and_said(broken: bytes) -> None:
    levels = noise(20, 10)
    photo = open_photo(saved(levels, "png", icc_profile=broken))
    assert np.array_equal(np.asarray(photo.picture), levels)
    assert "colour profile cannot be used" in photo.notes[0]


def test_a_profile_that_cannot_be_unpacked_is_no_profile() -> None:
    rows = b"\0\x0a\x14\x1e"
    data = png(1, 1, 8, 2, rows, chunk(b"iCCP", b"name\0\0" + struct.pack(">I", 7)))
    assert opened(data).tolist() == [[[10, 20, 30]]]
