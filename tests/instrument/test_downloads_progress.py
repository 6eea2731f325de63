"""Bytes and rates, against a clock that the test moves."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convscope.downloads.commands import describe
from convscope.downloads.progress import REPORT_SECONDS, WINDOW_SECONDS, Meter, Progress

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
    for tenths in steps:
        clock.now += tenths / 8
        told = meter.add(rate * tenths)
        assert told is not None
        assert told.rate == pytest.approx(rate * 8)


@given(steps=steps)
def test_reports_are_apart(steps):
    clock = Clock()
    meter = Meter(clock)
    meter.begin(0, None)
    told = [clock.now]
    for seconds, count in steps:
        clock.now += seconds
        if meter.add(count) is not None:
            told.append(clock.now)
    assert all(after - before >= REPORT_SECONDS for before, after in itertools.pairwise(told))


def test_the_rate_is_that_of_the_last_seconds():
    clock = Clock()
    meter = Meter(clock)
    meter.begin(0, None)
    for _ in range(100):
        clock.now += 0.5
        meter.add(1000)
    clock.now += WINDOW_SECONDS + 1
    assert meter.add(0).rate < 500
    clock.now += WINDOW_SECONDS + 1
    assert meter.add(0).rate == 0


def test_bytes_of_an_earlier_attempt_count_for_no_rate():
    clock = Clock()
    meter = Meter(clock)
    assert meter.begin(10**9, 2 * 10**9) == Progress(10**9, 2 * 10**9, None)
    clock.now += 2
    assert meter.add(4000) == Progress(10**9 + 4000, 2 * 10**9, 2000)


def test_to_begin_anew_forgets_the_rate():
    clock = Clock()
    meter = Meter(clock)
    clock.now += 1
    meter.add(1000)
    assert meter.begin(0, 5) == Progress(0, 5, None)


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
