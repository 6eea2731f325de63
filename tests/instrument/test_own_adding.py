"""`convscope add`: what it writes, and what it refuses before it writes anything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch
from torchvision import models as library

from convscope import cli, models
from convscope.depth import depth
from convscope.network import load
from tests.instrument.own_models import ARCHITECTURE, Own

ADD = ("--arch", ARCHITECTURE, "--classes", "cat,dog,owl")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Own:
    return Own.install(tmp_path / "models", monkeypatch)


@pytest.fixture
def file(own: Own, tmp_path: Path) -> Path:
    """A checkpoint of vgg_mini for three classes, outside of the folder of models."""
    own.weights("mine.pth")
    return Path(shutil.move(own.folder / "mine.pth", tmp_path / "mine.pth"))


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(["add", *arguments]) == 2
    return capsys.readouterr().err


def test_a_checkpoint_becomes_a_model(
    own: Own, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["add", str(file), *ADD]) == 0
    assert capsys.readouterr().out == "file:mine: 930,723 parameters, 3 classes\n"
    assert (own.folder / "mine.pth").read_bytes() == file.read_bytes()
    card, network = models.find("file:mine"), load("file:mine")
    assert card.status == "ready"
    assert card.preprocess == models.find("vgg_mini").preprocess
    assert (card.parameters, card.macs, card.depth) == (
        sum(each.numel() for each in network.module.parameters()),
        sum(layer.macs for layer in network.layers),
        depth(network.layers),
    )
    assert network.labels == ("cat", "dog", "owl")


def test_many_classes_go_into_a_file_of_their_own(own: Own, tmp_path: Path) -> None:
    own.weights("many.safetensors", classes=30)
    names = tmp_path / "names"
    names.write_text("\n".join(f"class {n} é" for n in range(30)), encoding="utf-8")
    path = str(own.folder / "many.safetensors")
    assert cli.main(["add", path, "--arch", ARCHITECTURE, "--classes", str(names)]) == 0
    assert models.labels(models.find("file:many"))[29] == "class 29 é"
    assert 'classes = "many.txt"' in (own.folder / "many.toml").read_text(encoding="utf-8")


def test_what_is_said_of_the_photos_is_kept(own: Own, file: Path) -> None:
    said = ("--size", "32", "--mean", "0.1,0.2,0.3", "--std", "1,2,3", "--crop", "0.5")
    more = ("--interpolation", "bilinear", "--name", "other")
    assert cli.main(["add", str(file), *ADD, *said, *more]) == 0
    given = models.find("file:other").preprocess
    assert (given.mean, given.std, given.crop) == ((0.1, 0.2, 0.3), (1, 2, 3), 0.5)
    assert (given.height, given.width, given.interpolation) == (32, 32, "bilinear")


def test_an_ending_of_torchs_becomes_one(own: Own, file: Path) -> None:
    bin = file.with_suffix(".bin")
    file.rename(bin)
    assert cli.main(["add", str(bin), *ADD]) == 0
    assert (own.folder / "mine.pth").is_file()


def test_tensors_that_do_not_fit_are_listed_as_torchs_strict_loading_would(
    own: Own, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = torch.load(file, weights_only=True)
    del state["fc1.bias"]
    state["extra"] = torch.zeros(2)
    torch.save(state, file)
    words = refused(capsys, str(file), "--arch", ARCHITECTURE, "--classes", "cat,dog")
    assert "missing: fc1.bias; unexpected: extra; of another shape: fc2.weight, 3×128" in words
    module = models.build(models.find("vgg_mini@untrained"))
    with pytest.raises(RuntimeError) as raised:
        module.load_state_dict(state)
    for name in ("fc1.bias", "extra", "fc2.weight"):
        assert name in str(raised.value)
    assert not list(own.folder.iterdir())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--arch", "zoo:vgg", "--classes", "a"), "nearest are zoo:vgg_mini"),
        (("--arch", ARCHITECTURE, "--classes", "gone.txt"), "gone.txt cannot be read"),
        ((*ADD, "--name", "a@b"), "'a@b' cannot be a name"),
        ((*ADD, "--name", "a/b"), "cannot be a name"),
        ((*ADD, "--crop", "2"), "crop is 2.0"),
        ((*ADD, "--mean", "0.5"), "std"),
        ((*ADD, "--mean", "1,2,3,4", "--std", "1,2,3,4"), "channels is 4"),
        ((*ADD, "--size", "8"), "failed on an input of 3×8×8"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    own: Own, file: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert words in refused(capsys, str(file), *arguments)
    assert not list(own.folder.iterdir())


def test_what_is_there_already_is_not_written_over(
    own: Own, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own.text("mine.toml", "")
    assert "is there already" in refused(capsys, str(file), *ADD)
    assert (own.folder / "mine.toml").read_text() == ""


def test_a_file_that_is_not_there_or_no_file_of_weights(
    own: Own, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "There is no file" in refused(capsys, "gone.pth", *ADD)
    assert "has to end in .safetensors" in refused(
        capsys, str(file.rename(file.with_suffix(".h5"))), *ADD
    )


def test_torchs_own_checkpoint_is_added_as_it_is(own: Own, tmp_path: Path) -> None:
    path = tmp_path / "squeeze.pth"
    torch.manual_seed(0)
    torch.save(library.squeezenet1_1(weights=None, num_classes=5).state_dict(), path)
    arch = ("--arch", "torchvision:squeezenet1_1", "--classes", "a,b,c,d,e")
    assert cli.main(["add", str(path), *arch]) == 0
    card = models.find("file:squeeze")
    assert card.preprocess == models.find("torchvision:squeezenet1_1").preprocess
    assert (card.classes, card.family) == (5, "SqueezeNet")
