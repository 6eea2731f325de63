"""The skeleton, the rows and the order of a graph, against networkx."""

from __future__ import annotations

from itertools import combinations, pairwise

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convscope.graphview.ordering import order
from convscope.graphview.rows import Place, rows
from convscope.graphview.skeleton import Pair, reachable, skeleton, topological

COUNT = 9
ANY = st.sets(st.sampled_from(list(combinations(range(COUNT), 2))))


def graph_of(pairs: set[Pair]) -> networkx.DiGraph:
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(COUNT))
    graph.add_edges_from(pairs)
    return graph


@given(ANY, st.permutations(range(COUNT)))
def test_topological_order_puts_every_source_first(pairs: set[Pair], names: list[int]) -> None:
    renamed = {(names[source], names[target]) for source, target in pairs}
    found = topological(COUNT, renamed)
    assert sorted(found) == list(range(COUNT))
    assert all(found.index(source) < found.index(target) for source, target in renamed)


@given(ANY)
def test_the_skeleton_is_the_transitive_reduction(pairs: set[Pair]) -> None:
    carrying, skips = skeleton(COUNT, pairs)
    assert carrying == set(networkx.transitive_reduction(graph_of(pairs)).edges)
    assert carrying | skips == pairs
    assert not carrying & skips


@given(ANY)
def test_what_can_be_reached(pairs: set[Pair]) -> None:
    targets = [[target for source, target in pairs if source == vertex] for vertex in range(COUNT)]
    reach = reachable(targets, topological(COUNT, pairs))
    for vertex in range(COUNT):
        found = {other for other in range(COUNT) if reach[vertex] >> other & 1}
        assert found == networkx.descendants(graph_of(pairs), vertex)


@given(ANY)
def test_rows_are_as_far_down_as_the_longest_way(pairs: set[Pair]) -> None:
    found = rows([Place.BODY] * COUNT, [1] * COUNT, pairs)
    for vertex in range(COUNT):
        above = networkx.ancestors(graph_of(pairs), vertex) | {vertex}
        assert found.row[vertex] == networkx.dag_longest_path_length(
            graph_of(pairs).subgraph(above)
        )


@given(ANY)
def test_every_edge_goes_from_row_to_row(pairs: set[Pair]) -> None:
    found = rows([Place.BODY] * COUNT, [1] * COUNT, pairs)
    assert set(found.ways) == pairs
    for (source, target), way in found.ways.items():
        assert (way[0], way[-1]) == (source, target)
    assert all(found.row[target] == found.row[source] + 1 for source, target in found.steps)
    bends = [vertex for way in found.ways.values() for vertex in way[1:-1]]
    assert sorted(bends) == list(range(COUNT, len(found.row)))


def test_entries_are_at_the_top_and_exits_at_the_bottom() -> None:
    places = [Place.BODY, Place.BODY, Place.BODY, Place.ENTRY, Place.EXIT]
    found = rows(places, [1] * 5, {(3, 0), (0, 1), (0, 4)})
    assert found.row == (1, 2, 1, 0, 3, 2)
    assert found.ways[0, 4] == (0, 5, 4)


def test_high_boxes_take_several_rows_and_others_go_on_beside_them() -> None:
    """A fork into a box three rows high and a chain of two, and their join."""
    found = rows([Place.BODY] * 5, [1, 3, 1, 1, 1], {(0, 1), (0, 2), (2, 3), (1, 4), (3, 4)})
    assert found.row == (0, 1, 1, 2, 4, 2, 3, 3)
    assert found.slices[1] == (1, 5, 6)
    assert found.ways[1, 4] == (6, 4)
    assert found.ways[3, 4] == (3, 7, 4)
    assert {(1, 5), (5, 6), (6, 4)} <= set(found.steps)


@given(ANY)
def test_an_order_has_every_vertex_of_a_row_once(pairs: set[Pair]) -> None:
    found = rows([Place.BODY] * COUNT, [1] * COUNT, pairs)
    ordered = order(found)
    assert [sorted(row) for row in ordered] == found.by_row()


@pytest.mark.parametrize("branches", [2, 4])
def test_branches_that_need_not_cross_do_not(branches: int) -> None:
    """A fork into chains and a join: every row has the chains in the same order."""
    length, last = 3, 3 * branches + 1
    pairs = set()
    for branch in range(branches):
        chain = [0, *(1 + branch + branches * step for step in range(length)), last]
        pairs |= set(pairwise(chain))
    ordered = order(rows([Place.BODY] * (last + 1), [1] * (last + 1), pairs))
    places = [[(vertex - 1) % branches for vertex in row] for row in ordered[1:-1]]
    assert places[0] == places[1] == places[2]
