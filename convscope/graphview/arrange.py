"""One frame: boxes and links -> where each box stands, and the line of each link."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from convscope.graphview.arcs import Ground, arc, bulge
from convscope.graphview.columns import across
from convscope.graphview.geometry import Box, Link, Placed, Point
from convscope.graphview.ordering import order
from convscope.graphview.routes import STRAIGHT, route
from convscope.graphview.rows import Rows, rows
from convscope.graphview.sizes import APART, BELOW, BESIDE, BLOCK, ROW, SLANT, STEEPEST
from convscope.graphview.skeleton import Pair, members, reachable, skeleton, topological

BEND = Box(0.0, 0.0)


@dataclass(frozen=True)
class Arrangement:
    """Boxes, and the lines of links and whether they are skips, each in the order given."""

    placed: tuple[Placed, ...]
    lines: tuple[tuple[Point, ...], ...]
    skips: tuple[bool, ...]

    @property
    def left(self) -> float:
        return min(
            [each.left for each in self.placed] + [x for line in self.lines for x, _ in line]
        )

    @property
    def right(self) -> float:
        return max(
            [each.right for each in self.placed] + [x for line in self.lines for x, _ in line]
        )

    @property
    def bottom(self) -> float:
        return max(each.floor for each in self.placed)


def arrange(boxes: Sequence[Box], links: Sequence[Link]) -> Arrangement:
    """Place boxes from top to bottom along their links, which make no cycle."""
    pairs = {(link.source, link.target) for link in links}
    carrying, skips = skeleton(len(boxes), pairs)
    passed = _passed(len(boxes), pairs, skips)
    heights = _in_rows(boxes, carrying)
    placing = _Placing(boxes, links, rows([box.place for box in boxes], heights, carrying), passed)
    placed = placing.place()
    skipping = tuple((link.source, link.target) in skips for link in links)
    ground = Ground(placed[: len(boxes)])
    lines = tuple(
        arc(link, ground, passed[link.source, link.target])
        if skips_others
        else route(link, placed[link.source], [placed[vertex] for vertex in placing.way(link)])
        for link, skips_others in zip(links, skipping, strict=True)
    )
    return Arrangement(tuple(placed[: len(boxes)]), lines, skipping)


def _in_rows(boxes: Sequence[Box], pairs: set[Pair]) -> list[int]:
    """How many rows high each box is.

    Beside a high box the rows of another branch go on; where nothing can stand beside it, it is
    one high row.
    """
    chain = len(pairs) == len(boxes) - 1 and all(
        count == 1 for end in (0, 1) for count in Counter(pair[end] for pair in pairs).values()
    )
    if chain:
        return [1] * len(boxes)
    return [
        1 if box.height <= BLOCK[1] else ceil((box.height + BELOW) / (ROW + BELOW)) for box in boxes
    ]


def _passed(count: int, pairs: set[Pair], skips: set[Pair]) -> dict[Pair, list[int]]:
    """The boxes that each skip goes around: those that lie behind its source, before its target."""
    if not skips:
        return {}
    targets: list[list[int]] = [[] for _ in range(count)]
    sources: list[list[int]] = [[] for _ in range(count)]
    for source, target in pairs:
        targets[source].append(target)
        sources[target].append(source)
    order = topological(count, pairs)
    after, before = reachable(targets, order), reachable(sources, order[::-1])
    return {(source, target): members(after[source] & before[target]) for source, target in skips}


class _Placing:
    """Where boxes, their slices and bends stand, given their rows."""

    def __init__(
        self,
        boxes: Sequence[Box],
        links: Sequence[Link],
        rows: Rows,
        passed: dict[Pair, list[int]],
    ) -> None:
        self.rows = rows
        self._boxes = boxes
        self._parts = self._parts_of(boxes)
        self._order = order(rows)
        self._heights = [max(self._parts[vertex].height for vertex in row) for row in self._order]
        self._shifts = self._shifts_of(links)
        self._room = self._room_for(passed)

    def place(self) -> list[Placed]:
        """Every vertex in its place; a box of several slices is where its first one is."""
        x = across(self._order, self.rows.steps, self._shift, self._distance)
        tops = self._tops(x)
        floors = [top + height for top, height in zip(tops, self._heights, strict=True)]
        placed = [
            Placed(part, x[vertex], tops[row], floors[row])
            for vertex, (part, row) in enumerate(zip(self._parts, self.rows.row, strict=True))
        ]
        for box, slices in zip(self._boxes, self.rows.slices, strict=True):
            floor = placed[slices[-1]].floor
            placed[slices[0]] = replace(placed[slices[0]], box=box, floor=floor)
        return placed

    def way(self, link: Link) -> tuple[int, ...]:
        """What a link passes on its way from its source: bends, and its target."""
        return self.rows.ways[link.source, link.target][1:]

    def _parts_of(self, boxes: Sequence[Box]) -> list[Box]:
        """The boxes, but the high ones cut to the height of a row, their slices, and the bends."""
        parts = [BEND] * len(self.rows.row)
        for box, slices in zip(boxes, self.rows.slices, strict=True):
            left = box.height
            for vertex in slices:
                parts[vertex] = replace(box, height=left if vertex == slices[-1] else ROW)
                left -= ROW + BELOW
        return parts

    def _shifts_of(self, links: Sequence[Link]) -> dict[Pair, float]:
        """How far right of its source the target of a step is where the step is straight."""
        counts = Counter((link.source, link.target) for link in links)
        shifts: dict[Pair, float] = defaultdict(float)
        for link in links:
            pair = link.source, link.target
            way = self.rows.ways.get(pair)
            if way is not None:
                shifts[way[0], way[1]] += link.leaves / counts[pair]
                shifts[way[-2], way[-1]] -= link.arrives / counts[pair]
        return dict(shifts)

    def _shift(self, step: Pair) -> float:
        return self._shifts.get(step, 0.0)

    def _room_for(self, passed: dict[Pair, list[int]]) -> list[float]:
        """How much room each box needs on its right for the arcs around it."""
        room = [0.0] * len(self._parts)
        for (source, target), boxes in passed.items():
            between = self._heights[self.rows.row[source] : self.rows.row[target]]
            needed = bulge(sum(between) + BELOW * len(between))
            for box in (source, *boxes, target):
                for vertex in self.rows.slices[box]:
                    room[vertex] = max(room[vertex], needed)
        return room

    def _distance(self, left: int, right: int) -> float:
        both = self._parts[left].height > 0 and self._parts[right].height > 0
        halves = (self._parts[left].width + self._parts[right].width) / 2
        return halves + self._room[left] + (APART if both else BESIDE)

    def _tops(self, x: Sequence[float]) -> list[float]:
        """The upper border of every row: further down where edges go sideways above it."""
        sideways = [0.0] * len(self._order)
        for source, target in self.rows.steps:
            aside = abs(x[source] + self._shift((source, target)) - x[target])
            sideways[self.rows.row[target]] = max(sideways[self.rows.row[target]], aside)
        tops = [0.0]
        for height, aside in zip(self._heights, sideways[1:], strict=False):
            more = min(STEEPEST, SLANT * aside) if aside >= STRAIGHT else 0.0
            tops.append(tops[-1] + height + BELOW + more)
        return tops
