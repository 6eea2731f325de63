"""The digits that the project draws itself: the files are what the strokes give, and legible."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from convscope.runs import run
from convscope.samples import pen, read_sample

DIGITS = [f"digit{n}" for n in range(10)]


def levels(id: str) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The committed picture, (280, 280)."""
    return np.asarray(Image.open(io.BytesIO(read_sample(id))))


def test_there_are_strokes_for_every_digit() -> None:
    assert list(pen.digits()) == DIGITS


@pytest.mark.parametrize("id", DIGITS)
def test_drawing_it_anew_gives_the_same_pixels(id: str) -> None:
    np.testing.assert_array_equal(np.asarray(pen.draw(pen.digits()[id])), levels(id))


@pytest.mark.parametrize("id", DIGITS)
def test_it_is_placed_as_mnist_places_its_digits(id: str) -> None:
    ink = levels(id) / 255
    rows, columns = np.nonzero(ink > 0.5)
    assert np.ptp(rows) / 10 == pytest.approx(20, abs=1)
    assert np.ptp(columns) / 10 <= 20
    centres = (np.arange(280) + 0.5) / 10
    assert centres @ ink.sum(axis=1) / ink.sum() == pytest.approx(14, abs=0.5)
    assert centres @ ink.sum(axis=0) / ink.sum() == pytest.approx(14, abs=0.5)


@pytest.mark.parametrize("id", DIGITS)
def test_it_is_white_on_black_with_smooth_edges(id: str) -> None:
    picture = levels(id)
    assert picture.dtype == np.uint8
    assert picture.ndim == 2
    assert (picture == 0).mean() > 0.7
    assert (picture == 255).any()
    assert ((picture > 0) & (picture < 255)).any()


@pytest.mark.parametrize("model", ["lenet5", "mlp"])
def test_the_networks_of_digits_read_all_ten(model: str) -> None:
    answers = [run(model, read_sample(id)).predictions[0] for id in DIGITS]
    assert [answer.label for answer in answers] == [str(n) for n in range(10)]
    assert min(answer.probability for answer in answers) > 0.9
