"""Outputs of every shape, seen as maps."""

from __future__ import annotations

import numpy as np
import pytest

from convscope.maps import as_maps, interleaved
from tests.instrument.made_outputs import laid_out, noise


@pytest.mark.parametrize(
    ("shape", "maps"),
    [
        ((), (1, 1, 1)),
        ((5,), (5, 1, 1)),
        ((197, 6), (1, 197, 6)),
        ((3, 4, 5), (3, 4, 5)),
        ((2, 3, 4, 5), (6, 4, 5)),
        ((2, 3, 2, 4, 5), (12, 4, 5)),
        ((0,), (0, 1, 1)),
        ((4, 0, 3), (4, 0, 3)),
    ],
)
def test_every_shape_becomes_maps(shape: tuple[int, ...], maps: tuple[int, int, int]) -> None:
    values = noise(*shape)
    seen = as_maps(values)
    assert seen.shape == maps
    assert np.array_equal(seen.ravel(), values.ravel())


def test_channels_last_is_seen_without_a_copy() -> None:
    values = laid_out(noise(3, 4, 5), "channels_last")
    assert np.shares_memory(as_maps(values), values)
    assert interleaved(values)
    assert not interleaved(np.ascontiguousarray(values))
