"""What makes each network of the zoo what it is, asserted from its traced graph."""

from __future__ import annotations

import pytest

from convscope.zoo import catalog, efficientnet_mini
from tests.instrument.zoo_graphs import chain, layers, named, of_kind, of_op, parameters

NETWORKS = [entry.id for entry in catalog.ENTRIES]
EFFICIENT = ["efficientnet_mini_b0", "efficientnet_mini_b1"]


def kernels(network: str, op: str = "Conv2d") -> list[int]:
    return [_side(layer.hyperparameters["kernel_size"]) for layer in of_op(network, op)]


def _side(value: object) -> int:
    """A square's side: hyperparameters give 3 or [3, 3]."""
    if isinstance(value, list):
        assert len(set(value)) == 1
        return value[0]
    return value


@pytest.mark.parametrize("network", NETWORKS)
def test_every_network_is_traced_and_ends_in_ten_classes(network):
    assert not any(layer.hooked for layer in layers(network))
    assert layers(network)[-1].op == "softmax"
    assert layers(network)[-1].shape == (10,)
    assert layers(network)[-2].kind == "linear"


def test_lenet5_is_the_papers():
    convolutions = of_op("lenet5", "Conv2d")
    assert [layer.shape for layer in convolutions] == [(6, 28, 28), (16, 10, 10)]
    assert kernels("lenet5") == [5, 5]
    assert {layer.op for layer in of_kind("lenet5", "activation")} == {"Sigmoid"}
    assert [layer.op for layer in of_kind("lenet5", "pooling")] == ["AvgPool2d", "AvgPool2d"]
    assert [layer.shape for layer in of_kind("lenet5", "linear")] == [(120,), (84,), (10,)]
    assert parameters("lenet5") == 61_706


def test_mlp_has_nothing_but_flatten_and_fully_connected_layers():
    kinds = {layer.kind for layer in layers("mlp")}
    assert kinds == {"input", "reshape", "linear", "activation", "output"}
    assert layers("mlp")[1].op == "Flatten"
    assert parameters("lenet5") / 2 < parameters("mlp") < 2 * parameters("lenet5")


def test_alexnet_begins_with_a_large_kernel_and_pools_with_overlap():
    sides = kernels("alexnet_mini")
    assert sides[0] == max(sides) >= 7
    assert len(sides) == 5
    assert {layer.op for layer in of_kind("alexnet_mini", "activation")} == {"ReLU"}
    pools = of_kind("alexnet_mini", "pooling")
    assert [layer.op for layer in pools] == ["MaxPool2d"] * 3
    for pool in pools:
        assert pool.hyperparameters["kernel_size"] == 3
        assert pool.hyperparameters["stride"] == 2
    assert [layer.hyperparameters["p"] for layer in of_kind("alexnet_mini", "dropout")] == [0.5] * 2
    assert len(of_kind("alexnet_mini", "linear")) == 3


def test_alexnet_was_trained_with_augmentation():
    assert catalog.find("alexnet_mini").recipe.shift > 0


def test_vgg_has_only_3x3_convolutions_and_2x2_pooling_before_its_classifier():
    body = [layer.name for layer in layers("vgg_mini")]
    body = body[: body.index("flatten")]
    for name in body:
        layer = named("vgg_mini")[name]
        if layer.kind == "convolution":
            assert layer.hyperparameters["kernel_size"] == [3, 3]
            assert layer.hyperparameters["stride"] == [1, 1]
            assert layer.hyperparameters["padding"] == [1, 1]
        elif layer.kind == "pooling":
            assert layer.op == "MaxPool2d"
            assert layer.hyperparameters["kernel_size"] == layer.hyperparameters["stride"] == 2
        else:
            assert layer.kind in {"input", "normalization", "activation"}
    assert len(of_kind("vgg_mini", "linear")) == 2


def test_googlenet_joins_four_branches_of_different_kernels():
    joined = of_kind("googlenet_mini", "concatenation")
    assert len(joined) == 6
    for layer in joined:
        ends = [
            chain("googlenet_mini", named("googlenet_mini")[name], ("ReLU", "BatchNorm2d"))
            for name in layer.inputs
        ]
        assert [end.hyperparameters["kernel_size"] for end in ends] == [
            [1, 1], [3, 3], [5, 5], [1, 1],
        ]  # fmt: skip
        heads = [named("googlenet_mini")[end.inputs[0]] for end in ends]
        # The 3×3 and the 5×5 stand behind a 1×1 that reads what the first 1×1 and the pool read.
        source = heads[0].name
        for head in heads[1:3]:
            reduce = chain("googlenet_mini", head, ("ReLU", "BatchNorm2d"))
            assert reduce.hyperparameters["kernel_size"] == [1, 1]
            assert reduce.inputs == (source,)
        pool = heads[3]
        assert (pool.op, pool.hyperparameters["kernel_size"]) == ("MaxPool2d", 3)
        assert pool.inputs == (source,)
        assert layer.shape[0] == sum(end.shape[0] for end in ends)


def test_googlenet_averages_its_maps_and_has_no_hidden_fully_connected_layer():
    (classifier,) = of_kind("googlenet_mini", "linear")
    average = chain("googlenet_mini", classifier, ("Linear", "Dropout", "Flatten"))
    assert average.op == "AdaptiveAvgPool2d"
    assert average.shape[1:] == (1, 1)


def test_resnet_adds_its_blocks_to_identity_and_to_projection():
    identities, projections = 0, 0
    for addition in of_kind("resnet_mini", "addition"):
        residual, skip = (named("resnet_mini")[name] for name in addition.inputs)
        block = ("BatchNorm2d", "Conv2d", "ReLU", "BatchNorm2d", "Conv2d")
        source = chain("resnet_mini", residual, block)
        if skip.name == source.name:
            identities += 1
        else:
            projection = chain("resnet_mini", skip, ("BatchNorm2d",))
            assert projection.hyperparameters["kernel_size"] == [1, 1]
            assert projection.hyperparameters["stride"] == [2, 2]
            assert projection.inputs == (source.name,)
            projections += 1
    assert (identities, projections) == (4, 2)


def test_densenet_hands_every_layer_the_maps_of_all_before_it():
    network = named("densenet_mini")
    read: dict[str, list[str]] = {}
    for joined in of_kind("densenet_mini", "concatenation"):
        before, new = (network[name] for name in joined.inputs)
        assert chain("densenet_mini", new, ("Conv2d", "ReLU", "BatchNorm2d")) == before
        assert new.hyperparameters["kernel_size"] == [3, 3]
        read[joined.name] = [*read.get(before.name, [before.name]), new.name]
        assert joined.shape[0] == sum(network[name].shape[0] for name in read[joined.name])
    assert [len(sources) - 1 for sources in read.values()] == [1, 2, 3, 4] * 3


def test_densenet_has_transitions_between_its_blocks():
    transitions = of_op("densenet_mini", "AvgPool2d")
    assert len(transitions) == 2
    for pool in transitions:
        joined = chain("densenet_mini", pool, ("AvgPool2d", "Conv2d", "ReLU", "BatchNorm2d"))
        assert joined.kind == "concatenation"
        assert pool.shape == (joined.shape[0] // 2, joined.shape[1] // 2, joined.shape[2] // 2)


@pytest.mark.parametrize("network", EFFICIENT)
def test_efficientnet_blocks_expand_work_depthwise_squeeze_and_project(network):
    gates = of_kind(network, "multiplication")
    assert len(gates) >= 6
    for gate in gates:
        maps, weights = (named(network)[name] for name in gate.inputs)
        squeezed = chain(network, weights, ("Sigmoid", "Conv2d", "SiLU", "Conv2d"))
        assert squeezed.op == "AdaptiveAvgPool2d"
        assert squeezed.inputs == (maps.name,)
        assert weights.shape == (maps.shape[0], 1, 1)
        depthwise = chain(network, maps, ("SiLU", "BatchNorm2d"))
        assert depthwise.hyperparameters["groups"] == depthwise.shape[0] > 1
        (project,) = [layer for layer in layers(network) if layer.inputs == (gate.name,)]
        assert project.hyperparameters["kernel_size"] == [1, 1]
        assert project.shape[0] <= gate.shape[0]
    assert {layer.op for layer in of_kind(network, "activation")} == {"SiLU", "Sigmoid"}
    assert of_kind(network, "addition")


@pytest.mark.parametrize("network", EFFICIENT)
def test_efficientnet_expands_fourfold_before_it_works_depthwise(network):
    depthwise = [conv for conv in of_op(network, "Conv2d") if conv.hyperparameters["groups"] > 1]
    # As in the paper's Table 1, the blocks of the first stage do not expand.
    for conv in depthwise[efficientnet_mini.depth(1, phi=int(network[-1])) :]:
        source = named(network)[conv.inputs[0]]
        wide = chain(network, source, ("SiLU", "BatchNorm2d"))
        assert wide.hyperparameters["kernel_size"] == [1, 1]
        assert wide.shape[0] == 4 * named(network)[wide.inputs[0]].shape[0]


def test_one_coefficient_scales_depth_width_and_resolution():
    small, large = EFFICIENT
    assert layers(small)[0].shape == (3, 28, 28)
    assert layers(large)[0].shape == (3, 32, 32)
    assert len(of_kind(large, "multiplication")) > len(of_kind(small, "multiplication"))
    assert of_kind(large, "convolution")[0].shape[0] > of_kind(small, "convolution")[0].shape[0]
    macs = [sum(layer.macs for layer in layers(network)) for network in EFFICIENT]
    assert 1.5 < macs[1] / macs[0] < 3


@pytest.mark.parametrize(
    ("network", "layer", "kind"),
    [
        ("googlenet_mini", "inception3a.branch5x5.conv", "convolution"),
        ("googlenet_mini", "inception3a.cat", "concatenation"),
        ("resnet_mini", "block2.0.add", "addition"),
        ("densenet_mini", "block1.layer4.cat", "concatenation"),
        ("densenet_mini", "transition1.conv", "convolution"),
        ("vgg_mini", "block3.conv2", "convolution"),
        ("efficientnet_mini_b0", "stage3.0.depthwise.conv", "convolution"),
        ("efficientnet_mini_b0", "stage3.1.add", "addition"),
        ("efficientnet_mini_b0", "stage2.0.se.mul", "multiplication"),
    ],
)
def test_layers_have_the_names_a_reader_expects(network, layer, kind):
    assert named(network)[layer].kind == kind
