"""One probability: how much of the sum of exponentials is its own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from convscope.cells import rounding
from convscope.cells.call import Call
from convscope.cells.explanation import Arithmetic, Figures, Operands, Rest
from convscope.cells.strongest import split
from convscope.cells.values import Array, Unclear
from convscope.runs import Run


@dataclass(frozen=True, eq=False)
class Softmax(Operands):
    """The logits of layer `source` that this number was taken among, `count` of them.

    `own` is the place of the cell's; `index` are the places of the largest, the largest first, and
    of the cell's own, with their `logits` and the `exponentials` of these less `shift`, the
    largest of all, which changes no probability and keeps exponentials from overflowing. `total`
    is the sum of all exponentials, `rest` those that are not written out.
    """

    kind: ClassVar[str] = "softmax"
    source: str
    own: int
    logit: float
    count: int
    shift: float
    index: list[int]
    logits: Figures
    exponentials: Figures
    rest: Rest | None
    total: float
    logarithm: bool


def explain(call: Call) -> Arithmetic:
    """The share of one number among those along an axis of the layer."""
    axis = _axis(call)
    along: tuple[Any, ...] = (*call.index[:axis], slice(None), *call.index[axis + 1 :])
    logarithm = "log" in call.op.lower()
    return share(call.source, call.input[along], call.index[axis], call.most, logarithm)


def of_answer(run: Run, logits: str, own: int, most: int | None) -> Arithmetic:
    """The same for the layer that Convscope itself puts behind a network's logits."""
    return share(logits, run.view(logits), own, most)


def share(
    source: str, logits: Array, own: int, most: int | None, logarithm: bool = False
) -> Arithmetic:
    """The share of one number's exponential in the sum of all, or its logarithm."""
    exact = np.asarray(logits, dtype=np.float64)
    shift = float(exact.max())
    with np.errstate(invalid="ignore"):
        exponentials = np.exp(exact - shift)
    total = float(exponentials.sum())
    chosen, rest = _written(exponentials, own, most)
    operands = Softmax(
        source=source,
        own=own,
        logit=float(exact[own]),
        count=len(exact),
        shift=shift,
        index=chosen,
        logits=exact[chosen],
        exponentials=exponentials[chosen],
        rest=rest,
        total=total,
        logarithm=logarithm,
    )
    return _finished(operands)


def _finished(found: Softmax) -> Arithmetic:
    below = found.logit - found.shift
    if found.logarithm:
        logarithm = math.log(found.total)
        magnitude = abs(found.logit) + abs(found.shift) + abs(logarithm)
        error = rounding.of_sum(found.count, magnitude)
        return Arithmetic(
            "logit − shift − log(sum of exponentials)", below - logarithm, error, found
        )
    explained = float(np.exp(below) / found.total)
    # The exponential of a number is as many times less exact as the number is large.
    error = rounding.of_sum(found.count, explained * (1 + abs(below)))
    return Arithmetic("exp(logit − shift) / sum of exponentials", explained, error, found)


def _written(exponentials: Figures, own: int, most: int | None) -> tuple[list[int], Rest | None]:
    """The places of the largest and of the cell's own, and the rest."""
    chosen, rest = split(exponentials, most)
    places: list[int] = chosen.tolist()
    if rest is None or own in places:
        return places, rest
    left = Rest(rest.count - 1, rest.total - float(exponentials[own]))
    return [*places, own], left if left.count else None


def _axis(call: Call) -> int:
    dim = call.setting("dim")
    if dim is None:
        # Softmax2d runs across the channels.
        if call.op != "Softmax2d":
            raise Unclear("Along which axis it runs is not written down.")
        dim = -3
    return int(dim) % call.input.ndim
