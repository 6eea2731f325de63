"""One number of the network's input: the photo's level, less the mean, over the deviation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from convscope.cells import rounding
from convscope.cells.explanation import Arithmetic, Operands
from convscope.cells.place import Cell
from convscope.runs import Run

LEVELS = 255


@dataclass(frozen=True)
class Pixel(Operands):
    """A pixel of the photo as the network sees it, cropped and resized: `level` of 0 to 255.

    `y` and `x` are where the middle of it lies in the photo, in pixels.
    """

    kind: ClassVar[str] = "pixel"
    level: int
    mean: float
    std: float
    y: float
    x: float


def explain(run: Run, layer: str, cell: Cell) -> Arithmetic:
    """The number that the network was given for one channel of one pixel."""
    channel, row, column = cell
    preprocess, value = run.network.preprocess, float(run.view(layer)[cell])
    mean, std = preprocess.mean[channel], preprocess.std[channel]
    level = round((value * std + mean) * LEVELS)
    y, x = run.frame.to_photo(row, column, preprocess.height, preprocess.width)
    explained = (level / LEVELS - mean) / std
    error = rounding.of_sum(3, (abs(level / LEVELS) + abs(mean)) / std)
    return Arithmetic(
        "(level / 255 − mean) / deviation", explained, error, Pixel(level, mean, std, y, x)
    )
