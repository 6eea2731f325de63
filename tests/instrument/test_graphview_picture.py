"""The drawing: nothing overlaps, frames hold what is theirs, lines lead from node to node."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convscope.graphview.blocks import tree
from convscope.graphview.geometry import Point
from convscope.graphview.grouping import Edge
from convscope.graphview.picture import Picture, Spot, draw
from convscope.graphview.sizes import BELOW
from convscope.layers import Layer
from tests.instrument.graph_networks import REAL, expansions, layers, made_up

SLACK = 0.2  # of pixels: everything is rounded to a tenth


def spots(picture: Picture) -> dict[str, Spot]:
    return {each.id: spot for each, spot in (*picture.nodes, *picture.frames)}


def lines(picture: Picture) -> Iterator[tuple[Edge, tuple[Point, ...]]]:
    return ((edge, line.points) for edge, line in picture.edges)


def overlap(one: Spot, other: Spot) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > SLACK and down > SLACK


def holds(outer: Spot, inner: Spot) -> bool:
    return (
        outer.x - SLACK <= inner.x
        and outer.y - SLACK <= inner.y
        and inner.x + inner.width <= outer.x + outer.width + SLACK
        and inner.y + inner.height <= outer.y + outer.height + SLACK
    )


def curve(points: tuple[Point, ...], steps: int = 8) -> Iterator[Point]:
    """Points on the curve that touches the middles of the lines between `points`."""
    if len(points) == 2:
        yield from points
        return
    middles = [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in pairwise(points)]
    ends = [points[0], *middles[1:-1], points[-1]]
    for (start, end), control in zip(pairwise(ends), points[1:-1], strict=True):
        for step in range(steps + 1):
            t = step / steps
            yield tuple(
                (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c
                for a, b, c in zip(start, control, end, strict=True)
            )


def assert_tidy(picture: Picture) -> None:
    nodes = [spot for _, spot in picture.nodes]
    by_height = sorted(nodes, key=lambda spot: spot.y)
    assert not any(
        overlap(one, other)
        for at, one in enumerate(by_height)
        for other in by_height[at + 1 :]
        if other.y < one.y + one.height
    )
    whole = Spot(0, 0, picture.width, picture.height)
    of = spots(picture)
    for each, spot in (*picture.nodes, *picture.frames):
        assert holds(of[each.frame] if each.frame else whole, spot), each.id
    for (one, a), (other, b) in combinations(picture.frames, 2):
        if one.frame == other.frame:
            assert not overlap(a, b), (one.id, other.id)
    assert_lines_meet_their_nodes(picture)


def assert_lines_meet_their_nodes(picture: Picture) -> None:
    of = spots(picture)
    for edge, line in lines(picture):
        source, target = of[edge.source], of[edge.target]
        assert all(
            -SLACK <= x <= picture.width + SLACK and -SLACK <= y <= picture.height + SLACK
            for x, y in line
        )
        below = source.y + source.height - SLACK <= line[0][1] <= source.y + source.height + SLACK
        beside = abs(line[0][0] - source.x - source.width) <= SLACK
        assert below or beside
        above = abs(line[-1][1] - target.y) <= SLACK
        assert above or abs(line[-1][0] - target.x - target.width) <= SLACK
        assert line[0][1] < line[-1][1]


def assert_lines_pass_beside(picture: Picture) -> None:
    """No line goes through a node that is not its own."""
    for edge, line in lines(picture):
        for x, y in curve(line):
            for node, spot in picture.nodes:
                within = spot.x < x - 1 < x + 1 < spot.x + spot.width
                if within and spot.y < y - 1 < y + 1 < spot.y + spot.height:
                    assert node.id in (edge.source, edge.target), (edge.source, edge.target)


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("expanded", [[], None, ["all"]])
def test_drawings_are_tidy(name: str, expanded: list[str] | None) -> None:
    assert_tidy(draw(layers(name), expanded))


@pytest.mark.parametrize(
    "name", ["lenet5", "googlenet_mini", "resnet_mini", "efficientnet_mini_b0", "resnet18", "Gate"]
)
@settings(max_examples=8)
@given(data=st.data())
def test_lines_pass_beside_what_is_not_theirs(name: str, data: st.DataObject) -> None:
    picture = draw(layers(name), data.draw(expansions(name)))
    assert_tidy(picture)
    assert_lines_pass_beside(picture)


@settings(max_examples=60)
@given(network=made_up(), data=st.data())
def test_networks_of_any_shape_are_drawn_tidily(
    network: tuple[Layer, ...], data: st.DataObject
) -> None:
    ids = [block.id for block in tree(network).blocks()]
    wanted = data.draw(st.frozensets(st.sampled_from(ids))) if ids else frozenset()
    assert_tidy(draw(network, wanted))


def test_a_chain_is_one_straight_column() -> None:
    picture = draw(layers("lenet5"))
    assert len({spot.x for _, spot in picture.nodes}) == 1
    assert all(len(line) == 2 and line[0][0] == line[1][0] for _, line in lines(picture))


def test_branches_stand_side_by_side_around_what_they_read() -> None:
    picture = draw(layers("googlenet_mini"), ["inception3a"])
    of = spots(picture)
    firsts = [
        of[f"inception3a.{name}"]
        for name in ("branch1x1", "branch3x3_reduce", "branch5x5_reduce", "branch_pool")
    ]
    assert len({spot.y for spot in firsts}) == 1
    assert [spot.x for spot in firsts] == sorted(spot.x for spot in firsts)
    middle = sum(spot.x for spot in firsts) / 4
    for joined in ("pool1", "inception3a.cat"):
        assert of[joined].x == pytest.approx(middle, abs=SLACK)


def test_closed_blocks_of_a_branch_follow_each_other_closely() -> None:
    of = spots(draw(layers("googlenet_mini"), ["inception3a"]))
    above, below = of["inception3a.branch3x3_reduce"], of["inception3a.branch3x3"]
    assert below.y == above.y + above.height + BELOW


def test_beside_an_open_block_the_other_branch_goes_on() -> None:
    of = spots(draw(layers("resnet_mini")))
    rows = [of[f"block2.0.{name}"].y for name in ("conv1", "bn1", "relu1", "conv2", "bn2")]
    assert {round(below - above, 1) for above, below in pairwise(rows)} == {62.0}
    assert of["block2.0.shortcut"].y == rows[0]


def test_a_skip_is_an_arc_into_the_side_of_its_addition() -> None:
    picture = draw(layers("resnet_mini"))
    of = spots(picture)
    (line,) = (
        line
        for edge, line in lines(picture)
        if (edge.source, edge.target) == ("pool", "block1.0.add")
    )
    added = of["block1.0.add"]
    assert line[-1] == (added.x + added.width, added.y + added.height / 2)
    assert max(x for x, _ in line) > added.x + added.width


def test_what_has_another_way_around_it_is_a_skip() -> None:
    skips = {
        (edge.source, edge.target)
        for edge, line in draw(layers("efficientnet_mini_b0"), ["all"]).edges
        if line.skip
    }
    named = {layer.name: layer for layer in layers("efficientnet_mini_b0")}
    joined = {target for _, target in skips}
    assert {named[target].kind for target in joined} == {"addition", "multiplication"}
    assert {
        n for n, layer in named.items() if layer.kind in ("addition", "multiplication")
    } == joined
    assert not any(line.skip for _, line in draw(layers("googlenet_mini"), ["all"]).edges)


def test_longer_arcs_lie_further_out() -> None:
    picture = draw(layers("densenet201"), ["features.denseblock1"])
    reach = {
        edge.target: max(x for x, _ in line)
        for edge, line in lines(picture)
        if edge.source == "features.denseblock1.denselayer1"
    }
    assert len(reach) == 6
    assert list(reach.values()) == sorted(reach.values())


def test_the_same_network_is_drawn_the_same() -> None:
    assert draw(layers("googlenet_mini")) == draw(layers("googlenet_mini"))
