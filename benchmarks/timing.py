"""Times things in turn, A B A B …, so that a drift of the machine's speed meets all alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

ROUNDS = 21
WARM_UP = 3


def in_turn(calls: Mapping[str, Callable[[], Any]], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Milliseconds of every round of every call, the rounds taken in turn after a warm-up."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(WARM_UP + rounds):
        for name, call in calls.items():
            started = time.perf_counter()
            result = call()
            elapsed = (time.perf_counter() - started) * 1000
            # Given back only after the clock has stopped, for every call alike.
            del result
            if number >= WARM_UP:
                times[name].append(elapsed)
    return times


def median(values: list[float]) -> float:
    return statistics.median(values)


def ratio(times: dict[str, list[float]], of: str, to: str) -> float:
    """The median of the ratios round by round."""
    return median([a / b for a, b in zip(times[of], times[to], strict=True)])


def percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
