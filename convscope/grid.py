"""A grid of coloured maps as the bytes of a PNG or WebP file."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from convscope.colormaps import NONFINITE, Colours
from convscope.errors import BadOption
from convscope.shrink import Level, enlarge

GAP_PIXELS = 2
GAP_COLOUR = (255, 255, 255)
# What lies between the maps of a picture for light or for dark ground, so that they do not merge.
GAPS = {"light": GAP_COLOUR, "dark": (46, 50, 58)}
MOST_PIXELS = 64_000_000
LONGEST_WEBP_SIDE = 16_383

# Levels 0 to 255 are colours of the map, these two come behind them.
GAP_LEVEL = 256
NONFINITE_LEVEL = 257

Levels = npt.NDArray[np.uint16]


@dataclass(frozen=True)
class Grid:
    """Where `count` maps of height×width pixels lie: row by row, 2 px apart."""

    count: int
    columns: int
    height: int
    width: int

    @property
    def rows(self) -> int:
        return math.ceil(self.count / self.columns)

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width of the picture in pixels."""
        return (
            self.rows * (self.height + GAP_PIXELS) - GAP_PIXELS,
            self.columns * (self.width + GAP_PIXELS) - GAP_PIXELS,
        )


def lay_out(count: int, columns: int | None, height: int, width: int) -> Grid:
    """The grid of `count` maps, as square as can be unless `columns` are given.

    Raises BadOption for a picture of more than 64 million pixels.
    """
    columns = math.ceil(math.sqrt(count)) if columns is None else min(columns, count)
    grid = Grid(count, columns, height, width)
    tall, wide = grid.shape
    if tall * wide > MOST_PIXELS:
        raise BadOption(
            "{count} maps of {width}×{height} pixels make a picture of {pixels:,} pixels, "
            "over the limit of {most:,}. Ask for fewer channels or a smaller size.",
            count=count,
            width=width,
            height=height,
            pixels=tall * wide,
            most=MOST_PIXELS,
        )
    return grid


@dataclass(frozen=True, eq=False)
class Drawing:
    """What is to be drawn: levels (C, h, w), the grid they are enlarged to, and the colours."""

    levels: Levels
    grid: Grid
    lut: Colours
    gap: str = "light"


def encode_png(drawing: Drawing) -> bytes:
    """The bytes of a PNG, compressed quickly rather than tightly."""
    return _save(_picture(drawing), format="PNG", compress_level=1)


def encode_webp(drawing: Drawing) -> bytes:
    """The bytes of a lossless WebP. Raises BadOption where a side is over WebP's 16383 pixels."""
    tall, wide = drawing.grid.shape
    if max(tall, wide) > LONGEST_WEBP_SIDE:
        raise BadOption(
            "A picture of {wide}×{tall} pixels is too long for WebP, which ends at "
            "{longest}. Ask for PNG, fewer channels or another number of columns.",
            wide=wide,
            tall=tall,
            longest=LONGEST_WEBP_SIDE,
        )
    picture = _picture(drawing).convert("RGB")
    return _save(picture, format="WEBP", lossless=True, quality=0, method=0)


def encode_colours(pictures: npt.NDArray[np.uint8], grid: Grid) -> bytes:
    """The bytes of a PNG of pictures that have colours of their own: (N, 3, h, w)."""
    gaps = zip(pictures.swapaxes(0, 1), GAP_COLOUR, strict=True)
    planes = [_arrange(plane, grid, gap) for plane, gap in gaps]
    return _save(Image.fromarray(np.stack(planes, axis=-1)), format="PNG", compress_level=1)


def _picture(drawing: Drawing) -> Image.Image:
    levels, grid = drawing.levels, drawing.grid
    colours = np.vstack([drawing.lut, [GAPS[drawing.gap], NONFINITE]]).astype(np.uint8)
    used = np.bincount(levels.ravel(), minlength=len(colours)) > 0
    used[GAP_LEVEL] = grid.count > 1
    if used.sum() > 256:
        return Image.fromarray(colours.take(_arrange(levels, grid, GAP_LEVEL), axis=0))
    # At most 256 colours are stored with a palette: a third of the size, and several times faster.
    place = (np.cumsum(used) - 1).astype(np.uint8)
    picture = Image.fromarray(_arrange(place[levels], grid, int(place[GAP_LEVEL])))
    picture.putpalette(colours[used].tobytes())
    return picture


def _arrange(levels: npt.NDArray[Level], grid: Grid, gap: int) -> npt.NDArray[Level]:
    tall, wide = grid.height + GAP_PIXELS, grid.width + GAP_PIXELS
    cells = np.full((grid.rows * grid.columns, tall, wide), gap, levels.dtype)
    cells[: grid.count, : grid.height, : grid.width] = enlarge(levels, grid.height, grid.width)
    canvas = cells.reshape(grid.rows, grid.columns, tall, wide).swapaxes(1, 2)
    return canvas.reshape(grid.rows * tall, grid.columns * wide)[:-GAP_PIXELS, :-GAP_PIXELS]


def _save(picture: Image.Image, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, **options)
    return buffer.getvalue()
