"""The graph's small modules by themselves: cameras, curves, what is hit, where keys lead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

WINDOW = {"width": 400, "height": 300}


@pytest.fixture(scope="module")
def page(browser: Browser, server: str) -> Iterator[Page]:
    """One page for all: the modules keep nothing from one call to the next."""
    page = browser.new_page()
    page.goto(f"{server}/healthz")
    yield page
    page.close()


def call(page: Page, module: str, function: str, *arguments: Any) -> Any:
    """Call an exported function of a module below static/js/graph."""
    return page.evaluate(
        """async ([module, name, values]) =>
            (await import(`/static/js/graph/${module}.js`))[name](...values)""",
        [module, function, list(arguments)],
    )


def with_scene(page: Page, code: str, *arguments: Any) -> Any:
    """The value of an expression about a `scene` of a small graph, and the modules."""
    return page.evaluate(
        """async ([graph, values]) => {
            const names = ["scene", "hit", "walk", "words", "match", "opening"];
            const modules = await Promise.all(names.map(
                name => import(`/static/js/graph/${name}.js`)));
            const [{Scene}, hit, walk, words, match, opening] = modules;
            const scene = new Scene(graph);
            return CODE;
        }""".replace("CODE", code),
        [GRAPH, list(arguments)],
    )


def node(id: str, x: float, y: float, frame: str = "", **more: Any) -> dict[str, Any]:
    return {
        "id": id, "kind": "convolution", "label": id, "path": id, "layers": [id],
        "collapsed": False, "shape": [4, 8, 8], "frame": frame,
        "x": x, "y": y, "width": 100, "height": 40, **more,
    }  # fmt: skip


def edge(source: str, target: str, points: list[tuple[int, int]], **more: Any) -> dict[str, Any]:
    return {
        "source": source, "target": target, "layers": [source], "shape": [4, 8, 8],
        "known": True, "skip": False, "points": points, **more,
    }  # fmt: skip


# A fork into two branches within a frame, their join, a skip past both, and a closed block.
GRAPH: dict[str, Any] = {
    "model": "made_up",
    "expanded": ["outer", "outer.body"],
    "width": 300,
    "height": 400,
    "nodes": [
        node("in", 60, 0, kind="input"),
        node("left", 0, 100, "outer.body"),
        node("right", 120, 100, "outer.body"),
        node("add", 60, 200, kind="addition"),
        node("block", 60, 300, kind="block", collapsed=True, layers=["block.a", "block.b"]),
    ],
    "frames": [
        {"id": "outer", "label": "outer", "path": "outer", "frame": "", "layers": 2,
         "x": -20, "y": 60, "width": 280, "height": 120},
        {"id": "outer.body", "label": "body", "path": "outer.body", "frame": "outer", "layers": 2,
         "x": -10, "y": 70, "width": 260, "height": 90},
    ],
    "edges": [
        edge("in", "left", [(110, 40), (110, 80), (50, 80), (50, 100)]),
        edge("in", "right", [(110, 40), (110, 80), (170, 80), (170, 100)]),
        edge("left", "add", [(50, 140), (50, 180), (110, 180), (110, 200)]),
        edge("right", "add", [(170, 140), (170, 180), (110, 180), (110, 200)]),
        edge("in", "add", [(160, 20), (280, 20), (280, 220), (160, 220)], skip=True),
        edge("add", "block", [(110, 240), (110, 300)], known=False),
    ],
}  # fmt: skip


def test_screen_and_drawing_are_two_ways_to_say_the_same(page: Page) -> None:
    camera = {"x": 30, "y": -20, "scale": 0.5}
    assert call(page, "camera", "toScreen", camera, 40, 10) == [5, 15]
    assert call(page, "camera", "toDrawing", camera, 5, 15) == [40, 10]
    assert call(page, "camera", "moved", camera, 10, -5) == {"x": 10, "y": -10, "scale": 0.5}


@pytest.mark.parametrize("factor", [0.25, 1.5, 1000, 1e-6])
def test_zoom_keeps_its_centre_and_its_limits(page: Page, factor: float) -> None:
    camera = {"x": 30, "y": -20, "scale": 0.5}
    zoomed = call(page, "camera", "zoomed", camera, factor, 100, 50)
    assert 0.004 <= zoomed["scale"] <= 4
    assert call(page, "camera", "toDrawing", zoomed, 100, 50) == pytest.approx(
        call(page, "camera", "toDrawing", camera, 100, 50)
    )


@pytest.mark.parametrize("drawing", [(100, 100), (2000, 100), (50, 9000)])
def test_what_fits_is_whole_and_in_the_middle(page: Page, drawing: tuple[int, int]) -> None:
    size = {"width": drawing[0], "height": drawing[1]}
    camera = call(page, "camera", "fitting", size, WINDOW)
    left, top = call(page, "camera", "toScreen", camera, 0, 0)
    right, bottom = call(page, "camera", "toScreen", camera, *drawing)
    assert left >= 15.9
    assert top >= 15.9
    assert left == pytest.approx(WINDOW["width"] - right)
    assert top == pytest.approx(WINDOW["height"] - bottom)
    assert camera["scale"] <= 1


def test_a_long_drawing_begins_at_its_top(page: Page) -> None:
    camera = call(page, "camera", "beginning", {"width": 200, "height": 9000}, WINDOW)
    assert camera["scale"] == 1
    assert call(page, "camera", "toScreen", camera, 100, 0) == [200, 16]


def test_some_of_the_drawing_stays_in_the_window(page: Page) -> None:
    size = {"width": 300, "height": 300}
    for x, y in ((5000, 0), (-5000, 0), (0, 5000), (0, -5000)):
        held = call(page, "camera", "held", {"x": x, "y": y, "scale": 1}, size, WINDOW)
        left, top = call(page, "camera", "toScreen", held, 0, 0)
        assert -300 < left < WINDOW["width"]
        assert -300 < top < WINDOW["height"]


def test_a_glide_ends_where_it_should_and_holds_what_stays(page: Page) -> None:
    one = {"x": 0, "y": 0, "scale": 1}
    other = call(page, "camera", "zoomed", one, 3, 120, 90)
    assert call(page, "camera", "between", one, other, 1) == pytest.approx(other)
    halfway = call(page, "camera", "between", one, other, 0.5)
    assert call(page, "camera", "toDrawing", halfway, 120, 90) == pytest.approx([120, 90])


def test_curves_touch_the_middles_of_their_lines(page: Page) -> None:
    points = [[0, 0], [0, 40], [60, 40], [60, 80]]
    chain = np.array(call(page, "curve", "flattened", points))
    assert chain[0].tolist() == [0, 0]
    assert chain[-1].tolist() == [60, 80]
    assert np.hypot(*(chain - [30, 40]).T).min() < 1e-9
    assert (np.diff(chain[:, 1]) >= 0).all()


def test_a_simplified_curve_is_near_and_short(page: Page) -> None:
    points = [[0, 0], [0, 400], [300, 400], [300, 800]]
    chain = call(page, "curve", "flattened", points)
    short = call(page, "curve", "simplified", chain, 10)
    assert len(short) < len(chain) / 2
    assert [short[0], short[-1]] == [points[0], points[-1]]
    assert max(call(page, "curve", "distance", short, point) for point in chain) <= 10


def test_distance_and_the_point_half_way(page: Page) -> None:
    chain = [[0, 0], [10, 0], [10, 30]]
    assert call(page, "curve", "distance", chain, [4, 3]) == 3
    assert call(page, "curve", "distance", chain, [13, 34]) == 5
    assert call(page, "curve", "halfway", chain) == [10, 10]


def test_lines_that_overlap_in_a_column_are_one(page: Page) -> None:
    merged = page.evaluate(
        """async () => {
            const {Columns} = await import("/static/js/graph/trace.js");
            const columns = new Columns();
            for (const line of [[3, 0, 10], [3, 40, 50], [3, 5, 20], [4, 8, 9], [3, 20, 25]]) {
                columns.add(...line);
            }
            return [...columns.merged];
        }"""
    )
    assert merged == [[3, [[0, 25], [40, 50]]], [4, [[8, 9]]]]


@pytest.mark.parametrize(
    ("point", "found"),
    [
        ([110, 20], "node in"),
        ([150, 330], "node block, toggles"),
        ([80, 320], "node block"),
        ([20, 75], "frame outer.body, toggles"),
        ([240, 150], "frame outer.body"),
        ([0, 65], "frame outer, toggles"),
        ([109, 270], "line add block"),
        ([250, 20], "nothing"),
    ],
)
def test_what_is_under_the_pointer(page: Page, point: list[int], found: str) -> None:
    hit = with_scene(
        page,
        """(found => !found ? "nothing"
            : "line" in found ? `line ${found.line.edge.source} ${found.line.edge.target}`
            : ("node" in found ? `node ${found.node.id}` : `frame ${found.frame.id}`)
                + (found.toggles ? ", toggles" : ""))(hit.hitAt(scene, values[0], 2))""",
        point,
    )
    assert hit == found


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        ("left", "ArrowDown", "add"),
        ("add", "ArrowDown", "block"),
        ("block", "ArrowDown", None),
        ("left", "ArrowUp", "in"),
        ("left", "ArrowRight", "right"),
        ("right", "ArrowLeft", "left"),
        ("in", "ArrowRight", "add"),
        ("add", "ArrowLeft", "in"),
        ("add", "Home", "in"),
        ("in", "End", "block"),
        ("in", "x", None),
    ],
)
def test_where_a_key_leads(page: Page, start: str, key: str, end: str | None) -> None:
    found = with_scene(
        page, "walk.neighbour(scene, scene.nodes.get(values[0]), values[1])?.id ?? null", start, key
    )
    assert found == end


def test_words(page: Page) -> None:
    say = "words.describe(scene, scene.nodes.get(values[0]))"
    assert with_scene(page, say, "add") == (
        "add, addition, 4×8×8; reads left, right, in (skip); goes to block."
    )
    assert with_scene(page, say, "block") == ("block, closed block of 2 layers, 4×8×8; reads add.")
    flow = "words.flowOf(scene.lines[values[0]])"
    assert with_scene(page, flow, 4) == "in, 4×8×8 → add (skip)"
    assert with_scene(page, flow, 5) == "add ran before block; what it reads is not known"


def test_the_address_names_the_innermost_open_blocks(page: Page) -> None:
    opened = "opening.withOpen(scene, scene.nodes.get('block'))"
    assert with_scene(page, opened) == "outer.body,block"
    closed = "opening.withClosed(scene, scene.frames.get(values[0]))"
    assert with_scene(page, closed, "outer.body") == "outer"
    assert with_scene(page, closed, "outer") == ""


def test_what_a_filter_leaves(page: Page) -> None:
    layers = [
        {"name": "in", "op": "input", "kind": "input"},
        {"name": "left", "op": "Conv2d", "kind": "convolution"},
        {"name": "block.b", "op": "ReLU", "kind": "activation"},
    ]
    left = """(found => found && [...found])(match.matching(scene, values[0], values[1]))"""
    assert with_scene(page, left, {"q": "", "kind": ""}, layers) is None
    assert with_scene(page, left, {"q": "relu B", "kind": ""}, layers) == ["block"]
    assert with_scene(page, left, {"q": "", "kind": "convolution"}, layers) == ["left"]
    assert with_scene(page, left, {"q": "conv", "kind": "activation"}, layers) == []


def test_a_block_stays_where_edges_enter_it(page: Page) -> None:
    assert with_scene(page, "scene.entry('outer.body')") == [110, 70]
    assert with_scene(page, "scene.entry('block')") == [110, 300]
    assert with_scene(page, "scene.entry('nothing')") is None
