"""The page's small modules by themselves: what they compute, against Python's own answers."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page("docs")


def call(page: Page, module: str, function: str, *arguments: Any) -> Any:
    """Call an exported function of a module below static/js."""
    return page.evaluate(
        """async ([module, name, values]) =>
            (await import(`/static/js/${module}.js`))[name](...values)""",
        [module, function, list(arguments)],
    )


def layers(*names: str) -> list[dict[str, object]]:
    return [{"name": name, "kind": "other", "op": "x", "shape": [1]} for name in names]


@pytest.mark.parametrize(
    ("scale", "channels", "pieces"),
    [
        ("layer", 4096, [""]),
        ("channel", 2048, [""]),
        ("channel", 2049, ["&channels=0-2047", "&channels=2048-2048"]),
        ("channel", 4096, ["&channels=0-2047", "&channels=2048-4095"]),
    ],
)
def test_more_scales_than_an_answer_holds_are_asked_for_in_pieces(
    page: Page, scale: str, channels: int, pieces: list[str]
) -> None:
    assert call(page, "gridpieces", "piecesOf", scale, channels) == pieces


@pytest.mark.parametrize(
    ("names", "blocks"),
    [
        (
            ("input", "conv1", "layer1.0.conv1", "layer1.0.downsample.0", "layer1.1.conv1", "fc"),
            ["stem", "layer1.0", "layer1.1", "fc"],
        ),
        (("input", "conv1", "relu", "fc"), ["network"]),
        (("input", "features.0", "features.1", "avgpool", "classifier.1"),
         ["input", "features", "avgpool", "classifier"]),
        (
            ("c.conv", "c.bn", "mixed.cat", "mixed.b1.conv", "mixed.b2.0.conv", "pool", "drop"),
            ["c", "mixed", "head"],
        ),
        (("bn1", "bn1.act", "blocks.0.0.bn1", "blocks.0.0.bn1.act"), ["stem", "blocks.0.0"]),
        (
            ("f.conv0", *(f"f.d{block}.l{n}.norm" for block in (1, 2) for n in range(30)), "out"),
            ["f", *(f"f.d{block}.l{n}" for block in (1, 2) for n in range(30)), "out"],
        ),
    ],
)  # fmt: skip
def test_blocks(page: Page, names: tuple[str, ...], blocks: list[str]) -> None:
    found = call(page, "blocks", "groupIntoBlocks", layers(*names))
    assert [block["name"] for block in found] == blocks
    assert [layer["name"] for block in found for layer in block["layers"]] == list(names)


def test_npy(page: Page) -> None:
    values = np.random.default_rng(0).normal(size=(2, 3, 5)).astype(np.float32)
    buffer = io.BytesIO()
    np.save(buffer, values)
    read = page.evaluate(
        """async bytes => {
            const {parseNpy} = await import("/static/js/npy.js");
            const {shape, values} = parseNpy(Uint8Array.from(bytes).buffer);
            return [shape, [...values]];
        }""",
        list(buffer.getvalue()),
    )
    assert read[0] == [2, 3, 5]
    assert read[1] == values.ravel().tolist()


def test_an_npy_of_another_type_is_refused(page: Page) -> None:
    buffer = io.BytesIO()
    np.save(buffer, np.zeros(3, dtype=np.int16))
    said = page.evaluate(
        """async bytes => {
            const {parseNpy} = await import("/static/js/npy.js");
            try { parseNpy(Uint8Array.from(bytes).buffer); } catch (error) { return error.message; }
        }""",
        list(buffer.getvalue()),
    )
    assert "Only little-endian float32" in said


def test_exact_numbers_name_their_float(page: Page) -> None:
    values = np.random.default_rng(1).normal(size=50).astype(np.float32)
    for value in [*values, np.float32(1e-30), np.float32(16777216), np.float32(0)]:
        text = call(page, "numbers", "formatExact", float(value))
        assert np.float32(text.replace("−", "-")) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (2.3712, "2.37"), (-12.34, "−12.3"), (0.0412, "0.041"), (123.4, "123"),
     (12345, "1.2e4"), (0.0000123, "1.2e−5"), (None, "–")],
)  # fmt: skip
def test_values_in_few_characters(page: Page, value: float | None, text: str) -> None:
    assert call(page, "numbers", "formatValue", value) == text


def test_shares_are_never_rounded_to_all_or_nothing(page: Page) -> None:
    assert call(page, "numbers", "formatPercent", 0.0004) == "<1%"
    assert call(page, "numbers", "formatPercent", 0.9996) == ">99%"
    assert call(page, "numbers", "formatPercent", 0, 1) == "0.0%"
    assert call(page, "numbers", "formatPercent", 1) == "100%"


WORDS = {
    (
        "Slides 8 filters of 3×3 over all 3 input maps together, in steps of 2; each map is one "
        "filter's answer, a weighted sum at every place."
    ): ("convolution", "Conv2d", {"kernel_size": [3, 3], "stride": [2, 2], "in_channels": 3}),
    (
        "Slides one 3×3 filter over each of its 8 input maps alone, without mixing them "
        "(depthwise)."
    ): ("convolution", "Conv2d", {"kernel_size": [3, 3], "groups": 8, "in_channels": 8}),
    (
        "Slides 8 filters of 1×1 over 2 groups of its 4 input maps; each map is one filter's "
        "answer, a weighted sum at every place."
    ): ("convolution", "Conv2d", {"kernel_size": [1, 1], "groups": 2, "in_channels": 4}),
    (
        "Keeps the largest value of every 2×2 window, in steps of 2: smaller maps that still "
        "tell what was found."
    ): ("pooling", "MaxPool2d", {"kernel_size": 2, "stride": 2}),
    (
        "Averages the values in each part of the map, so that 5×5 are left."
    ): ("pooling", "AdaptiveAvgPool2d", {"output_size": 5}),
    (
        "Each of its 10 values is a weighted sum of all 84 inputs."
    ): ("linear", "Linear", {"in_features": 84, "out_features": 10}),
    (
        "Adds a and b value by value: a shortcut that carries the earlier maps past the layers "
        "between."
    ): ("addition", "add", {}),
}  # fmt: skip


def test_a_download_that_failed_late_says_nothing_of_the_next(page: Page) -> None:
    """The first is refused only after the second was asked for."""
    left = page.evaluate(
        """async () => {
            const { Store } = await import("/static/js/store.js");
            const { fetchWeights } = await import("/static/js/flow/download.js");
            const answers = {};
            window.fetch = (path) => new Promise((resolve) => {
                answers[path.includes("one") ? "one" : "two"] = resolve;
            });
            const store = new Store({}, { busy: {}, problems: {}, models: [], download: null });
            const first = fetchWeights(store, "one");
            void fetchWeights(store, "two");
            const problem = JSON.stringify({ code: "disk_full", detail: "No room." });
            answers.one(new Response(problem, { status: 507 }));
            await first;
            return store.data.download;
        }"""
    )
    assert (left["model"], left["status"]) == ("two", "waiting")


@pytest.mark.parametrize("sentence", WORDS)
def test_words(page: Page, sentence: str) -> None:
    kind, op, hyperparameters = WORDS[sentence]
    layer = {
        "kind": kind,
        "op": op,
        "shape": [8, 5, 5],
        "inputs": ["a", "b"],
        "hyperparameters": hyperparameters,
    }
    assert call(page, "words", "explain", layer, layers("a", "b")) == sentence
