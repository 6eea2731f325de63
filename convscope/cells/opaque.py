"""A number whose arithmetic is not taken apart: the reason, and nothing that might be wrong."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from convscope.cells.explanation import Arithmetic, Operands
from convscope.message import sentence

HOOKED = sentence(
    "This layer lies inside a module that cannot be traced, so that only its output is seen: "
    "what it read is not known."
)
NO_RULE = sentence(
    "The arithmetic of this operation is not taken apart. The layers that it reads are known: "
    "look at those."
)
DISAGREES = sentence(
    "The usual arithmetic of this operation does not give this number: something else happens here "
    "as well, or float32 lost too many digits. Which of the two is not known."
)


@dataclass(frozen=True)
class Opaque(Operands):
    """Why there is no arithmetic, in a sentence or two."""

    kind: ClassVar[str] = "opaque"
    reason: str


def because(reason: str) -> Arithmetic:
    """No arithmetic, for a reason."""
    return Arithmetic("", math.nan, math.nan, Opaque(reason))
