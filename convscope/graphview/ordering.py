"""Rows -> who stands left of whom, so that few edges cross."""

from __future__ import annotations

from convscope.graphview.rows import Rows


def order(rows: Rows) -> list[list[int]]:
    """The vertices of every row from left to right, by igraph's Sugiyama layout."""
    found = rows.by_row()
    if all(len(row) == 1 for row in found):
        return found  # a chain; most frames are one
    across = _across(rows)
    return [sorted(row, key=lambda vertex: across[vertex]) for row in found]


def _across(rows: Rows) -> list[float]:
    # Chains need no igraph, and igraph brings no types.
    from igraph import Graph  # type: ignore[import-untyped]  # noqa: PLC0415

    graph = Graph(len(rows.row), rows.steps, directed=True)
    layout = graph.layout_sugiyama(layers=list(rows.row))
    return [layout[vertex][0] for vertex in range(len(rows.row))]
