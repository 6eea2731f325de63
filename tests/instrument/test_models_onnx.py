"""ONNX files: the network that comes of one, against what onnxruntime computes with it."""

from __future__ import annotations

import builtins
import sys
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torchvision import models as library

from convscope import cli, models
from convscope.errors import ModelBroken, WeightsDamaged
from convscope.models import from_onnx
from convscope.network import Network, load
from tests.instrument.own_models import Own
from tests.instrument.references import seeded

SMALL = models.find("vgg_mini").preprocess
SAID = ("--classes", "cat,dog,owl", "--mean", "0.5,0.5,0.5", "--std", "0.5,0.5,0.5")


class Branches(nn.Module):
    """A convolution, a normalisation, two branches that are joined, a skip, and a classifier."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, stride=2)
        self.norm = nn.BatchNorm2d(8)
        self.left, self.right = nn.Conv2d(8, 4, 1), nn.Conv2d(8, 4, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.fc = nn.Linear(8 * 7 * 7, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.norm(self.stem(x)))
        x = x + torch.cat([self.left(x), self.right(x)], 1)
        return self.fc(self.pool(x).flatten(1))


def exported(path: Path, module: nn.Module, size: int, **options: Any) -> Path:
    picture = torch.randn(1, 3, size, size, generator=torch.Generator().manual_seed(1))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(module, (picture,), path, verbose=False, **options)
    return path


def assert_equal_to_onnxruntime(network: Network, path: Path) -> None:
    given = network.preprocess
    picture = torch.randn(given.channels, given.height, given.width)
    session = onnxruntime.InferenceSession(path)
    (expected,) = session.run(None, {session.get_inputs()[0].name: picture[None].numpy()})
    answer = network.carry_out(picture).outputs[network.graph.answer].numpy()
    assert np.abs(expected).max() > 0.01
    np.testing.assert_allclose(answer, expected[0], rtol=1e-4, atol=1e-5)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Own:
    return Own.install(tmp_path / "models", monkeypatch)


@pytest.mark.parametrize(
    "options",
    [{"dynamo": False, "opset_version": 17}, {"dynamo": False, "opset_version": 13},
     {"dynamo": True}, {"dynamo": True, "opset_version": 18}],
    ids=str,
)  # fmt: skip
def test_what_torch_exports_becomes_a_model(
    own: Own, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: dict[str, Any]
) -> None:
    path = exported(tmp_path / "mine.onnx", seeded(Branches), 32, **options)
    capsys.readouterr()
    assert cli.main(["add", str(path), *SAID]) == 0
    # Without the normalisation's 16, which the exporter works into the convolution before it.
    assert capsys.readouterr().out == "file:mine: 1,731 parameters, 3 classes\n"
    card, network = models.find("file:mine"), load("file:mine")
    assert (card.status, card.family, card.macs) == (
        "ready", "ONNX", sum(layer.macs for layer in network.layers),
    )  # fmt: skip
    assert (card.preprocess.height, card.preprocess.width) == (32, 32)
    kinds = [layer.kind for layer in network.layers]
    assert kinds.count("convolution") == 3
    assert {"activation", "concatenation", "addition", "pooling", "linear"} <= set(kinds)
    assert not [layer.name for layer in network.layers if "/" in layer.name or layer.hooked]
    assert_equal_to_onnxruntime(network, path)
    assert_equal_to_onnxruntime(network, own.folder / "mine.onnx")


@pytest.mark.parametrize("name", ["squeezenet1_1", "resnet18", "mobilenet_v3_small"])
def test_networks_of_torchvision_compute_what_onnxruntime_does(tmp_path: Path, name: str) -> None:
    module = seeded(lambda: library.get_model(name, weights=None))
    path = exported(tmp_path / "a.onnx", module, 64, dynamo=False, opset_version=17)
    converted = from_onnx.module_of(from_onnx.simplified(from_onnx.read(path)))
    network = Network.of_module(converted, replace(SMALL, height=64, width=64))
    assert_equal_to_onnxruntime(network, path)


def test_layers_have_the_names_of_the_files_operations(tmp_path: Path) -> None:
    path = exported(tmp_path / "a.onnx", seeded(Branches), 32, dynamo=False, opset_version=17)
    converted = from_onnx.module_of(from_onnx.simplified(from_onnx.read(path)))
    names = [layer.name for layer in Network.of_module(converted, SMALL).layers]
    assert names[:3] == ["input", "stem.Conv", "Relu"]


def made(path: Path, *nodes: Any, inputs: int = 1, weights: dict[str, Any] | None = None) -> Path:
    """A file with such operations on one picture, or on several."""
    given = [
        helper.make_tensor_value_info(f"x{n}", TensorProto.FLOAT, [1, 3, 32, 32])
        for n in range(inputs)
    ]
    answer = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["any"])
    kept = [numpy_helper.from_array(each, name) for name, each in (weights or {}).items()]
    graph = helper.make_graph(list(nodes), "made", given, [answer], kept)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)]), path)
    return path


def refused(capsys: pytest.CaptureFixture[str], path: Path, *more: str) -> str:
    assert cli.main(["add", str(path), *(more or SAID)]) == 2
    return capsys.readouterr().err


def test_equal_weights_that_the_exporter_shares(tmp_path: Path) -> None:
    """A weight that reaches its convolution through an operation that does nothing."""
    path = made(
        tmp_path / "a.onnx",
        helper.make_node("Identity", ["w"], ["v"]),
        helper.make_node("Conv", ["x0", "v"], ["y"]),
        weights={"w": np.ones((2, 3, 1, 1), np.float32)},
    )
    module = from_onnx.module_of(from_onnx.simplified(from_onnx.read(path)))
    assert torch.equal(module(torch.ones(1, 3, 32, 32)), torch.full((1, 2, 32, 32), 3.0))


def test_an_operation_that_cannot_be_converted_is_named(
    own: Own, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(tmp_path / "a.onnx", helper.make_node("Det", ["x0"], ["y"]))
    assert "Det" in refused(capsys, path)
    assert not list(own.folder.iterdir())


def test_files_that_take_no_single_picture(
    own: Own, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(tmp_path / "a.onnx", helper.make_node("Add", ["x0", "x1"], ["y"]), inputs=2)
    assert "takes 2 inputs (x0, x1)" in refused(capsys, path)


def test_what_is_not_known_has_to_be_said(
    own: Own, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = exported(tmp_path / "a.onnx", seeded(Branches), 32, dynamo=False, opset_version=17)
    assert "say --mean, --std" in refused(capsys, path, "--classes", "a,b,c")
    assert "leave --arch out" in refused(capsys, path, *SAID, "--arch", "zoo:vgg_mini")
    assert "answers with 3 numbers, and 2" in refused(capsys, path, *SAID, "--classes", "a,b")


@pytest.mark.parametrize("part", [0, 10, 0.5, 0.99])
def test_a_truncated_file_is_broken_once_somebody_asks_for_it(
    own: Own, tmp_path: Path, part: float
) -> None:
    path = exported(tmp_path / "a.onnx", seeded(Branches), 32, dynamo=False, opset_version=17)
    assert cli.main(["add", str(path), *SAID]) == 0
    content = (own.folder / "a.onnx").read_bytes()
    length = int(part * len(content)) if part < 1 else int(part)
    (own.folder / "a.onnx").write_bytes(content[:length])
    with pytest.raises((WeightsDamaged, ModelBroken)):
        models.build(models.find("file:a"))
    assert models.find("file:a").status == "broken"


def test_an_onnx_file_has_no_twin(own: Own, tmp_path: Path) -> None:
    path = exported(tmp_path / "a.onnx", seeded(Branches), 32, dynamo=False, opset_version=17)
    assert cli.main(["add", str(path), *SAID]) == 0
    with pytest.raises(ModelBroken, match="cannot be had untrained"):
        models.build(models.find("file:a@untrained"))


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(ModelBroken, match=r"pip install 'convscope\[onnx\]'"):
        from_onnx.read(tmp_path / "a.onnx")


def test_a_name_in_a_file_is_never_run_as_code(
    own: Own, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(tmp_path / "mine.onnx", seeded(Branches), 32, dynamo=False, opset_version=17)
    model = onnx.load(path)
    ran = 'setattr(__import__("builtins"), "ran", 1)'
    for node in model.graph.node:
        node.name = f'{node.name}", {ran}) or getattr(self, "{node.name}'
    onnx.save(model, path)
    monkeypatch.setattr(builtins, "ran", 0, raising=False)
    module = from_onnx.module_of(from_onnx.read(path))
    network = Network.of_module(module, replace(SMALL, height=32, width=32), ("a", "b", "c"))
    assert_equal_to_onnxruntime(network, path)
    assert vars(builtins)["ran"] == 0
