"""The colours of maps: perceptually uniform tables, by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import cmap
import numpy as np
import numpy.typing as npt

from convscope.maps import Floats
from convscope.options import check_choice

Colours = npt.NDArray[np.uint8]

# NaN and infinities are drawn in this one colour: no table comes near it.
NONFINITE = (255, 0, 255)


@dataclass(frozen=True)
class Colormap:
    """A table of colours: `source` is its name in the cmap package."""

    name: str
    kind: Literal["sequential", "diverging"]
    source: str
    description: str


COLORMAPS: dict[str, Colormap] = {
    colormap.name: colormap
    for colormap in (
        Colormap("viridis", "sequential", "bids:viridis", "dark violet over green to yellow"),
        Colormap("magma", "sequential", "bids:magma", "black over violet to pale yellow"),
        Colormap("grey", "sequential", "matlab:gray", "black to white"),
        Colormap("diverging_light", "diverging", "colorbrewer:RdBu_r", "blue, white at zero, red"),
        Colormap("diverging_dark", "diverging", "crameri:berlin", "blue, black at zero, red"),
    )
}


@cache
def lut(name: str) -> Colours:
    """The 256 colours of a map as a read-only array (256, 3) of uint8, for pixel values 0 to 255.

    Raises BadOption, listing the names, for an unknown one.
    """
    check_choice("colormap", name, COLORMAPS)
    rgba = cmap.Colormap(COLORMAPS[name].source).lut(256)
    colours: Colours = np.rint(np.asarray(rgba)[:, :3] * 255).astype(np.uint8)
    colours.flags.writeable = False
    return colours


def is_diverging(name: str | None) -> bool:
    """Whether a name is that of a table with a middle of its own, which is drawn at zero."""
    return name in COLORMAPS and COLORMAPS[name].kind == "diverging"


def default_colormap(values: Floats) -> str:
    """The map that suits a layer: diverging where it holds negative values, else viridis."""
    return "diverging_light" if bool(np.any(values < 0)) else "viridis"
