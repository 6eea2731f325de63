"""A line of the report: what was measured, the figure, the goal, and whether it is met."""

from __future__ import annotations


def heading(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}")


def line(what: str, figure: float, goal: float, unit: str = "×", *, least: bool = False) -> None:
    """Print one figure beside its goal, the most it may be or, with `least`, the least."""
    met = figure >= goal if least else figure <= goal
    limit = "at least" if least else "at most"
    verdict = "met" if met else "NOT MET"
    print(f"  {what:<58} {figure:8.2f} {unit:<2}  goal: {limit} {goal:g} {unit}  {verdict}")


def note(text: str) -> None:
    print(f"  {text}")
