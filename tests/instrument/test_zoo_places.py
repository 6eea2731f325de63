"""What a digit's place means: shifted and shuffled digits, and the figures that are shipped."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from convscope.cli import main
from convscope.zoo import shuffled, weights
from convscope.zoo.catalog import DIGIT
from convscope.zoo.shifted import shift
from convscope.zoo.shuffled import shuffle
from tests.instrument.zoo_files import write_mnist
from tests.instrument.zoo_pictures import pictures


def shipped(name: str) -> dict:
    return json.loads((weights.FOLDER / f"{name}.json").read_text("utf-8"))


@given(down=st.integers(-8, 8), right=st.integers(-8, 8))
def test_a_shifted_digit_is_moved_whole_and_leaves_black_behind(down, right):
    levels = pictures(DIGIT, 2).levels
    around = np.pad(levels.numpy(), ((0, 0), (8, 8), (8, 8), (0, 0)))
    expected = around[:, 8 - down : 36 - down, 8 - right : 36 - right]
    np.testing.assert_array_equal(shift(levels, down, right), expected)


def test_shuffling_moves_every_picture_in_the_same_way_and_loses_nothing():
    some = pictures(DIGIT, 3)
    moved = shuffle(some)
    assert torch.equal(moved.labels, some.labels)
    order = torch.randperm(28 * 28, generator=torch.Generator().manual_seed(shuffled.SEED))
    for before, after in zip(some.levels, moved.levels, strict=True):
        assert torch.equal(after.view(-1), before.view(-1)[order])
    assert not torch.equal(moved.levels, some.levels)


def test_the_shipped_shifts_are_of_the_shipped_weights():
    told = shipped("shifts")
    assert told["pixels"] == list(range(9))
    for network, figures in told["networks"].items():
        card = shipped(network)
        assert figures["sha256"] == card["sha256"]
        assert figures["accuracy"][0] == card["accuracy"]
        assert len(figures["accuracy"]) == 9
        by_direction = [figures[direction] for direction in ("up", "down", "left", "right")]
        assert figures["accuracy"] == pytest.approx(np.mean(by_direction, axis=0), abs=1e-6)


def test_pooling_and_convolution_bear_a_shift_better_than_a_perceptron():
    networks = shipped("shifts")["networks"]
    for pixels in range(1, 5):
        assert networks["lenet5"]["accuracy"][pixels] > networks["mlp"]["accuracy"][pixels]


def test_the_perceptron_does_not_care_about_shuffled_pixels_and_convolution_does():
    networks = shipped("shuffled")["networks"]
    lost = {
        network: shipped(network)["accuracy"] - figures["accuracy"]
        for network, figures in networks.items()
    }
    assert abs(lost["mlp"]) < 0.01
    assert lost["lenet5"] > 0.01


def test_shifts_are_measured_by_the_command_that_they_name(tmp_path, capsys):
    write_mnist(tmp_path)
    assert main(["evaluate", "shifts", "--data", str(tmp_path)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told.keys() == shipped("shifts").keys()
    assert told["command"] == shipped("shifts")["command"]


def test_shuffled_digits_are_measured_by_the_command_that_they_name(tmp_path, capsys):
    write_mnist(tmp_path)
    assert main(["evaluate", "shuffled", "--data", str(tmp_path)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told.keys() == shipped("shuffled").keys()
    assert told["networks"]["mlp"].keys() == shipped("shuffled")["networks"]["mlp"].keys()
