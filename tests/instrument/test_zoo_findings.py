"""What was found out is read as it was measured, and belongs to the networks that are shipped."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from convscope.errors import WeightsDamaged
from convscope.zoo import findings

FILES = ("shifts.json", "shuffled.json", "lenet5.json", "mlp.json")
CURVES = {"as trained": {"train": [0.5, 0.75], "test": [0.5, 0.625]}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what is shipped, to be spoilt."""
    for name in FILES:
        shutil.copy(findings.FOLDER / name, tmp_path)
    return tmp_path


def shipped(name: str) -> dict:
    return json.loads((findings.FOLDER / name).read_text("utf-8"))


def test_shifts_are_those_of_the_file() -> None:
    found, told = findings.shifts(), shipped("shifts.json")
    assert found is not None
    assert list(found.pixels) == told["pixels"] == list(range(9))
    for network, each in told["networks"].items():
        assert list(found.accuracy[network]) == each["accuracy"]


def test_shifts_were_measured_on_the_weights_that_are_shipped() -> None:
    found = findings.shifts()
    assert found is not None
    for network, each in shipped("shifts.json")["networks"].items():
        card = shipped(f"{network}.json")
        assert each["sha256"] == card["sha256"]
        assert found.accuracy[network][0] == card["accuracy"]


def test_shuffled_digits_stand_beside_those_in_order() -> None:
    found = findings.shuffled()
    assert found is not None
    assert found.pictures == 10_000
    for network, each in shipped("shuffled.json")["networks"].items():
        assert found.shuffled[network] == each["accuracy"]
        assert found.in_order[network] == shipped(f"{network}.json")["accuracy"]


def test_what_the_page_says_of_the_shifts_is_so() -> None:
    found = findings.shifts()
    assert found is not None
    lenet, perceptron = found.accuracy["lenet5"], found.accuracy["mlp"]
    assert all(one > other for one, other in zip(lenet[:7], perceptron[:7], strict=True))
    assert lenet[8] < 0.2


def test_what_the_page_says_of_the_shuffled_digits_is_so() -> None:
    found = findings.shuffled()
    assert found is not None
    # Two standard deviations of the difference of two such accuracies: "half a point".
    chance = 2 * math.sqrt(2 * 0.97 * 0.03 / found.pictures)
    assert 0.004 < chance < 0.005
    assert abs(found.shuffled["mlp"] - found.in_order["mlp"]) < chance
    assert found.in_order["lenet5"] - found.shuffled["lenet5"] > chance
    assert found.shuffled["lenet5"] - found.shuffled["mlp"] < chance


def test_ablations(tmp_path: Path) -> None:
    told = {"data": "some pictures", "epochs": 2, "networks": {"vgg_mini": CURVES}}
    (tmp_path / "ablations.json").write_text(json.dumps(told))
    found = findings.ablations(tmp_path)
    assert found is not None
    assert found.data == "some pictures"
    assert found.networks["vgg_mini"]["as trained"] == findings.Curve((0.5, 0.75), (0.5, 0.625))


def test_ablations_stand_beside_the_training_of_what_is_shipped() -> None:
    found = findings.ablations()
    assert found is not None
    assert set(found.networks) == {"alexnet_mini", "vgg_mini"}
    for network, variants in found.networks.items():
        card = shipped(f"{network}.json")
        for name, curve in variants.items():
            assert len(curve.train) == len(curve.test) == len(card["epochs"]), name
        trained = variants["as trained"]
        assert list(trained.test) == [epoch["test_accuracy"] for epoch in card["epochs"]]
        assert list(trained.train) == [epoch["train_accuracy"] for epoch in card["epochs"]]
        # An epoch is measured in bfloat16, the card in float32.
        assert abs(trained.test[-1] - card["accuracy"]) <= 10 / card["pictures"]


def test_what_the_page_says_of_the_ablations_is_so() -> None:
    found = findings.ablations()
    assert found is not None
    for variants in found.networks.values():
        trained, unvaried = variants["as trained"], variants["without augmentation"]
        assert unvaried.train[-1] - unvaried.test[-1] > trained.train[-1] - trained.test[-1]
        assert variants["without dropout"].test[-1] > trained.test[-1]
        assert variants["without dropout"].train[0] > trained.train[0]
    assert found.networks["vgg_mini"]["without augmentation"].train[-1] > 0.99


@pytest.mark.parametrize("read", [findings.shifts, findings.shuffled, findings.ablations])
def test_what_is_not_there_is_not_found(tmp_path: Path, read) -> None:
    assert read(tmp_path) is None


@pytest.mark.parametrize(
    ("name", "text"),
    [("shifts.json", "{"), ("shifts.json", "[]"), ("shifts.json", "{}"), ("mlp.json", "{}")],
)
def test_a_file_that_cannot_be_understood_is_named(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    read = findings.shifts if name == "shifts.json" else findings.shuffled
    with pytest.raises(WeightsDamaged, match="convscope evaluate sh") as raised:
        read(folder)
    assert str(folder) in str(raised.value)


def test_measurements_on_different_numbers_of_pictures_are_not_compared(folder: Path) -> None:
    card = shipped("mlp.json")
    (folder / "mlp.json").write_text(json.dumps({**card, "pictures": 5}))
    with pytest.raises(WeightsDamaged):
        findings.shuffled(folder)


def test_reading_needs_no_torch() -> None:
    code = "import sys; from convscope.zoo.findings import shifts; shifts(); print(*sys.modules)"
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "convscope.zoo.findings" in answer.stdout.split()
    assert "torch" not in answer.stdout.split()
