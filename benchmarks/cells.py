"""Cells of whole networks taken apart: how many a second; and their receptive fields."""

from __future__ import annotations

import time
from collections import defaultdict

import numpy as np

from benchmarks import networks, report
from benchmarks.timing import in_turn, median
from convscope.cells import explain
from convscope.cells.field import field_of
from convscope.cells.place import maps_shape
from convscope.effective import effective_field
from convscope.network import Network
from convscope.runs import Run, run
from convscope.samples import read_sample

NAMES = (networks.DEFAULT, "alexnet", "googlenet", "resnet50", "densenet121")
CELLS = 1000
GOAL_MS = 5

Cell = tuple[str, tuple[int, int, int]]


def main() -> None:
    report.heading(f"Cells taken apart ({CELLS} of each network at 224 px, drawn at random)")
    for name in NAMES:
        _measure(name)


def _measure(name: str) -> None:
    captured = run(Network.of_module(networks.make(name)), read_sample("cat"))
    cells = _drawn(captured)
    by_kind: defaultdict[str, list[float]] = defaultdict(list)
    for layer, cell in cells:
        started = time.perf_counter()
        kind = explain(captured, layer, *cell).kind
        by_kind[kind].append((time.perf_counter() - started) * 1000)
    times = [each for some in by_kind.values() for each in some]
    report.line(f"{name}: one cell, the mean", sum(times) / len(times), GOAL_MS, "ms")
    report.note(f"  {1000 * len(times) / sum(times):,.0f} cells a second; medians by kind:")
    kinds = (f"{kind} {median(some):.2f} ms" for kind, some in sorted(by_kind.items()))
    report.note(f"  {', '.join(kinds)}")
    _fields(captured, cells[0])


def _fields(captured: Run, drawn: Cell) -> None:
    layer, cell = drawn
    times = in_turn(
        {
            "theoretical": lambda: field_of(captured, layer, *cell[1:]),
            "effective": lambda: effective_field(captured, layer, cell),
        },
        rounds=5,
    )
    figures = ", ".join(f"{name} {median(some):.1f} ms" for name, some in times.items())
    report.note(f"  receptive field of a cell of {layer}: {figures}")


def _drawn(captured: Run) -> list[Cell]:
    """Cells of layers drawn at random, a small layer as often as a large one."""
    rng = np.random.default_rng(0)
    cells = []
    for number in rng.integers(len(captured.layers), size=CELLS):
        layer = captured.layers[number].name
        bounds = maps_shape(captured.view(layer).shape)
        cells.append((layer, tuple(rng.integers(bounds).tolist())))
    return cells
