"""What all tests share: how Hypothesis searches, and that no test leaves a network behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# No test depends on the speed of the machine. CI draws the same examples every time, so that a
# change is judged by itself; elsewhere every run searches on.
settings.register_profile(
    "convscope",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("convscope")

HANDED = "convscope.models.handed"


@pytest.fixture(scope="module", autouse=True)
def _handed_back() -> Iterator[None]:
    """A network that is handed in is listed as long as the program runs: in tests, for one file."""
    before = dict(_handed())
    yield
    now = _handed()
    now.clear()
    now.update(before)


def _handed() -> dict[str, Any]:
    """What is handed in; nothing is where the module, which needs torch, was never imported."""
    return sys.modules[HANDED]._handed if HANDED in sys.modules else {}
