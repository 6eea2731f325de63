"""Positions near wishes that keep their distances."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convscope.graphview.spread import Gap, spread

COUNT = 6
WISHES = st.lists(st.floats(-100, 100), min_size=COUNT, max_size=COUNT)
DISTANCES = st.lists(st.floats(0, 50), min_size=COUNT - 1, max_size=COUNT - 1)
SLACK = 1e-4


@st.composite
def gaps(draw: st.DrawFn) -> list[Gap]:
    ends = st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1))
    pairs = draw(st.sets(ends.filter(lambda pair: pair[0] < pair[1])))
    return [Gap(left, right, draw(st.floats(0, 50))) for left, right in sorted(pairs)]


@given(WISHES, gaps())
def test_every_distance_is_kept(wishes: list[float], wanted: list[Gap]) -> None:
    found = spread(wishes, wanted)
    assert all(found[gap.right] - found[gap.left] >= gap.distance - SLACK for gap in wanted)


@given(WISHES)
def test_wishes_that_leave_room_come_true(wishes: list[float]) -> None:
    assert spread(wishes, []) == wishes


def isotonic(wishes: list[float], distances: list[float]) -> list[float]:
    """The exact answer for a row, by the formula of isotonic regression: a maximum of minima."""
    offsets = [sum(distances[:at]) for at in range(len(wishes))]
    level = [wish - offset for wish, offset in zip(wishes, offsets, strict=True)]
    return [
        offset
        + max(
            min(sum(level[a : b + 1]) / (b - a + 1) for b in range(at, len(level)))
            for a in range(at + 1)
        )
        for at, offset in enumerate(offsets)
    ]


@given(WISHES, DISTANCES)
def test_a_row_is_as_near_its_wishes_as_can_be(wishes: list[float], distances: list[float]) -> None:
    row = [Gap(at, at + 1, distance) for at, distance in enumerate(distances)]
    assert spread(wishes, row) == pytest.approx(isotonic(wishes, distances), abs=SLACK)
