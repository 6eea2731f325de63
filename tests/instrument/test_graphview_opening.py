"""Which blocks are open, when nobody says and when somebody does."""

from __future__ import annotations

import pytest

from convscope.errors import BadOption
from convscope.graphview.blocks import Block
from convscope.graphview.grouping import group
from convscope.graphview.opening import easily_read, opened
from tests.instrument.graph_networks import REAL, block_tree, layers


def shown(name: str, ids: frozenset[str]) -> int:
    return len(group(layers(name), block_tree(name), ids).nodes)


def depth(block: Block) -> int:
    return block.path.count(".")


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("most", [10, 60])
def test_no_more_nodes_than_are_easily_read(name: str, most: int) -> None:
    blocks = {block.id: block for block in block_tree(name).blocks()}
    found = easily_read(block_tree(name), most)
    closed = [block for id, block in blocks.items() if id not in found]
    assert not found or shown(name, found) <= most
    # Whole depths are open, and the next one would be too much.
    assert all(depth(blocks[id]) < depth(block) for id in found for block in closed)
    if closed:
        next_depth = min(map(depth, closed))
        more = found | {block.id for block in closed if depth(block) == next_depth}
        assert shown(name, more) > most


def test_a_small_network_shows_all_of_its_layers() -> None:
    assert shown("resnet_mini", opened(block_tree("resnet_mini"), None)) == len(
        layers("resnet_mini")
    )


def test_a_block_is_open_only_with_those_around_it() -> None:
    wanted = ["features.denseblock1.denselayer2"]
    assert opened(block_tree("densenet201"), wanted) == {
        "features", "features.denseblock1", "features.denseblock1.denselayer2",
    }  # fmt: skip


def test_nothing_and_everything_can_be_asked_for() -> None:
    network = block_tree("resnet_mini")
    assert opened(network, []) == frozenset()
    assert opened(network, ["all"]) == {block.id for block in network.blocks()}


def test_a_block_that_is_not_there_is_refused_with_some_that_are() -> None:
    with pytest.raises(BadOption, match=r"'layer9'.*layer1, layer1.0, layer1.1, layer2, …"):
        opened(block_tree("resnet18"), ["layer9"])
    with pytest.raises(BadOption, match=r"'conv1'.*has none"):
        opened(block_tree("lenet5"), ["conv1"])
