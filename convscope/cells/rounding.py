"""How far float32 may lie from the exact result: what decides whether an explanation holds."""

from __future__ import annotations

import math

import numpy as np

# Half the distance from 1 to the next float32.
UNIT = 2.0**-24
SMALLEST = 2.0**-149


def of_sum(terms: int, magnitude: float) -> float:
    """The error to be expected of a sum of `terms` products, each rounded, in any order.

    `magnitude` is the sum of the terms' absolute values. Errors of rounding are as often up as
    down, so that those of n terms grow as √n; a few more are for what is done with the sum.
    """
    return UNIT * (4 + math.sqrt(terms)) * magnitude + SMALLEST


def agree(value: float, explained: float, rounding: float) -> bool:
    """Is `explained` what the network computed, but for rounding? NaN agrees with NaN alone."""
    if math.isnan(value) or math.isnan(explained):
        return math.isnan(value) and math.isnan(explained)
    with np.errstate(over="ignore"):
        return bool(np.float32(explained) == value or abs(explained - value) <= rounding)
