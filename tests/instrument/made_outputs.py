"""Outputs of made-up layers, in every layout that they have in memory."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

Floats = npt.NDArray[np.float32]
Layout = Literal["contiguous", "channels_last", "strided"]

LAYOUTS: tuple[Layout, ...] = ("contiguous", "channels_last", "strided")


def noise(*shape: int, seed: int = 0) -> Floats:
    """Normally distributed values."""
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def laid_out(values: Floats, layout: Layout) -> Floats:
    """The same (C, H, W) values, lying in memory as a layout has them."""
    match layout:
        case "contiguous":
            return np.ascontiguousarray(values)
        case "channels_last":
            return np.ascontiguousarray(values.transpose(1, 2, 0)).transpose(2, 0, 1)
        case "strided":
            wide = np.zeros((values.shape[0], values.shape[1], 2 * values.shape[2]), np.float32)
            wide[:, :, ::2] = values
            return wide[:, :, ::2]


def floats(*, nonfinite: bool = False) -> st.SearchStrategy[float]:
    """Values of any magnitude, with zeros of both signs."""
    return st.floats(width=32, allow_nan=nonfinite, allow_infinity=nonfinite)


@st.composite
def outputs(draw: st.DrawFn, *, nonfinite: bool = False) -> Floats:
    """A small (C, H, W) output of any layout."""
    shape = draw(hnp.array_shapes(min_dims=3, max_dims=3, min_side=1, max_side=6))
    values = draw(hnp.arrays(np.float32, shape, elements=floats(nonfinite=nonfinite)))
    return laid_out(values, draw(st.sampled_from(LAYOUTS)))
