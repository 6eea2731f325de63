"""The modules of the unfolded map by themselves: what they compute, against the API and numpy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page
from timm.layers import Conv2dSame
from torch import nn

import convscope
from convscope.preprocess import Preprocess
from tests.browser.conftest import OpenPage
from tests.browser.reference import Api, shrink

EVERY_WINDOW = nn.Sequential(
    nn.Conv2d(3, 6, (3, 5), stride=(2, 1), padding=(1, 2), dilation=(2, 1)),
    nn.Conv2d(6, 6, 5, padding="same", groups=3),
    nn.Conv2d(6, 4, 3, padding="valid"),
    Conv2dSame(4, 4, 3, stride=2),
    nn.ConvTranspose2d(4, 4, 3, stride=2, padding=1, output_padding=1),
    nn.ConvTranspose2d(4, 4, (2, 4), dilation=2),
    nn.MaxPool2d(3, stride=2, padding=1, ceil_mode=True),
    nn.MaxPool2d((2, 1), dilation=(2, 1)),
    nn.AvgPool2d(2),
    nn.AdaptiveMaxPool2d(5),
    nn.AdaptiveAvgPool2d((3, 2)),
    nn.AdaptiveAvgPool2d(1),
)
SMALL = Preprocess(3, 40, 36, "bilinear", 1.0, (0.5,) * 3, (0.5,) * 3)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page("docs")


@pytest.fixture
def windows_api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    monkeypatch.setenv("CONVSCOPE_DATA", str(tmp_path))
    with convscope.serve(EVERY_WINDOW.eval(), preprocess=SMALL) as app:
        yield Api(app.url)


def plane(shape: list[int]) -> dict[str, int]:
    return {"height": shape[1], "width": shape[2]}


def placed(page: Page, layer: dict[str, Any], source: list[int], cell: tuple[int, int]) -> Any:
    """Rows and columns, first and last, of the window as the page works it out."""
    return page.evaluate(
        """async ([layer, input, output, [row, column]]) => {
            const {windowOf, spanOf} = await import("/static/js/unfold/window.js");
            const {down, across} = windowOf(layer, input, output);
            return [spanOf(down, row), spanOf(across, column)];
        }""",
        [layer, plane(source), plane(layer["shape"]), cell],
    )


def told(operands: dict[str, Any]) -> list[list[int]]:
    """The same as the API tells; it leaves out gaps, and of a pooling what is outside."""
    axes = (operands[name] for name in ("rows", "columns"))
    inside = [[at for at in axis if at is not None] for axis in axes]
    return [[min(axis), max(axis)] for axis in inside]


def check(page: Page, api: Api, run: str, layer: dict[str, Any], source: dict[str, Any]) -> None:
    """The window of corner cells and of one in the middle."""
    _, height, width = layer["shape"]
    details = api.get(f"/runs/{run}/layers/{layer['name']}")
    for y, x in {(0, 0), (height // 2, width // 3), (height - 1, width - 1)}:
        answer = api.get(f"/runs/{run}/layers/{layer['name']}/cells/0/{y}/{x}")
        operands = answer["operands"]
        if None in operands["rows"] + operands["columns"]:
            continue  # in a gap of a transposed convolution nothing needs to lie at an end
        found = placed(page, details, source["shape"], (y, x))
        if operands["kind"] == "pooling":
            limits = source["shape"][1:]
            found = [
                [max(0, first), min(limit - 1, last)]
                for (first, last), limit in zip(found, limits, strict=True)
            ]
        assert found == told(operands), (layer["name"], y, x)


@pytest.mark.parametrize("model", ["efficientnet_lite0", "alexnet_mini", "googlenet_mini"])
def test_windows_of_whole_networks(page: Page, server: str, model: str) -> None:
    api = Api(server)
    run = api.run("cat", model)
    by_name = {layer["name"]: layer for layer in run["layers"]}
    seen = set()
    for layer in run["layers"]:
        kind = (layer["op"], str(api_options(api, run["id"], layer)))
        if layer["kind"] in ("convolution", "pooling") and kind not in seen:
            seen.add(kind)
            check(page, api, run["id"], layer, by_name[layer["inputs"][0]])
    assert len(seen) >= 4


def api_options(api: Api, run: str, layer: dict[str, Any]) -> dict[str, Any]:
    options: dict[str, Any] = api.get(f"/runs/{run}/layers/{layer['name']}")["hyperparameters"]
    sizes = ("kernel_size", "stride", "padding", "dilation", "output_size")
    return {name: value for name, value in options.items() if name in sizes}


def test_windows_of_every_kind(page: Page, windows_api: Api) -> None:
    run = windows_api.run("cat", "module:Sequential")
    layers = [layer for layer in run["layers"] if layer["kind"] in ("convolution", "pooling")]
    assert len(layers) == len(EVERY_WINDOW)
    by_name = {layer["name"]: layer for layer in run["layers"]}
    for layer in layers:
        check(page, windows_api, run["id"], layer, by_name[layer["inputs"][0]])


def test_other_layers_have_no_window(page: Page) -> None:
    found = page.evaluate(
        """async () => {
            const {windowOf} = await import("/static/js/unfold/window.js");
            const size = {height: 4, width: 4};
            return windowOf({op: "ReLU", kind: "activation", hyperparameters: {}}, size, size);
        }"""
    )
    assert found is None


@pytest.mark.parametrize(("shape", "side"), [((9, 12), 5), ((30, 7), 12), ((4, 4), 8), ((6, 6), 3)])
def test_a_large_map_is_averaged_down(page: Page, shape: tuple[int, int], side: int) -> None:
    values = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    found = page.evaluate(
        """async ([values, height, width, side]) => {
            const {shrink} = await import("/static/js/shrink.js");
            const small = shrink(Float32Array.from(values), {height, width}, side);
            return [small.height, small.width, [...small.values]];
        }""",
        [values.ravel().tolist(), *shape, side],
    )
    expected = shrink(values, side)
    assert tuple(found[:2]) == expected.shape
    assert found[2] == pytest.approx(expected.ravel().tolist(), abs=1e-6)


def test_a_number_that_is_not_finite_stays_so_in_what_it_touches(page: Page) -> None:
    found = page.evaluate(
        """async () => {
            const {shrink} = await import("/static/js/shrink.js");
            const values = Float32Array.from({length: 16}, (_, at) => (at === 5 ? NaN : 1));
            return [...shrink(values, {height: 4, width: 4}, 2).values].map(Number.isNaN);
        }"""
    )
    assert found == [True, False, False, False]


def test_of_many_tasks_the_newest_is_done(page: Page) -> None:
    done = page.evaluate(
        """async () => {
            const {Newest} = await import("/static/js/newest.js");
            const newest = new Newest(0);
            const done = [];
            const first = Promise.withResolvers();
            const last = Promise.withResolvers();
            newest.do(async () => { await first.promise; done.push(1); });
            newest.do(async () => done.push(2));
            newest.do(async () => { done.push(3); last.resolve(); });
            first.resolve();
            await last.promise;
            return done;
        }"""
    )
    assert done == [1, 3]


def test_ink_on_a_colour_can_be_read(page: Page) -> None:
    """Contrast of at least 4.5 to 1, whatever the value, in both themes."""
    ratios = page.evaluate(
        """async () => {
            const {readPalettes} = await import("/static/js/colour.js");
            const {groundOf} = await import("/static/js/unfold/signed.js");
            const answer = await (await fetch("/api/v1/colormaps")).json();
            const linear = (level) =>
                level <= 10 ? level / 3294.6 : ((level / 255 + 0.055) / 1.055) ** 2.4;
            const luminance = ([r, g, b]) =>
                0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
            return ["diverging_light", "diverging_dark"].flatMap((name) => {
                const palette = readPalettes(answer).get(name);
                const signed = {palette, domain: {low: -1, high: 1}};
                return Array.from({length: 81}, (_, at) => {
                    const {background, color} = groundOf(at / 40 - 1, signed);
                    const ground = luminance(background.match(/[\\d.]+/g).map(Number));
                    const ink = color === "#000" ? 0 : 1;
                    return (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05);
                });
            });
        }"""
    )
    assert min(ratios) >= 4.5
