"""What a layer has learned, against the module's own tensors."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F

import convscope
from convscope.errors import NoWeights, UnknownChannel, UnknownLayer
from convscope.kernels import weights_of
from convscope.network import Network
from convscope.preprocess import Preprocess
from tests.instrument import small_networks


def network_of(module: nn.Module, size: int = 8) -> Network:
    preprocess = Preprocess(3, size, size, "bilinear", 1.0, (0.5,) * 3, (0.5,) * 3)
    return Network.of_module(module.eval(), preprocess)


def exactly(values: np.ndarray, tensor: torch.Tensor) -> bool:
    return values.dtype == np.float32 and np.array_equal(values, tensor.detach().numpy())


def test_a_convolution_has_its_kernels_and_its_bias() -> None:
    module = nn.Sequential(nn.Conv2d(3, 6, (2, 3)), nn.Conv2d(6, 4, 3, groups=2, bias=False))
    network = network_of(module)
    first, second = weights_of(network, "0"), weights_of(network, "1")
    assert exactly(first.weight, module[0].weight)
    assert exactly(first.vectors["bias"], module[0].bias)
    assert exactly(second.weight, module[1].weight)
    assert second.vectors == {}
    assert (first.of_colours, second.of_colours) == (True, False)


def test_three_channels_of_a_group_are_no_colours() -> None:
    network = network_of(nn.Sequential(nn.Conv2d(3, 6, 1), nn.Conv2d(6, 2, 3, groups=2)))
    weights = weights_of(network, "1")
    assert weights.weight.shape == (2, 3, 3, 3)
    assert not weights.of_colours


def test_a_batch_normalisation_has_its_statistics_too() -> None:
    norm = nn.BatchNorm2d(4)
    norm.running_mean.uniform_()
    weights = weights_of(network_of(nn.Sequential(nn.Conv2d(3, 4, 1), norm)), "1")
    assert exactly(weights.weight, norm.weight)
    assert list(weights.vectors) == ["bias", "running_mean", "running_var"]
    assert exactly(weights.vectors["running_mean"], norm.running_mean)


@settings(max_examples=15)
@given(st.sampled_from([1, 2, 3]), st.integers(1, 2), st.booleans())
def test_a_transposed_convolution_has_its_output_channels_first(groups, outputs, functional):
    class Transposed(nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = nn.Parameter(torch.randn(6, outputs, 2, 3))

        def forward(self, x):
            return F.conv_transpose2d(x, self.weight, groups=groups)

    module = nn.ConvTranspose2d(6, groups * outputs, (2, 3), groups=groups, bias=False)
    behind = Transposed() if functional else module
    network = network_of(nn.Sequential(nn.Conv2d(3, 6, 1), behind))
    weight = weights_of(network, network.layers[2].name).weight
    own = behind.weight.detach().numpy()
    assert weight.shape == (groups * outputs, 6 // groups, 2, 3)
    for output in range(groups * outputs):
        for n in range(6 // groups):
            source = output // outputs * (6 // groups) + n
            assert np.array_equal(weight[output, n], own[source, output % outputs])


class Functional(nn.Module):
    """Convolves by a function, with kernels that it standardises first, and scales."""

    def __init__(self):
        super().__init__()
        self.kernel = nn.Parameter(torch.randn(4, 3, 3, 3))
        self.bias = nn.Parameter(torch.randn(4))
        self.scale = nn.Parameter(torch.randn(4, 1, 1))

    def forward(self, x):
        kernel = self.kernel - self.kernel.mean((1, 2, 3), keepdim=True)
        return F.conv2d(x, kernel, self.bias) * self.scale + 1


def test_functions_have_the_tensors_that_no_picture_changes() -> None:
    module = Functional()
    network = network_of(module)
    convolution, scaling = weights_of(network, "conv2d"), weights_of(network, "mul")
    centred = module.kernel - module.kernel.mean((1, 2, 3), keepdim=True)
    assert np.allclose(convolution.weight, centred.detach().numpy(), atol=1e-7)
    assert exactly(convolution.vectors["bias"], module.bias)
    assert exactly(scaling.weight, module.scale)
    with pytest.raises(NoWeights):
        weights_of(network, "add")


def test_a_layer_seen_by_a_hook_has_its_weights() -> None:
    module = small_networks.ControlFlow()
    network = network_of(module)
    assert exactly(weights_of(network, "conv").weight, module.conv.weight)
    assert exactly(weights_of(network, "fc").vectors["bias"], module.fc.bias)
    for layer in ("relu", "logits", "softmax", "input"):
        with pytest.raises(NoWeights):
            weights_of(network, layer)


def test_weights_that_are_made_of_others_are_those_that_count() -> None:
    module = nn.utils.parametrizations.weight_norm(nn.Conv2d(3, 4, 1))
    network = network_of(nn.Sequential(module, nn.ReLU()))
    assert np.allclose(weights_of(network, "0").weight, module.weight.detach().numpy())


def test_one_output_channel_keeps_its_axis() -> None:
    module = nn.Conv2d(3, 6, 3)
    network = network_of(nn.Sequential(module, nn.BatchNorm2d(6)))
    one = weights_of(network, "0").of_channel(4)
    assert exactly(one.weight, module.weight[4:5])
    assert exactly(one.vectors["bias"], module.bias[4:5])
    assert weights_of(network, "1").of_channel(5).weight.shape == (1,)
    for channel in (6, 99):
        with pytest.raises(UnknownChannel, match="numbered 0 to 5"):
            weights_of(network, "0").of_channel(channel)


def test_a_layer_without_weights_names_some_that_have() -> None:
    network = convscope.load("efficientnet_lite0")
    with pytest.raises(NoWeights, match=r"'act1' \(ReLU6\).*conv_stem, bn1"):
        weights_of(network, "act1")
    with pytest.raises(NoWeights, match="None in this network"):
        weights_of(network_of(nn.ReLU()), "input")
    with pytest.raises(UnknownLayer):
        weights_of(network, "nope")
