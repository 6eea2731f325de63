"""The ten digits among the samples, drawn from their strokes: `python -m convscope.samples.pen`."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Floats = NDArray[np.float64]

# As MNIST places its digits: 20 pixels high in a picture of 28, the ink's centre in the middle.
SIDE, HEIGHT = 28, 20
# Pixels of the picture to one of the 28, so that a digit can be seen large.
ENLARGED = 10
# Half the width of the line, in pixels of the 28: what the pen starts and ends with, and between.
THIN, THICK = 0.85, 1.2
STEPS = 24


def digits() -> dict[str, list[Floats]]:
    """The strokes of each digit by its id: arrays of points (across, down), in any unit."""
    text = files(__package__).joinpath("digits.toml").read_text(encoding="utf-8")
    return {
        digit["id"]: [np.array(stroke, dtype=np.float64) for stroke in digit["strokes"]]
        for digit in tomllib.loads(text)["digit"]
    }


def draw(strokes: list[Floats]) -> Image.Image:
    """White strokes on black: a grey picture of 280 × 280 pixels, its edges smooth."""
    curves = _place([_smooth(stroke) for stroke in strokes])
    ink = np.maximum.reduce([_ink(curve) for curve in curves])
    return Image.fromarray(np.rint(ink * 255).astype(np.uint8))


def _smooth(points: Floats) -> Floats:
    """A curve through all points (Catmull and Rom's), in small steps."""
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    before, start, stop, after = (ends[at : len(ends) - 3 + at, None] for at in range(4))
    t = np.linspace(0, 1, STEPS, endpoint=False)[None, :, None]
    bend = (
        2 * start
        + (stop - before) * t
        + (2 * before - 5 * start + 4 * stop - after) * t**2
        + (3 * start - before - 3 * stop + after) * t**3
    ) / 2
    return np.vstack([bend.reshape(-1, 2), points[-1:]])


def _place(curves: list[Floats]) -> list[Floats]:
    """The curves in pixels of the 28: as high as a digit is, its ink centred."""
    points = np.vstack(curves)
    scale = (HEIGHT - 2 * THICK) / np.ptp(points, axis=0).max()
    steps = np.vstack([np.diff(curve, axis=0) for curve in curves])
    middles = np.vstack([(curve[1:] + curve[:-1]) / 2 for curve in curves])
    centre = np.average(middles, axis=0, weights=np.hypot(*steps.T))
    return [(curve - centre) * scale + SIDE / 2 for curve in curves]


def _ink(curve: Floats) -> Floats:
    """How much of each pixel of the picture one stroke covers, 0 to 1."""
    centres = (np.arange(SIDE * ENLARGED) + 0.5) / ENLARGED
    down, across = np.meshgrid(centres, centres, indexing="ij")
    depth = np.full(down.shape, -np.inf)
    for (x, y), radius in zip(curve, _pressure(len(curve)), strict=True):
        np.maximum(depth, radius - np.hypot(across - x, down - y), out=depth)
    return np.clip(depth * ENLARGED + 0.5, 0, 1)


def _pressure(points: int) -> Floats:
    """Half the width of the line at each point: a pen is put down and lifted."""
    along = np.linspace(0, 1, points)
    return THIN + (THICK - THIN) * np.sin(np.pi * along) ** 0.5


def main() -> None:
    """Draw all ten anew, beside this file."""
    for id, strokes in digits().items():
        draw(strokes).save(Path(__file__).with_name(f"{id}.png"), optimize=True)


if __name__ == "__main__":
    main()
