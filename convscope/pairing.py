"""Which layer of another run stands beside a layer of this one.

The layer of the same name and shape, if there is one: so it is for two photos through one network,
and for a network and its untrained twin. Else, of the layers of the same kind, those of the same
shape come first, and of these the one at the most nearly equal depth, from 0 for the first layer of
its network to 1 for the last. A kind that the other network does not have is looked for among all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from convscope.layers import Layer

# Depths differ by 1 at most: what weighs more comes first.
_OTHER_SHAPE, _OTHER_KIND = 2.0, 4.0


@dataclass(frozen=True)
class Pair:
    """A layer and its partner in the other run.

    Where their shapes differ, so that nothing can be subtracted, `alike` is the layer of the other
    run that has the same shape and the nearest depth, or None if none has it.
    """

    layer: str
    partner: str
    same_shape: bool
    alike: str | None


def pair(layers: Sequence[Layer], others: Sequence[Layer]) -> list[Pair]:
    """A partner among `others`, of which there is one at least, for each of `layers`, in order."""
    by_name = {other.name: other for other in others}
    apart = np.abs(_depths(len(layers))[:, None] - _depths(len(others)))
    other_shape = _differ([layer.shape for layer in layers], [other.shape for other in others])
    other_kind = _differ([layer.kind for layer in layers], [other.kind for other in others])
    partners = (apart + _OTHER_SHAPE * other_shape + _OTHER_KIND * other_kind).argmin(axis=1)
    alikes = (apart + _OTHER_SHAPE * other_shape).argmin(axis=1)
    pairs = []
    for at, layer in enumerate(layers):
        namesake = by_name.get(layer.name)
        if namesake is not None and namesake.shape == layer.shape:
            pairs.append(Pair(layer.name, namesake.name, True, None))
            continue
        partner, alike = others[partners[at]], others[alikes[at]]
        same = partner.shape == layer.shape
        found = None if same or alike.shape != layer.shape else alike.name
        pairs.append(Pair(layer.name, partner.name, same, found))
    return pairs


def _depths(count: int) -> npt.NDArray[np.float64]:
    return np.arange(count) / max(1, count - 1)


def _differ(ones: Sequence[object], others: Sequence[object]) -> npt.NDArray[np.bool_]:
    """(ones, others): whether they are different."""
    numbers = {each: number for number, each in enumerate([*ones, *others])}
    mine, theirs = ([numbers[each] for each in some] for some in (ones, others))
    return np.not_equal.outer(mine, theirs)
