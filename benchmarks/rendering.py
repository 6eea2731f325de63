"""One layer of 64×112×112 as raw bytes against the same as PNG."""

from __future__ import annotations

import numpy as np

from benchmarks import report
from benchmarks.timing import in_turn, median, ratio
from convscope import render


def main() -> None:
    report.heading("One layer of 64×112×112 as `u8` against `png`")
    values = np.random.default_rng(0).normal(size=(64, 112, 112)).astype(np.float32)
    times = in_turn({"png": lambda: render.png(values), "u8": lambda: render.u8(values)})
    report.line("png takes so many times as long as u8", ratio(times, "png", "u8"), 10, least=True)
    report.note(f"  png {median(times['png']):.1f} ms, u8 {median(times['u8']):.1f} ms")
