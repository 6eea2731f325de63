"""Blocks, closed and open: nothing is lost, nothing is doubled, nothing goes round in circles."""

from __future__ import annotations

from graphlib import TopologicalSorter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convscope.graphview.blocks import tree
from convscope.graphview.grouping import Grouping, group
from convscope.graphview.opening import opened
from convscope.layers import Layer
from tests.instrument.graph_networks import REAL, block_tree, expansions, layers, made_up


def grouping(name: str, expanded: frozenset[str] | None = frozenset()) -> Grouping:
    network = block_tree(name)
    return group(layers(name), network, opened(network, expanded))


def edges(found: Grouping) -> set[tuple[str, str]]:
    return {(edge.source, edge.target) for edge in found.edges}


def labels(found: Grouping) -> list[str]:
    return [node.label for node in found.nodes]


def assert_sound(network: tuple[Layer, ...], found: Grouping) -> None:
    shown = [name for node in found.nodes for name in node.layers]
    assert sorted(shown) == sorted(layer.name for layer in network)
    node_of = {name: node.id for node in found.nodes for name in node.layers}
    assert len({node.id for node in found.nodes}) == len(found.nodes)
    between: dict[tuple[str, str], set[str]] = {}
    for layer in network:
        for name in layer.inputs:
            if node_of[name] != node_of[layer.name]:
                between.setdefault((node_of[name], node_of[layer.name]), set()).add(name)
    assert {(e.source, e.target) for e in found.edges if e.known} == set(between)
    assert all(between[e.source, e.target] <= set(e.layers) for e in found.edges if e.known)
    before: dict[str, set[str]] = {node.id: set() for node in found.nodes}
    for edge in found.edges:
        before[edge.target].add(edge.source)
    TopologicalSorter(before).prepare()  # raises CycleError


@pytest.mark.parametrize("name", REAL)
@settings(max_examples=6)
@given(data=st.data())
def test_every_choice_of_open_blocks_is_sound(name: str, data: st.DataObject) -> None:
    assert_sound(layers(name), grouping(name, data.draw(expansions(name))))


@pytest.mark.parametrize("name", [*REAL, "Unet", "Twice"])
@pytest.mark.parametrize("expanded", [frozenset(), None, frozenset({"all"})])
def test_closed_easily_read_and_open_are_sound(name: str, expanded: frozenset[str] | None) -> None:
    assert_sound(layers(name), grouping(name, expanded))


@settings(max_examples=50)
@given(network=made_up(), data=st.data())
def test_networks_of_any_shape_are_sound(network: tuple[Layer, ...], data: st.DataObject) -> None:
    root = tree(network)
    ids = [block.id for block in root.blocks()]
    wanted = data.draw(st.frozensets(st.sampled_from(ids))) if ids else frozenset()
    assert_sound(network, group(network, root, opened(root, wanted)))


def test_open_everything_shows_every_layer_and_its_inputs() -> None:
    found = grouping("resnet_mini", frozenset({"all"}))
    assert [node.id for node in found.nodes] == [layer.name for layer in layers("resnet_mini")]
    assert all(edge.layers == (edge.source,) for edge in found.edges)


def test_a_closed_block_has_the_shape_of_its_last_layer_and_names_what_flows_out() -> None:
    found = grouping("resnet18")
    nodes = {node.id: node for node in found.nodes}
    assert nodes["layer2"].collapsed
    assert nodes["layer2"].kind == "block"
    assert nodes["layer2"].shape == (128, 10, 10)
    assert len(nodes["layer2"].layers) == 16
    (edge,) = (edge for edge in found.edges if edge.source == "layer2")
    assert (edge.target, edge.layers, edge.shape) == ("layer3", ("layer2.1.relu_1",), (128, 10, 10))


def test_branches_of_an_inception_module_meet_in_its_concatenation() -> None:
    found = grouping("googlenet_mini", frozenset({"inception3a"}))
    into = {source for source, target in edges(found) if target == "inception3a.cat"}
    assert into == {
        f"inception3a.{branch}"
        for branch in ("branch1x1", "branch3x3", "branch5x5", "branch_pool_proj")
    }
    assert {target for source, target in edges(found) if source == "pool1"} == {
        f"inception3a.{branch}"
        for branch in ("branch1x1", "branch3x3_reduce", "branch5x5_reduce", "branch_pool")
    }


def test_every_dense_layer_reads_all_before_it() -> None:
    found = grouping("densenet201", frozenset({"features.denseblock1"}))
    names = ["features.pool0", *(f"features.denseblock1.denselayer{n}" for n in range(1, 7))]
    expected = {(one, other) for at, other in enumerate(names) for one in names[:at]}
    assert {pair for pair in edges(found) if set(pair) <= set(names)} == expected
    (skip,) = (e for e in found.edges if e.source == names[0] and e.target == names[3])
    assert skip.layers == ("features.pool0",)


def test_a_module_around_a_single_thing_is_that_thing() -> None:
    assert "avgpool" in {node.id for node in grouping("resnet18").nodes}
    found = grouping("efficientnet_v2_l", frozenset({"features.0"}))
    assert "features.0.0" in {node.id for node in found.nodes}


def test_names_begin_with_a_word_within_their_frame() -> None:
    found = grouping("resnet18", frozenset({"layer2", "layer1.0"}))
    assert {"layer2.0", "layer2.1", "conv1", "bn1", "layer1.1", "fc"} <= set(labels(found))


def test_two_calls_of_a_module_are_two_blocks() -> None:
    found = grouping("Twice")
    assert labels(found) == ["input", "body (1 of 2)", "body (2 of 2)", "mean", "softmax"]
    assert {("body", "body~2"), ("body~2", "mean")} <= edges(found)
    inside = grouping("Twice", frozenset({"body~2"}))
    assert [node.id for node in inside.nodes if node.frame == "body~2"] == [
        "body.conv_1", "body.relu_1", "body.add_1",
    ]  # fmt: skip


def test_a_module_that_others_run_between_is_several_blocks() -> None:
    """`up` reads a concatenation that itself reads `up`: one node for it would be a circle."""
    found = grouping("Unet")
    assert {"down", "up.0", "up.1"} <= {node.id for node in found.nodes}
    assert ("down", "cat_1") in edges(found)


def test_what_hooks_saw_hangs_together_by_its_order_alone() -> None:
    found = grouping("ControlFlow")
    assert [node.id for node in found.nodes] == [layer.name for layer in layers("ControlFlow")]
    ends = {(edge.source, edge.target): edge.known for edge in found.edges}
    assert ends == {
        ("input", "conv"): False, ("conv", "relu"): False, ("relu", "fc"): False,
        ("fc", "logits"): False, ("logits", "softmax"): True,
    }  # fmt: skip


def test_a_closed_module_lies_with_what_was_seen_inside_it() -> None:
    found = grouping("ClosedPart", frozenset({"all"}))
    inside = [node.id for node in found.nodes if node.frame]
    assert inside == ["inner.conv", "inner.relu", "inner.fc", "inner"]
    ends = {(edge.source, edge.target): edge.known for edge in found.edges}
    assert ends["relu", "inner"]
    assert not ends["inner.fc", "inner"]
    closed = grouping("ClosedPart")
    assert ("relu", "inner~1") in edges(closed)
