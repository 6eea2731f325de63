"""What the instrument says of single cells and of weights, imported when first asked for.

It needs torch, which must not be imported before the server listens.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convscope.cells.explanation import Explanation
    from convscope.cells.field import CellField
    from convscope.kernels import Weights
    from convscope.maps import Floats
    from convscope.network import Network
    from convscope.runs import Run

Cell = tuple[int, int, int]


def explain(run: Run, layer: str, cell: Cell, terms: str) -> Explanation:
    """Raises `UnknownChannel`, `UnknownCell`, or `BadOption` for a count of terms that is none."""
    most = _module("cells.strongest").parse_most(terms)
    found: Explanation = _module("cells").explain(run, layer, *cell, most=most)
    return found


def field_of(run: Run, layer: str, cell: Cell) -> CellField:
    """The receptive field of a cell of a layer of the run."""
    found: CellField = _module("cells.field").field_of(run, layer, cell)
    return found


def effective_field(run: Run, layer: str, cell: Cell) -> Floats:
    """Raises `UnknownChannel`, `UnknownCell` or `ModelFailed`; takes as long as a run or two."""
    found: Floats = _module("effective").effective_field(run, layer, cell)
    return found


def weights_of(network: Network, layer: str) -> Weights:
    """Raises `UnknownLayer` or `NoWeights`."""
    found: Weights = _module("kernels").weights_of(network, layer)
    return found


def kernels_png(weights: Weights, **look: Any) -> bytes:
    """Raises `BadOption` or `UnknownChannel`."""
    picture: bytes = _module("kernel_picture").kernels_png(weights, **look)
    return picture


def _module(name: str) -> Any:
    return importlib.import_module(f"convscope.{name}")
