"""Colour maps: their tables, their names and which one suits a layer."""

from __future__ import annotations

import numpy as np
import pytest

from convscope.colormaps import COLORMAPS, NONFINITE, default_colormap, lut
from convscope.errors import BadOption

NAMES = ("viridis", "magma", "grey", "diverging_light", "diverging_dark")


def lightness(colours: np.ndarray) -> np.ndarray:
    """CIE L* of sRGB colours, 0 to 100."""
    srgb = colours / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    luminance = linear @ [0.2126, 0.7152, 0.0722]
    curve = np.where(luminance > 216 / 24389, np.cbrt(luminance) * 116 - 16, luminance * 903.3)
    return np.asarray(curve)


def test_the_names_are_those_of_the_contract() -> None:
    assert tuple(COLORMAPS) == NAMES
    assert all(name == colormap.name for name, colormap in COLORMAPS.items())


@pytest.mark.parametrize("name", NAMES)
def test_a_table_has_256_colours_that_cannot_be_changed(name: str) -> None:
    colours = lut(name)
    assert colours.shape == (256, 3)
    assert colours.dtype == np.uint8
    with pytest.raises(ValueError, match="read-only"):
        colours[0] = 0


@pytest.mark.parametrize("name", ["viridis", "magma", "grey"])
def test_a_sequential_map_grows_ever_lighter(name: str) -> None:
    assert COLORMAPS[name].kind == "sequential"
    assert (np.diff(lightness(lut(name))) > -0.2).all()


@pytest.mark.parametrize(("name", "sign"), [("diverging_light", 1), ("diverging_dark", -1)])
def test_a_diverging_map_has_its_ground_at_the_centre(name: str, sign: int) -> None:
    assert COLORMAPS[name].kind == "diverging"
    colours = lut(name).astype(int)
    light = sign * lightness(colours)
    assert 127 <= int(light.argmax()) <= 128
    # Zero of a symmetric scale falls between these two: they are hardly to be told apart.
    assert np.abs(colours[127] - colours[128]).max() <= 3
    below, above = colours[60], colours[195]
    assert below[2] > below[0], "negative values are blue"
    assert above[0] > above[2], "positive values are red"


@pytest.mark.parametrize("name", NAMES)
def test_no_table_comes_near_the_colour_of_what_is_not_finite(name: str) -> None:
    distance = np.linalg.norm(lut(name).astype(int) - NONFINITE, axis=1)
    assert distance.min() > 100


def test_an_unknown_name_is_answered_with_the_names() -> None:
    with pytest.raises(BadOption, match="'jet' is not known") as refused:
        lut("jet")
    assert all(name in str(refused.value) for name in NAMES)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ([0.0, 1.0], "viridis"),
        ([-1.0, 1.0], "diverging_light"),
        ([-0.0, np.nan], "viridis"),
        ([], "viridis"),
    ],
)
def test_signed_layers_take_the_diverging_map(values: list[float], name: str) -> None:
    assert default_colormap(np.array(values, np.float32)) == name
