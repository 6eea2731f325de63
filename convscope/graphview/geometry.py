"""Boxes, links and lines, as all that is drawn in one frame has them."""

from __future__ import annotations

from dataclasses import dataclass

from convscope.graphview.rows import Place

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """Something to be placed. Arcs may touch the sides of an `open_sided` one."""

    width: float
    height: float
    place: Place = Place.BODY
    open_sided: bool = True


@dataclass(frozen=True)
class Link:
    """From the lower border of one box to the upper border of another.

    `leaves` and `arrives` are how far right of the box's middle it touches the border.
    """

    source: int
    target: int
    leaves: float = 0.0
    arrives: float = 0.0


@dataclass(frozen=True)
class Placed:
    """A box where it stands: `x` is its middle, `y` its upper border, `floor` that of its row."""

    box: Box
    x: float
    y: float
    floor: float

    @property
    def left(self) -> float:
        return self.x - self.box.width / 2

    @property
    def right(self) -> float:
        return self.x + self.box.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.box.height

    @property
    def middle(self) -> float:
        return self.y + self.box.height / 2
