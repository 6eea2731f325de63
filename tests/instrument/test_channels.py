"""Channel lists: what is understood, and what is refused in which words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convscope.channels import format_channels, parse_channels
from convscope.errors import BadChannels, UnknownChannel


@pytest.mark.parametrize(
    ("spec", "channels"),
    [
        (None, list(range(12))),
        ("0", [0]),
        ("0,3,5-9", [0, 3, 5, 6, 7, 8, 9]),
        ("9,1", [9, 1]),
        ("4-4", [4]),
        (" 1 , 2 - 3 ", [1, 2, 3]),
        ("007", [7]),
        ("11", [11]),
    ],
)
def test_lists_are_read_in_their_order(spec: str | None, channels: list[int]) -> None:
    assert parse_channels(spec, 12) == channels


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("5-2", "Write it as 2-5"),
        ("", "such as 0,3,5-9"),
        ("1,,2", "such as 0,3,5-9"),
        ("-1", "such as 0,3,5-9"),
        ("1-", "such as 0,3,5-9"),
        ("1.5", "such as 0,3,5-9"),
        ("٣", "such as 0,3,5-9"),
        ("9" * 5000, "such as 0,3,5-9"),
        ("1,0-2", "names 1 twice"),
    ],
)
def test_what_cannot_be_read_is_refused(spec: str, words: str) -> None:
    with pytest.raises(BadChannels, match=words) as refused:
        parse_channels(spec, 12)
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("spec", ["12", "999", "3-12", "0-999999999"])
def test_channels_that_the_layer_lacks_are_unknown(spec: str) -> None:
    with pytest.raises(UnknownChannel, match="12 channels, numbered 0 to 11"):
        parse_channels(spec, 12)


def test_a_single_channel_is_told_as_one() -> None:
    with pytest.raises(UnknownChannel, match="one channel, number 0"):
        parse_channels("1", 1)


@given(st.lists(st.integers(0, 500), min_size=1, unique=True))
def test_any_list_comes_back_as_it_was_written(channels: list[int]) -> None:
    assert parse_channels(",".join(map(str, channels)), 501) == channels


@pytest.mark.parametrize(
    ("channels", "spec"),
    [
        (range(1280), "0-1279"),
        ([0, 3, 5, 6, 7, 8, 9], "0,3,5-9"),
        ([9, 8, 1, 2], "9,8,1-2"),
        ([4], "4"),
    ],
)
def test_channels_are_written_as_ranges(channels: Sequence[int], spec: str) -> None:
    assert format_channels(channels) == spec


@given(st.lists(st.integers(0, 30), unique=True, min_size=1))
def test_what_is_written_is_read_as_the_same(channels: list[int]) -> None:
    assert parse_channels(format_channels(channels), 31) == channels
