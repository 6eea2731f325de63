"""Which layers stand side by side."""

from __future__ import annotations

import convscope
from convscope.layers import Layer
from convscope.pairing import Pair, pair


def layer(name: str, kind: str = "convolution", shape: tuple[int, ...] = (8, 4, 4)) -> Layer:
    return Layer(name, kind, kind, name, (), shape)


def partners(layers: list[Layer], others: list[Layer]) -> dict[str, str]:
    return {each.layer: each.partner for each in pair(layers, others)}


def test_a_network_is_paired_with_itself_and_its_untrained_twin() -> None:
    trained, untrained = (convscope.load(name).layers for name in ("lenet5", "lenet5@untrained"))
    for others in (trained, untrained):
        expected = [Pair(each.name, each.name, True, None) for each in trained]
        assert pair(trained, others) == expected


def test_a_name_alone_is_not_enough() -> None:
    ones = [layer("stem"), layer("conv")]
    others = [layer("conv", shape=(3, 9, 9)), layer("head")]
    assert partners(ones, others) == {"stem": "head", "conv": "head"}


def test_the_kind_comes_before_the_shape_and_the_shape_before_the_depth() -> None:
    one = layer("one")
    others = [
        layer("near", shape=(8, 2, 2)),
        layer("other kind", "activation"),
        layer("far"),
        layer("farther"),
    ]
    assert partners([one], others) == {"one": "far"}


def test_of_equals_the_one_at_the_nearest_depth_is_taken() -> None:
    ones = [layer("start", "input"), *(layer(f"conv{at}") for at in range(4))]
    others = [layer("begin", "input"), *(layer(f"block{at}") for at in range(8))]
    found = partners(ones, others)
    assert [found[f"conv{at}"] for at in range(4)] == ["block1", "block3", "block5", "block7"]
    assert found["start"] == "begin"


def test_a_kind_that_is_missing_is_looked_for_among_all() -> None:
    ones = [layer("input", "input"), layer("conv")]
    others = [layer("input", "input"), layer("fc", "linear", (10,))]
    assert partners(ones, others)["conv"] == "input"


def test_where_shapes_differ_the_nearest_layer_of_the_same_shape_is_named() -> None:
    one = layer("conv")
    others = [layer("wide", shape=(9, 4, 4)), layer("near", "activation"), layer("far", "pooling")]
    assert pair([one], others) == [Pair("conv", "wide", False, "near")]
    assert pair([one], others[:1]) == [Pair("conv", "wide", False, None)]


def test_every_layer_of_two_real_networks_has_a_partner_of_its_kind() -> None:
    ones, others = (convscope.load(name).layers for name in ("resnet_mini", "vgg_mini"))
    kinds = {each.name: each.kind for each in (*ones, *others)}
    known = {each.kind for each in others}
    found = pair(ones, others)
    assert [each.layer for each in found] == [each.name for each in ones]
    assert all(
        kinds[each.partner] == kinds[each.layer] for each in found if kinds[each.layer] in known
    )
