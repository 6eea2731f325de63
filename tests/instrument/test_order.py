"""The order of maps, against one that is worked out value by value."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convscope.errors import BadChannels, BadOption, UnknownChannel
from convscope.order import choose, ranked
from tests.instrument.made_outputs import Floats, noise, outputs


def strength(values: Floats, by: str) -> float:
    finite = [float(value) for value in values.ravel() if math.isfinite(value)]
    if not finite:
        return -math.inf
    return max(finite) if by == "max" else math.fsum(finite) / len(finite)


@given(outputs(nonfinite=True))
def test_the_highest_value_comes_first_and_equals_keep_their_order(maps: Floats) -> None:
    strengths = [strength(one, "max") for one in maps]
    expected = sorted(range(len(maps)), key=lambda channel: (-strengths[channel], channel))
    assert ranked(maps, "max") == expected


@given(outputs(nonfinite=True))
def test_the_highest_mean_comes_first(maps: Floats) -> None:
    order = ranked(maps, "mean")
    means = [strength(maps[channel], "mean") for channel in order]
    assert sorted(order) == list(range(len(maps)))
    for one, other in pairwise(means):
        assert one >= other or one == pytest.approx(other, rel=1e-9)


def test_the_widest_spread_comes_first() -> None:
    maps = noise(30, 8, 8) * np.arange(30, dtype=np.float32).reshape(30, 1, 1)
    assert ranked(maps, "spread") == np.argsort(-maps.std(axis=(1, 2))).tolist()


def test_values_without_places_are_ordered_by_their_size() -> None:
    assert ranked(np.array([1, -5, 3, 0], np.float32), "spread") == [1, 2, 0, 3]
    assert ranked(np.array([1, -5, 3, 0], np.float32), "mean") == [2, 0, 3, 1]


@given(outputs(), st.sampled_from(["spread", "mean", "max"]), st.randoms())
def test_some_channels_are_sorted_among_themselves(maps: Floats, sort: str, random: object) -> None:
    some = random.sample(range(len(maps)), max(1, len(maps) // 2))  # type: ignore[attr-defined]
    channels, chosen = choose(maps, ",".join(map(str, some)), sort)
    assert sorted(channels) == sorted(some)
    assert channels == [some[place] for place in ranked(maps[some], sort)]
    np.testing.assert_array_equal(chosen, maps[channels])


def test_nothing_chosen_is_the_output_itself() -> None:
    values = noise(3, 4, 4)
    assert choose(values)[1] is values
    assert choose(values, "2,0")[0] == [2, 0]
    assert choose(noise(5), "4,1")[1].shape == (2,)
    assert choose(noise(2, 3, 4, 4), "5")[1].shape == (1, 4, 4)


@pytest.mark.parametrize(
    ("channels", "sort", "error"),
    [("5-2", None, BadChannels), ("9", "mean", UnknownChannel), (None, "size", BadOption)],
)
def test_what_cannot_be_chosen_is_refused(channels: str, sort: str, error: type) -> None:
    with pytest.raises(error):
        choose(noise(3, 2, 2), channels, sort)
