"""Networks of one's own: what is read, what is refused, and that the others go on working."""

from __future__ import annotations

import json
import os
import struct
from pathlib import Path

import pytest
import torch

from convscope import models
from convscope.errors import ModelBroken, WeightsDamaged
from convscope.models import architectures, from_file
from convscope.network import Network
from convscope.photo import open_photo
from convscope.preprocess import Preprocess
from convscope.samples import read_sample
from tests.instrument.own_models import ARCHITECTURE, CLASSES, SMALL, Own
from tests.instrument.test_models_torchvision import Trap

GREY = Preprocess(1, 64, 48, "bicubic", 1.0, (0.5,), (0.5,))


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Own:
    return Own.install(tmp_path / "models", monkeypatch)


def problem(name: str = "mine") -> str:
    """Why a model is broken; it is listed, and cannot be built for the same reason."""
    card = models.find(f"file:{name}")
    assert card.status == "broken"
    assert card in models.list_models()
    with pytest.raises((ModelBroken, WeightsDamaged)) as raised:
        models.build(card)
    assert str(card.problem) in str(raised.value)
    return str(card.problem)


@pytest.mark.parametrize("ending", ["safetensors", "pth"])
@pytest.mark.parametrize("architecture", [ARCHITECTURE, "torchvision:squeezenet1_1"])
def test_weights_beside_their_card_are_a_network(own: Own, ending: str, architecture: str) -> None:
    preprocess = SMALL if architecture == ARCHITECTURE else Preprocess(
        3, 64, 64, "bilinear", 0.9, (0.5,) * 3, (0.5,) * 3
    )  # fmt: skip
    state = own.weights(f"mine.{ending}", architecture, preprocess=preprocess)
    own.card("mine.toml", architecture=architecture, preprocess=preprocess, name="Mine")
    (card,) = from_file.cards()
    assert (card.id, card.name, card.source, card.status) == ("file:mine", "Mine", "file", "ready")
    assert (card.classes, card.preprocess) == (3, preprocess)
    module = models.build(card)
    assert all(torch.equal(module.state_dict()[name], state[name]) for name in state)
    assert card.parameters == sum(each.numel() for each in module.parameters())
    assert models.labels(card) == CLASSES
    network = Network(card, module, models.labels(card))
    picture = network.preprocess(open_photo(read_sample("cat")).picture)
    answer = network.carry_out(picture).outputs[network.graph.answer]
    with torch.inference_mode():
        torch.testing.assert_close(answer, module(picture.unsqueeze(0))[0])


def test_timm_builds_a_grey_network_of_any_size(own: Own) -> None:
    own.weights("mine.pth", "timm:mobilenetv3_small_050", preprocess=GREY)
    own.card("mine.toml", architecture="timm:mobilenetv3_small_050", preprocess=GREY)
    card = models.find("file:mine")
    network = Network(card, models.build(card), models.labels(card))
    assert network.layer("input").shape == (1, 64, 48)
    assert network.layer("conv_stem").hyperparameters["in_channels"] == 1


def test_classes_may_stand_in_a_file_of_their_own(own: Own) -> None:
    own.weights("mine.pth")
    card = own.card("mine.toml")
    card.write_text(card.read_text().replace('["cat", "dog", "owl"]', '"names.txt"'))
    names = own.text("names.txt", "Katze\nHund\n\nEule\n")
    before = models.find("file:mine")
    assert models.labels(before) == ("Katze", "Hund", "Eule")
    names.write_text("chat\nchien\nhibou\n", encoding="utf-8")
    os.utime(names, ns=(1, 1))
    after = models.find("file:mine")
    assert models.labels(after) == ("chat", "chien", "hibou")
    assert after.key != before.key


def test_other_weights_in_the_same_place_are_another_network(own: Own) -> None:
    own.weights("mine.pth")
    own.card("mine.toml")
    before = models.find("file:mine").key
    assert models.find("file:mine").key == before
    os.utime(own.folder / "mine.pth", ns=(1, 1))
    assert models.find("file:mine").key != before


def test_a_network_of_ones_own_has_a_twin(own: Own) -> None:
    own.weights("mine.pth")
    own.card("mine.toml")
    twin = models.build(models.find("file:mine@untrained"))
    torch.manual_seed(0)
    expected = architectures.construct(ARCHITECTURE, 3, SMALL).state_dict()
    assert all(torch.equal(twin.state_dict()[name], expected[name]) for name in expected)


def test_a_broken_one_leaves_the_others_alone(own: Own) -> None:
    for name in ("a", "b", "c"):
        own.weights(f"{name}.safetensors")
        own.card(f"{name}.toml")
    own.text("b.toml", "architecture = 5")
    assert [card.status for card in from_file.cards()] == ["ready", "broken", "ready"]
    models.build(models.find("file:a"))


def test_a_folder_that_is_not_there_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(from_file, "_folder", tmp_path / "nowhere")
    assert from_file.cards() == ()


def test_weights_without_a_card_and_a_card_without_weights(own: Own) -> None:
    own.weights("mine.pth")
    assert "There is no mine.toml beside mine.pth: `convscope add` writes it" in problem()
    (own.folder / "mine.pth").unlink()
    own.card("mine.toml")
    assert "no weights beside mine.toml: put one of mine.safetensors, mine.pth" in problem()


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("crop =", "crob =", "'crob', which means nothing here. Is 'crop' meant?"),
        ("crop =", "zzz =", "'zzz', which means nothing here. It may have architecture"),
        ("interpolation", "# ", "lacks interpolation"),
        ("[32, 32]", "32", "'size' is 32: it has to be a list"),
        ("[32, 32]", "[32]", "it has to be [height, width]"),
        ("0.9", '"all"', "'crop' is 'all': it has to be a number"),
        ("0.9", "1.9", "crop is 1.9"),
        ("0.9", "true", "'crop' is True"),
        ('"bilinear"', '"cubic"', "interpolation is 'cubic'"),
        ("[0.5, 0.4, 0.3]", "[0.5, 0.4]", "'mean' has 2 numbers"),
        ("[0.5, 0.4, 0.3]", "[0.5, 0.4, 0.3, 0.2]", "'mean' has 4 numbers"),
        ("[0.5, 0.4, 0.3]", '["a"]', "lists of numbers"),
        ("[0.2, 0.3, 0.4]", "[0.2]", "std is (0.2,)"),
        ("zoo:vgg_mini", "zoo:vgg_mino", "no architecture 'zoo:vgg_mino'. The nearest are zoo:vgg"),
        ("zoo:vgg_mini", "torchvision:resnet5", "torchvision:resnet50"),
        ('["cat", "dog", "owl"]', "[1, 2]", "names in quotes"),
        ('["cat", "dog", "owl"]', "[]", "names none"),
        ('["cat", "dog", "owl"]', '"gone.txt"', "gone.txt cannot be read"),
        ("crop = 0.9", "crop = ", "mine.toml is no TOML"),
    ],
)
def test_a_card_that_is_wrong_says_where(own: Own, before: str, after: str, words: str) -> None:
    own.weights("mine.pth")
    card = own.card("mine.toml")
    text = card.read_text(encoding="utf-8")
    assert before in text
    card.write_text(text.replace(before, after), encoding="utf-8")
    assert words in problem()


@pytest.mark.parametrize("classes", [("cat", "dog"), ("cat", "dog", "owl", "newt")])
def test_a_list_of_classes_of_the_wrong_length(own: Own, classes: tuple[str, ...]) -> None:
    own.weights("mine.pth", "torchvision:squeezenet1_1")
    own.card("mine.toml", architecture="torchvision:squeezenet1_1", classes=classes)
    assert f"tells 3 classes apart, and {len(classes)} are named" in problem()


def test_a_misfit_that_only_building_shows_is_remembered(own: Own) -> None:
    own.weights("mine.pth")
    own.card("mine.toml", classes=("cat", "dog"))
    assert models.find("file:mine").status == "ready"
    with pytest.raises(WeightsDamaged, match=r"fc2\.weight, 3×128 in place of 2×128"):
        models.build(models.find("file:mine"))
    assert "fc2.weight" in problem()


def test_torchvision_has_no_grey_networks(own: Own) -> None:
    own.weights("mine.pth", "torchvision:squeezenet1_1")
    own.card("mine.toml", architecture="torchvision:squeezenet1_1", preprocess=GREY)
    with pytest.raises(Exception, match="read three channels, not 1"):
        models.build(models.find("file:mine"))
    assert "read three channels" in str(models.find("file:mine").problem)


def test_a_pickle_that_would_run_code_is_not_read(
    own: Own, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    torch.save({"fc2.weight": Trap()}, own.folder / "mine.pth")
    own.card("mine.toml")
    assert "would run code" in problem()
    assert not (tmp_path / "trapped").exists()


def test_a_whole_module_is_no_file_of_weights(own: Own) -> None:
    torch.save(torch.nn.Linear(2, 2), own.folder / "mine.pth")
    own.card("mine.toml")
    assert "torch.save(module.state_dict(), FILE)" in problem()


def test_a_file_of_something_else_is_no_file_of_weights(own: Own) -> None:
    torch.save([1, 2, 3], own.folder / "mine.pth")
    own.card("mine.toml")
    assert "holds list and not the tensors" in problem()


@pytest.mark.parametrize("file", ["mine.safetensors", "mine.pth"])
@pytest.mark.parametrize("part", [0, 7, 100, 0.5, 0.99])
def test_a_truncated_file(own: Own, file: str, part: float) -> None:
    own.weights(file)
    own.card("mine.toml")
    content = (own.folder / file).read_bytes()
    length = int(part * len(content)) if part < 1 else int(part)
    (own.folder / file).write_bytes(content[:length])
    words = problem()
    assert "cannot be read as weights" in words or "no file of weights" in words


@pytest.mark.parametrize(
    "header",
    [
        {"a": {"dtype": "F32", "shape": [10**12], "data_offsets": [0, 4 * 10**12]}},
        {"a": {"dtype": "F32", "shape": [4], "data_offsets": [0, 8]}},
        {"a": {"dtype": "F32", "shape": [2], "data_offsets": [-8, 0]}},
        {"a": {"dtype": "F31", "shape": [2], "data_offsets": [0, 8]}},
    ],
)
def test_a_header_that_lies(own: Own, header: dict[str, object]) -> None:
    told = json.dumps(header).encode()
    (own.folder / "mine.safetensors").write_bytes(struct.pack("<Q", len(told)) + told + bytes(8))
    own.card("mine.toml")
    assert "cannot be read as weights" in problem()


def test_a_header_longer_than_the_file(own: Own) -> None:
    (own.folder / "mine.safetensors").write_bytes(struct.pack("<Q", 2**62) + b"{}")
    own.card("mine.toml")
    assert "cannot be read as weights" in problem()


@pytest.mark.parametrize("wrapped", ["state_dict", "model"])
def test_the_checkpoint_of_a_training_is_read_too(own: Own, wrapped: str) -> None:
    state = own.weights("mine.pth")
    several = {f"module.{name}": value for name, value in state.items()}
    torch.save({wrapped: several, "epoch": 7}, own.folder / "mine.pth")
    own.card("mine.toml")
    module = models.build(models.find("file:mine"))
    assert all(torch.equal(module.state_dict()[name], state[name]) for name in state)


def test_a_file_of_before_torch_16_is_read_too(own: Own) -> None:
    state = own.weights("mine.pth")
    torch.save(state, own.folder / "mine.pth", _use_new_zipfile_serialization=False)
    own.card("mine.toml")
    module = models.build(models.find("file:mine"))
    assert torch.equal(module.state_dict()["fc2.bias"], state["fc2.bias"])
