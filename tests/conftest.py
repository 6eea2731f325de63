"""What all tests share: how Hypothesis searches."""

from __future__ import annotations

import os

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
