"""Captured values against an independent reference: hooks that copy each output at once."""

from __future__ import annotations

import pytest
import timm
import torch
import torchvision
from torch import nn
from torch.nn import functional as F

from convscope.capture import Program
from convscope.errors import ModelFailed
from convscope.graph import NOT_TRACED, build
from tests.instrument import small_networks
from tests.instrument.references import by_hooks, inputs_by_hooks, seeded

TORCHVISION = ("resnet18", "densenet121", "googlenet", "mobilenet_v3_small")
LAYOUTS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}


def torchvision_network(name: str) -> nn.Module:
    options = {"init_weights": False} if name == "googlenet" else {}
    return seeded(lambda: torchvision.models.get_model(name, weights=None, **options))


def picture(channels: int = 3, size: int = 64) -> torch.Tensor:
    return torch.randn(channels, size, size, generator=torch.Generator().manual_seed(1))


def capture(module: nn.Module, image: torch.Tensor, layout: str = "contiguous"):
    graph = build(module, tuple(image.shape))
    return graph, Program(module, graph)(image, layout).outputs


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", TORCHVISION)
def test_every_module_is_bit_equal_to_a_cloning_hook(name, layout):
    module, image = torchvision_network(name), picture(size=96)
    graph, captured = capture(module, image, layout)

    batch = image.unsqueeze(0).contiguous(memory_format=LAYOUTS[layout])
    reference = by_hooks(module, batch)

    shown = {layer.name for layer in graph.layers}
    assert set(reference) - shown == set()
    for name_, expected in reference.items():
        assert torch.equal(captured[name_], expected[0]), name_


@pytest.mark.parametrize("name", TORCHVISION)
def test_functional_outputs_are_what_the_next_module_reads(name):
    module, image = torchvision_network(name), picture(size=96)
    graph, captured = capture(module, image)
    read = inputs_by_hooks(module, image.unsqueeze(0))

    functional = {layer.name for layer in graph.layers if layer.op in ("add", "cat", "mul")}
    checked = 0
    for layer in graph.layers:
        if layer.name in read and len(layer.inputs) == 1 and layer.inputs[0] in functional:
            assert torch.equal(captured[layer.inputs[0]], read[layer.name][0]), layer.name
            checked += 1
    assert checked >= 8


def test_an_inplace_relu_does_not_show_through_the_layer_before_it():
    module, image = torchvision_network("resnet18"), picture()
    _, captured = capture(module, image)
    assert captured["bn1"].min() < 0
    assert torch.equal(captured["relu"], captured["bn1"].clamp(min=0))
    assert captured["layer1.0.add"].min() < 0


def test_the_network_itself_is_left_as_it_was():
    module, image = torchvision_network("resnet18").train(), picture()
    before = {name: value.clone() for name, value in module.state_dict().items()}
    capture(module, image)
    assert module.training
    assert module.bn1.training
    assert module.relu.inplace
    assert all(torch.equal(before[name], value) for name, value in module.state_dict().items())
    assert not any(part._forward_hooks for part in module.modules())


def test_every_way_of_writing_over_a_tensor():
    module, image = seeded(small_networks.InPlace), picture(size=16)
    graph, captured = capture(module, image)

    conv = module.conv(image.unsqueeze(0)).detach()
    relu = conv.clamp(min=0)
    conv2 = module.conv2(relu).detach()
    added = conv2 + relu
    conv3 = module.conv3(added.clamp(min=0)).detach()
    expected = {
        "conv": conv,
        "relu": relu,
        "conv2": conv2,
        "add": added,
        "relu_1": added.clamp(min=0),
        "conv3": conv3,
        "mul": conv3 * 0.5,
        "hardtanh": (conv3 * 0.5).clamp(-1, 1),
        "sigmoid": (conv3 * 0.5).clamp(-1, 1).sigmoid(),
        "mean": (conv3 * 0.5).clamp(-1, 1).sigmoid().mean((2, 3)),
    }
    for name, value in expected.items():
        assert torch.equal(captured[name], value[0]), name
    assert graph.traced is not None
    assert graph.answer == "mean"


def test_a_tensor_overwritten_through_a_view_is_kept_or_left_to_hooks():
    module, image = seeded(small_networks.OverwrittenThroughAView), picture(size=16)
    _, captured = capture(module, image)
    expected = module.conv(image.unsqueeze(0))[0].detach()
    assert expected.min() < 0
    assert torch.equal(captured["conv"], expected)


def test_a_shared_module_is_a_layer_each_time_it_is_called():
    module, image = seeded(small_networks.Shared), picture(size=8)
    _, captured = capture(module, image)
    reference = by_hooks(module, image.unsqueeze(0))
    assert list(reference) == ["conv", "relu", "conv_1", "relu_1", "conv_2", "relu_2"]
    for name, expected in reference.items():
        assert torch.equal(captured[name], expected[0]), name


def test_what_cannot_be_traced_is_seen_by_hooks_and_says_so():
    module, image = seeded(small_networks.ControlFlow), picture(size=16)
    graph, captured = capture(module, image)
    assert graph.traced is None
    assert "not shown" in graph.notes[0]
    reference = by_hooks(module, image.unsqueeze(0))
    assert captured["conv"].min() < 0
    for name, expected in reference.items():
        assert torch.equal(captured[name], expected[0]), name
    assert torch.allclose(captured["softmax"].sum(), torch.tensor(1.0))


@pytest.mark.parametrize("name", ["a\nb", 'a"b', "a\\", "a\0b", "class"])
def test_a_network_with_a_name_that_code_cannot_hold_is_seen_by_hooks(name):
    module, image = nn.Sequential(nn.ReLU(), nn.Flatten()), picture(size=8)
    module.add_module(name, nn.Linear(192, 3))
    graph, captured = capture(module.eval(), image)
    assert graph.notes == (NOT_TRACED,)
    assert torch.equal(captured[name], module(image.unsqueeze(0))[0].detach())


def test_a_module_named_like_the_answer_keeps_its_own_layer():
    class Named(small_networks.ControlFlow):
        def __init__(self):
            super().__init__()
            self.logits = nn.Linear(10, 5)

        def forward(self, x):
            return self.logits(super().forward(x)) * 2

    module, image = seeded(Named), picture(size=16)
    graph, captured = capture(module, image)
    expected = module(image.unsqueeze(0))[0].detach()
    assert len({layer.name for layer in graph.layers}) == len(graph.layers)
    assert torch.equal(captured["logits"] * 2, expected)
    assert torch.equal(captured[graph.answer], expected)


@pytest.mark.parametrize("bright", [True, False])
def test_another_photo_may_take_another_way(bright):
    module = seeded(small_networks.EarlyExit)
    graph = build(module, (3, 8, 8))
    image = torch.full((3, 8, 8), 5.0 if bright else -5.0)
    done = Program(module, graph)(image, "contiguous")
    with torch.inference_mode():
        expected = module(image.unsqueeze(0)).softmax(1)[0]
    assert torch.equal(done.outputs[graph.probabilities], expected)
    reached = {layer.name for layer in done.layers}
    assert ("late" in reached, "early" in reached) == (not bright, bright)


def test_a_softmax_of_the_networks_own_is_not_taken_twice():
    class Own(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(12, 5)

        def forward(self, x):
            return torch.softmax(self.fc(x.flatten(1)), 1).flatten(1)

    module, image = seeded(Own), picture(size=2)
    graph, captured = capture(module, image)
    assert torch.equal(captured[graph.probabilities], module(image.unsqueeze(0))[0].detach())


def test_what_reads_the_input_of_an_inplace_module_later_reads_its_output():
    class Reread(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(3, 4, 3, padding=1)
            self.act = nn.LeakyReLU(0.2, inplace=True)
            self.conv2 = nn.Conv2d(4, 4, 3, padding=1)

        def forward(self, x):
            x = self.conv(x)
            y = self.conv2(self.act(x))
            return F.relu(input=torch.cat((x, y), 1), inplace=True).mean((2, 3))

    module, image = seeded(Reread), picture(size=8)
    graph, captured = capture(module, image)
    assert graph.traced is not None
    assert torch.equal(captured["cat"][:4], captured["act"])
    assert captured["cat"].min() < 0
    assert torch.equal(captured["mean"], module(image.unsqueeze(0))[0].detach())


def test_a_torchscript_module_is_refused_in_words():
    with pytest.warns(FutureWarning):
        script = torch.jit.trace(nn.Conv2d(3, 2, 3), torch.zeros(1, 3, 8, 8))
    with pytest.raises(ModelFailed, match=r"nn\.Module it was made from"):
        build(script, (3, 8, 8))


def test_a_closed_part_shows_its_insides_by_hooks():
    module, image = seeded(small_networks.ClosedPart), picture(size=16)
    graph, captured = capture(module, image)
    hooked = [layer.name for layer in graph.layers if layer.hooked]
    assert hooked == ["inner.conv", "inner.relu", "inner.fc"]
    assert "could not be traced (inner)" in str(graph.notes[0])
    reference = by_hooks(module, image.unsqueeze(0))
    for name, expected in reference.items():
        assert torch.equal(captured[name], expected[0]), name
    assert torch.equal(captured["relu"], captured["stem"].clamp(min=0))


def test_hooks_come_off_when_the_network_fails():
    module = seeded(small_networks.Raises)
    graph = build(module, (3, 16, 16))
    program = Program(module, graph)
    with pytest.raises(ModelFailed, match="too dark"):
        program(torch.zeros(3, 16, 16))
    assert not any(part._forward_hooks for part in module.modules())
    assert program(picture(size=16)).outputs["conv"].shape == (2, 14, 14)


def test_a_network_that_cannot_run_says_what_to_check():
    with pytest.raises(ModelFailed, match=r"3×16×16.*to have 4 channels"):
        build(nn.Conv2d(4, 2, 3), (3, 16, 16))


def test_timms_fused_layers_are_taken_apart():
    """Normalisation and activation of timm's BatchNormAct2d are layers of their own."""
    module, image = seeded(lambda: timm.create_model("tf_efficientnet_lite0")), picture(size=96)
    graph, captured = capture(module, image)
    kinds = [layer.kind for layer in graph.layers]
    assert kinds.count("activation") == 33
    assert kinds.count("normalization") == 49
    reference = by_hooks(module, image.unsqueeze(0))
    shown = {layer.name for layer in graph.layers}
    missing = {name for name in reference if name not in shown}
    assert all(isinstance(module.get_submodule(name), nn.Identity) for name in missing)
    for name in set(reference) - missing:
        assert torch.equal(captured[name], reference[name][0]), name

    read = inputs_by_hooks(module, image.unsqueeze(0))
    norms = [layer.name for layer in graph.layers if layer.kind == "normalization"]
    for name in norms:
        act = name.replace(".batch_norm", ".act")
        assert torch.equal(captured[name], read[act][0]), name
