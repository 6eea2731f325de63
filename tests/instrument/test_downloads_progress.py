"""Bytes and rates, against a clock that the test moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convscope.downloads.commands import describe
from convscope.downloads.progress import MARK_SECONDS, WINDOW_SECONDS, Meter, Progress

steps = st.lists(st.tuples(st.floats(0, 2), st.integers(0, 10**9)), min_size=1, max_size=60)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@given(begin=st.integers(0, 10**9), steps=steps)
def test_no_byte_is_lost_or_counted_twice(begin, steps):
    clock = Clock()
    meter = Meter(clock)
    meter.begin(begin, None)
    for seconds, count in steps:
        clock.now += seconds
        meter.add(count)
    assert meter.now().done == begin + sum(count for _, count in steps)


@given(rate=st.integers(1, 10**9), steps=st.lists(st.integers(1, 30), min_size=1, max_size=60))
def test_a_steady_stream_has_its_rate_however_it_is_cut(rate, steps):
    clock = Clock()
    meter = Meter(clock)
    meter.begin(12345, None)
    for eighths in steps:
        clock.now += eighths / 8
        assert meter.add(rate * eighths).rate == pytest.approx(rate * 8)


@given(steps=steps)
def test_there_is_no_rate_of_too_short_a_time(steps):
    clock = Clock()
    meter = Meter(clock)
    for seconds, count in steps:
        clock.now += seconds
        assert (meter.add(count).rate is None) == (clock.now - 100 < MARK_SECONDS)


def test_the_rate_is_that_of_the_last_seconds():
    clock = Clock()
    meter = Meter(clock)
    meter.begin(0, None)
    for _ in range(100):
        clock.now += 0.5
        meter.add(1000)
    assert meter.now().rate == 2000
    clock.now += WINDOW_SECONDS
    assert meter.add(0).rate == 0


def test_bytes_of_an_earlier_attempt_count_for_no_rate():
    clock = Clock()
    meter = Meter(clock)
    assert meter.begin(10**9, 2 * 10**9) == Progress(10**9, 2 * 10**9, None)
    clock.now += 2
    assert meter.add(4000) == Progress(10**9 + 4000, 2 * 10**9, 2000, 4000)


def test_to_begin_anew_forgets_the_rate():
    clock = Clock()
    meter = Meter(clock)
    clock.now += 1
    meter.add(1000)
    assert meter.begin(0, 5) == Progress(0, 5, None, 1000)


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress(0, None, None), "0.0 MB"),
        (Progress(45_100_000, 97_800_000, None), "45.1 MB of 97.8 MB (46%)"),
        (Progress(45_100_000, None, 12_340_000), "45.1 MB, 12.3 MB/s"),
        (Progress(2_450_000_000, 2_450_000_000, 1e6), "2,450.0 MB of 2,450.0 MB (100%), 1.0 MB/s"),
    ],
)
def test_progress_in_words(progress, words):
    assert describe(progress) == words
