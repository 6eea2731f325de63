"""How one number came about: what every explanation has, whatever kind of layer it is of."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from convscope.cells.place import Cell

Figures = NDArray[np.float64]


class Operands:
    """What an explanation of one kind is made of. `kind` tells the kinds apart."""

    kind: ClassVar[str]


@dataclass(frozen=True)
class Source:
    """A number that went in: a cell of a layer, an entry of a parameter, or neither: a constant."""

    value: float
    layer: str | None = None
    cell: Cell | None = None
    parameter: str | None = None


@dataclass(frozen=True)
class Rest:
    """The terms that are not written out, as one."""

    count: int
    total: float


@dataclass(frozen=True)
class Arithmetic:
    """What the explainer of one kind of layer found.

    `explained` is worked out in float64 from `operands`; rounding to float32 along the way may
    move the network's own result by about `rounding`. `formula` is short, in words of the field.
    """

    formula: str
    explained: float
    rounding: float
    operands: Operands


@dataclass(frozen=True)
class Explanation:
    """How one cell of a layer came about.

    `value` is what the network computed. `explained` is the same worked out from `operands`, and
    None where that is not known (`kind` is "opaque"). `inputs` are the layers that were read.
    """

    layer: str
    op: str
    cell: Cell
    value: float
    inputs: tuple[str, ...]
    formula: str
    explained: float | None
    rounding: float | None
    operands: Operands

    @property
    def kind(self) -> str:
        return self.operands.kind

    @property
    def difference(self) -> float | None:
        """`explained` less `value`."""
        return None if self.explained is None else self.explained - self.value

    @property
    def nonfinite(self) -> int:
        """How many of the numbers shown are NaN or infinite."""
        return _nonfinite(self.value) + _nonfinite(self.operands)


def _nonfinite(part: Any) -> int:
    if isinstance(part, float):
        return int(not np.isfinite(part))
    if isinstance(part, np.ndarray):
        return int(part.size - np.count_nonzero(np.isfinite(part)))
    if isinstance(part, list | tuple):
        return sum(_nonfinite(each) for each in part)
    if dataclasses.is_dataclass(part):
        return sum(_nonfinite(getattr(part, each.name)) for each in dataclasses.fields(part))
    return 0
