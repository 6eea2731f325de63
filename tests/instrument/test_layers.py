"""Names, kinds, shapes, costs and hyperparameters of layers, against torchvision and torch."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode
from torchvision.models.feature_extraction import get_graph_node_names

from convscope.graph import build
from convscope.kinds import ALL_KINDS
from convscope.layers import Layer
from tests.instrument import small_networks
from tests.instrument.references import seeded
from tests.instrument.test_capture import torchvision_network

NETWORKS = ("resnet18", "densenet121", "googlenet", "mobilenet_v3_small")


def by_name(module: nn.Module, shape: tuple[int, int, int]) -> dict[str, Layer]:
    return {layer.name: layer for layer in build(module, shape).layers}


@pytest.mark.parametrize("name", ["resnet18", "densenet121", "googlenet", "vgg11", "alexnet"])
def test_names_are_torchvisions_qualified_node_names(name):
    module = torchvision_network(name)
    theirs = get_graph_node_names(module, suppress_diff_warning=True)[1][1:]
    ours = [layer.name for layer in build(module, (3, 224, 224)).layers]
    assert ours[0] == "input"
    assert ours[1:-1] == theirs
    assert ours[-1] == "softmax"


@pytest.mark.parametrize("name", NETWORKS)
def test_multiply_adds_are_half_of_torchs_count_of_operations(name):
    module = torchvision_network(name)
    counter = FlopCounterMode(display=False)
    with counter, torch.no_grad():
        module(torch.zeros(1, 3, 224, 224))
    layers = build(module, (3, 224, 224)).layers
    assert sum(layer.macs for layer in layers) * 2 == counter.get_total_flops()


@pytest.mark.parametrize("name", ["resnet18", "densenet121", "mobilenet_v3_small"])
def test_parameters_add_up(name):
    module = torchvision_network(name)
    layers = build(module, (3, 224, 224)).layers
    assert sum(layer.parameters for layer in layers) == sum(p.numel() for p in module.parameters())


@pytest.mark.parametrize("name", NETWORKS)
def test_every_layer_has_a_known_kind_and_known_inputs(name):
    known: set[str] = set()
    for layer in build(torchvision_network(name), (3, 96, 96)).layers:
        assert layer.kind in ALL_KINDS
        assert layer.kind != "other"
        assert set(layer.inputs) <= known
        assert bool(layer.inputs) == (layer.kind != "input")
        known.add(layer.name)


def test_a_skip_connection_is_an_addition_of_two_layers():
    layers = by_name(torchvision_network("resnet18"), (3, 64, 64))
    assert layers["layer1.0.add"].inputs == ("layer1.0.bn2", "maxpool")
    assert layers["layer2.0.add"].inputs == ("layer2.0.bn2", "layer2.0.downsample.1")
    assert layers["layer1.0.add"].kind == "addition"


def test_hyperparameters_of_modules_and_of_functions():
    layers = by_name(seeded(small_networks.InPlace), (3, 16, 16))
    conv = layers["conv"].hyperparameters
    assert (conv["kernel_size"], conv["stride"], conv["padding"]) == ([3, 3], [1, 1], [1, 1])
    assert (conv["in_channels"], conv["out_channels"], conv["groups"]) == (3, 4, 1)
    assert conv["bias"] is True
    tanh = layers["hardtanh"].hyperparameters
    assert (tanh["min_val"], tanh["max_val"]) == (-1.0, 1.0)
    assert "inplace" not in tanh


def test_dilated_grouped_and_transposed_convolutions_cost_what_torch_counts():
    module = nn.Sequential(
        nn.Conv2d(4, 8, 3, dilation=2, groups=2),
        nn.ConvTranspose2d(8, 6, 3, stride=2),
        nn.Conv2d(6, 6, 5, groups=6, stride=2),
    ).eval()
    counter = FlopCounterMode(display=False)
    with counter, torch.no_grad():
        module(torch.zeros(1, 4, 20, 20))
    layers = build(module, (4, 20, 20)).layers
    assert sum(layer.macs for layer in layers) * 2 == counter.get_total_flops()


def test_a_network_that_answers_with_a_dictionary_or_several_tensors():
    class Several(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(12, 5)
            self.extra = nn.Linear(12, 2)

        def forward(self, x):
            x = x.flatten(1)
            return {"out": self.fc(x), "aux": self.extra(x)}

    graph = build(Several().eval(), (3, 2, 2))
    assert graph.answer == "fc"
    assert graph.probabilities == "softmax"


def test_a_network_with_its_own_softmax_gets_no_second_one():
    module = nn.Sequential(nn.Flatten(), nn.Linear(12, 5), nn.Softmax(1)).eval()
    graph = build(module, (3, 2, 2))
    assert graph.answer == graph.probabilities == "2"


def test_arguments_with_defaults_are_left_at_them():
    class Optional(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(12, 5)

        def forward(self, x, features_only=False):
            x = x.flatten(1)
            return x if features_only else self.fc(x)

    assert [layer.name for layer in build(Optional().eval(), (3, 2, 2)).layers] == [
        "input", "flatten", "fc", "softmax",
    ]  # fmt: skip


def test_hooked_layers_cost_what_they_read_and_are_counted_once():
    class Opaque(nn.Module):
        def __init__(self):
            super().__init__()
            self.up = nn.ConvTranspose2d(3, 4, 2, stride=2)

        def forward(self, x):
            return self.up(x) if x.sum() < 1e9 else x

    module = nn.Sequential(Opaque(), nn.Conv2d(4, 2, 1)).eval()
    layers = by_name(module, (3, 32, 32))
    # Every input cell meets every weight once.
    assert layers["0.up"].macs == 32 * 32 * module[0].up.weight.numel()
    assert sum(each.parameters for each in layers.values()) == sum(
        parameter.numel() for parameter in module.parameters()
    )


def test_a_convolution_written_as_a_function_is_described_as_a_module_is():
    # A single layer is traced into, down to the function that it calls.
    layers = build(nn.Conv2d(3, 4, (3, 5), stride=2, padding=1).eval(), (3, 20, 20)).layers
    (conv,) = [layer for layer in layers if layer.kind == "convolution"]
    named = conv.hyperparameters
    assert (named["kernel_size"], named["stride"], named["padding"]) == ([3, 5], [2, 2], [1, 1])
    assert conv.receptive_field.size == (3, 5)
    assert conv.parameters == 3 * 4 * 15 + 4


def test_a_function_is_described_by_the_overload_that_takes_its_arguments():
    class Spread(nn.Module):
        def forward(self, x):
            return torch.var(x, dim=-1, keepdim=True)

    assert by_name(Spread(), (3, 8, 8))["var"].hyperparameters == {"dim": -1, "keepdim": True}
