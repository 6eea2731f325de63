"""The default network against timm's, and modules of one's own."""

from __future__ import annotations

import hashlib

import pytest
import timm
import torch
from torch import nn
from torchvision.models import ResNet18_Weights

from convscope import models
from convscope.errors import UnknownLayer, UnknownModel, WeightsDamaged, WeightsMissing
from convscope.models import bundled, imagenet
from convscope.network import Network, load
from convscope.photo import open_photo
from convscope.preprocess import Preprocess
from convscope.samples import read_sample
from tests.instrument.references import by_hooks


@pytest.fixture(scope="module")
def timms() -> nn.Module:
    """timm's own network with the same weights, put in by order."""
    module = timm.create_model("tf_efficientnet_lite0").eval()
    entries = torch.load(bundled._weights_file(), weights_only=True)
    module.load_state_dict(dict(zip(module.state_dict(), entries.values(), strict=True)))
    return module


def test_the_default_network_computes_what_timms_does(timms):
    ours = load()
    picture = ours.preprocess(open_photo(read_sample("cat")).picture)
    captured = ours.carry_out(picture).outputs
    batch = picture.unsqueeze(0).contiguous(memory_format=torch.channels_last)
    reference = by_hooks(timms, batch)

    def outputs(values, layer_type, module):
        parts = dict(module.named_modules())
        return [v for name, v in values.items() if isinstance(parts.get(name), layer_type)]

    for layer_type in (nn.Conv2d, nn.ReLU6, nn.Linear):
        theirs = outputs(reference, layer_type, timms)
        mine = outputs(captured, layer_type, ours.module)
        assert len(mine) == len(theirs) > 0
        for value, expected in zip(mine, theirs, strict=True):
            torch.testing.assert_close(value, expected[0], rtol=1e-4, atol=1e-4)


def test_its_layers_are_all_there():
    layers = load().layers
    count = {kind: sum(layer.kind == kind for layer in layers) for kind in ("activation",)}
    assert count == {"activation": 33}
    assert sum(layer.kind == "normalization" for layer in layers) == 49
    assert sum(layer.kind == "convolution" for layer in layers) == 49
    assert sum(layer.op == "ReLU6" for layer in layers) == 33
    assert len({layer.name for layer in layers}) == len(layers)


def test_its_card_tells_the_truth():
    card, ours = models.find("efficientnet_lite0"), load()
    data = bundled._weights_file().read_bytes()
    assert card.weights["sha256"] == hashlib.sha256(data).hexdigest()
    assert card.weights["bytes"] == len(data)
    assert card.parameters == sum(p.numel() for p in ours.module.parameters())
    assert card.parameters == sum(layer.parameters for layer in ours.layers)
    assert card.classes == ours.layer("classifier").shape[0] == len(ours.labels)
    assert card.preprocess.height == ours.layer("input").shape[1]
    assert card.accuracy == {}


def test_its_preprocessing_is_timms():
    config = timm.data.resolve_data_config({}, model=timm.create_model("tf_efficientnet_lite0"))
    preprocess = models.find("efficientnet_lite0").preprocess
    assert config["input_size"] == (preprocess.channels, preprocess.height, preprocess.width)
    assert config["interpolation"] == preprocess.interpolation
    assert config["crop_pct"] == preprocess.crop
    assert (config["mean"], config["std"]) == (preprocess.mean, preprocess.std)


def test_the_labels_are_those_of_imagenet():
    assert list(imagenet.labels()) == ResNet18_Weights.DEFAULT.meta["categories"]


def test_unknown_names_are_answered_with_the_known_ones():
    with pytest.raises(UnknownModel, match=r"'resnet'.*nearest are"):
        load("resnet")
    with pytest.raises(UnknownLayer, match=r"'conv9'.*conv_stem"):
        load().layer("conv9")


def test_a_network_is_kept():
    assert load() is load("efficientnet_lite0")


def test_the_bytes_of_a_network_are_those_of_its_weights():
    module = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Conv2d(4, 4, 3))
    module[2].bias = module[0].bias
    floats = 3 * 4 * 9 + 4 + 4 * 4 + 4 * 4 * 9
    assert Network.of_module(module).nbytes == 4 * floats + 8  # and one count of 64 bits


def test_missing_weights_say_what_to_install(monkeypatch):
    monkeypatch.setattr(bundled, "PACKAGE", "no_such_package")
    with pytest.raises(WeightsMissing, match="Install the package no-such-package"):
        bundled.build(bundled.CARDS[0])


def test_damaged_weights_are_not_loaded(monkeypatch, tmp_path):
    path = tmp_path / bundled.FILE
    path.write_bytes(bundled._weights_file().read_bytes()[:-1])
    monkeypatch.setattr(bundled, "_weights_file", lambda: path)
    with pytest.raises(WeightsDamaged, match="SHA-256"):
        bundled.build(bundled.CARDS[0])


def test_a_module_of_ones_own():
    module = nn.Sequential(nn.Conv2d(1, 4, 3), nn.Flatten(), nn.Linear(4 * 26 * 26, 3))
    preprocess = Preprocess(1, 28, 28, "bilinear", 1.0, (0.5,), (0.5,))
    ours = Network.of_module(module, preprocess, labels=("a", "b"))
    assert ours.card.parameters == sum(p.numel() for p in module.parameters())
    assert [layer.kind for layer in ours.layers] == [
        "input", "convolution", "reshape", "linear", "output",
    ]  # fmt: skip
    assert ours.card.classes == 3
    assert [ours.label(index) for index in range(3)] == ["a", "b", "class 2"]


def test_code_that_insists_on_the_default_layout_gets_it():
    class Viewing(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(3, 4, 3)
            self.fc = nn.Linear(4 * 222 * 222, 3)

        def forward(self, x):
            return self.fc(self.conv(x).view(1, -1))

    ours = Network.of_module(Viewing())
    assert ours.layout == "contiguous"
    assert ours.carry_out(torch.zeros(3, 224, 224)).outputs["fc"].shape == (3,)
