"""Weights as pictures: every pixel is the weight that lies there."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from torch import nn

from convscope.colormaps import lut
from convscope.errors import BadOption, UnknownChannel
from convscope.kernel_picture import kernels_png
from convscope.kernels import Weights, weights_of
from tests.instrument.test_kernels import network_of


def weights(*modules: nn.Module) -> Weights:
    """Those of the last of some modules."""
    network = network_of(nn.Sequential(*modules))
    return weights_of(network, str(len(modules) - 1))


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def tiles(picture: np.ndarray, height: int, width: int) -> np.ndarray:
    """Cut a grid with gaps of 2 into (rows, columns, height, width, 3)."""
    rows, columns = (picture.shape[0] + 2) // (height + 2), (picture.shape[1] + 2) // (width + 2)
    padded = np.pad(picture, ((0, 2), (0, 2), (0, 0)))
    cut = padded.reshape(rows, height + 2, columns, width + 2, 3).swapaxes(1, 2)
    return cut[:, :, :height, :width]


def signed(values: np.ndarray, largest: float, colormap: str = "diverging_light") -> np.ndarray:
    return lut(colormap)[np.floor((values / largest + 1) / 2 * 255 + 0.5).astype(int)]


def test_kernels_over_colours_are_in_colour_with_zero_in_grey() -> None:
    found = weights(nn.Conv2d(3, 6, (3, 2)))
    found.weight[0, :, 0, 0] = 0
    largest = np.abs(found.weight).max()
    cut = tiles(pixels(kernels_png(found, columns=3)), 3, 2)
    assert cut.shape[:2] == (2, 3)
    expected = np.floor((found.weight / largest + 1) / 2 * 255 + 0.5)
    for output in range(6):
        shown = cut[output // 3, output % 3]
        assert np.array_equal(shown, expected[output].transpose(1, 2, 0))
    assert cut[0, 0, 0, 0].tolist() == [128, 128, 128]


def test_other_kernels_are_signed_a_row_for_each_output_channel() -> None:
    found = weights(nn.Conv2d(3, 4, 1), nn.Conv2d(4, 5, 3))
    largest = np.abs(found.weight).max()
    cut = tiles(pixels(kernels_png(found)), 3, 3)
    assert cut.shape[:2] == (5, 4)
    assert np.array_equal(cut, signed(found.weight, largest))


def test_depthwise_kernels_make_a_square() -> None:
    found = weights(nn.Conv2d(3, 4, 1), nn.Conv2d(4, 4, 3, groups=4))
    assert tiles(pixels(kernels_png(found)), 3, 3).shape[:2] == (2, 2)


def test_one_channel_keeps_the_scale_of_the_layer() -> None:
    found = weights(nn.Conv2d(3, 4, 1), nn.Conv2d(4, 5, 3))
    found.weight[0] *= 10
    cut = tiles(pixels(kernels_png(found, 3, colormap="diverging_dark")), 3, 3)
    expected = signed(found.weight[3], np.abs(found.weight).max(), "diverging_dark")
    assert np.array_equal(cut[0], expected)


@pytest.mark.parametrize("module", [nn.Conv2d(4, 5, 1), nn.Linear(8, 5)], ids=str)
def test_weights_without_rows_and_columns_are_one_matrix(module: nn.Module) -> None:
    found = weights(nn.Conv2d(3, 4, 1), module)
    matrix = found.weight.reshape(5, -1)
    shown = pixels(kernels_png(found))
    assert np.array_equal(shown, signed(matrix, np.abs(matrix).max()))


def test_a_vector_is_a_row_of_single_cells() -> None:
    found = weights(nn.Conv2d(3, 4, 1), nn.BatchNorm2d(4))
    assert tiles(pixels(kernels_png(found, size=5, columns=4)), 5, 5).shape[:2] == (1, 4)


def test_pixels_are_repeated_or_averaged_to_size() -> None:
    found = weights(nn.Conv2d(3, 2, 4))
    large = tiles(pixels(kernels_png(found, size=12)), 12, 12)
    assert np.array_equal(large[:, :, ::3, ::3], tiles(pixels(kernels_png(found)), 4, 4))
    half = tiles(pixels(kernels_png(found, size=2)), 2, 2)
    means = found.weight[1].reshape(3, 2, 2, 2, 2).mean((2, 4)).transpose(1, 2, 0)
    levels = (means / np.abs(found.weight).max() + 1) / 2 * 255
    assert np.abs(half[0, 1] - levels).max() <= 0.5001


@pytest.mark.parametrize("look", [{"size": 0}, {"columns": 999}, {"colormap": "jet"}])
def test_bad_options_are_refused(look) -> None:
    found = weights(nn.Conv2d(3, 4, 1), nn.Conv2d(4, 5, 3))
    with pytest.raises(BadOption):
        kernels_png(found, **look)
    with pytest.raises(UnknownChannel):
        kernels_png(found, channel=5)
