"""What two runs answer, class by class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convscope.runs import Run


@dataclass(frozen=True)
class Verdict:
    """One class, with its probability from 0 to 1 in both runs."""

    index: int
    label: str
    a: float
    b: float


def verdicts(a: Run, b: Run, best: int = 5) -> list[Verdict] | None:
    """The classes among the `best` of either run, the likeliest in one of them first.

    None where the two networks do not tell the same classes apart, or one of them tells none.
    """
    if not a.predictions or _classes(a) != _classes(b):
        return None
    ours, theirs = ({each.index: each for each in run.predictions} for run in (a, b))
    chosen = {each.index for run in (a, b) for each in run.predictions[:best]}
    found = [
        Verdict(index, ours[index].label, ours[index].probability, theirs[index].probability)
        for index in chosen
    ]
    return sorted(found, key=lambda each: (-max(each.a, each.b), each.index))


def _classes(run: Run) -> tuple[int, tuple[str, ...]]:
    return len(run.predictions), run.network.labels
