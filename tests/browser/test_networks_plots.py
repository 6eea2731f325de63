"""The plots and charts of the page of all networks, read as a person reads them."""

from __future__ import annotations

from math import log10
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.reference import Api
from tests.browser.test_screens import PHONE


@pytest.fixture
def models(server: str) -> dict[str, dict[str, Any]]:
    listed = Api(server).get("/models")["models"]
    return {model["id"]: model for model in listed if model["status"] != "downloadable"}


READ_PLOT = """plot => {
    const number = words => Number(words.replace(/[^0-9.]/g, ""))
        * ({k: 1e3, M: 1e6, G: 1e9}[words.at(-1)] ?? 1);
    const texts = [...plot.querySelectorAll("svg > text.words")].map(text => ({
        x: Number(text.getAttribute("x")), y: Number(text.getAttribute("y")),
        words: text.textContent, lying: text.getAttribute("text-anchor") === "middle",
        value: number(text.textContent),
    }));
    const points = [...plot.querySelectorAll(".point")].map(point => ({
        name: point.dataset.point, address: point.getAttribute("href"),
        x: point.querySelector(".dot").cx.baseVal.value,
        y: point.querySelector(".dot").cy.baseVal.value,
    }));
    const frames = [...plot.querySelectorAll(".frame")].map(frame => frame.getBBox())
        .map(({x, y, width, height}) => ({left: x, right: x + width, top: y, bottom: y + height}));
    return {texts, points, frames};
}"""


@pytest.mark.parametrize("cost", ["parameters", "macs"])
def test_points_stand_where_the_axes_say(
    open_page: OpenPage, models: dict[str, Any], cost: str
) -> None:
    """Read the plot as a person does: between two labelled ticks of its own panel."""
    page = open_page("networks")
    plot = page.locator(f"[data-plot={cost}]")
    expect(plot.locator("svg")).to_be_attached()
    drawn = plot.evaluate(READ_PLOT)
    measured = {each["name"]: each for each in models.values() if each["accuracy"]}
    assert sorted(point["name"] for point in drawn["points"]) == sorted(measured)
    sets = set()
    for frame in drawn["frames"]:
        within = [one for one in drawn["points"] if frame["top"] <= one["y"] <= frame["bottom"]]
        sets.add(frozenset(measured[point["name"]]["accuracy"]["data"] for point in within))
        ticks = [one for one in drawn["texts"] if frame["top"] <= one["y"] <= frame["bottom"] + 20]
        across = [(tick["x"], log10(tick["value"])) for tick in ticks if tick["lying"]]
        upwards = [(tick["y"] - 4, tick["value"] / 100) for tick in ticks if not tick["lying"]]
        for point in within:
            model = measured[point["name"]]
            assert read_off(across, point["x"]) == pytest.approx(log10(model[cost]), abs=0.01)
            accuracy = model["accuracy"]["accuracy"]
            assert read_off(upwards, point["y"]) == pytest.approx(accuracy, abs=0.0005)
            assert f"model={model['id']}" in point["address"]
    assert all(len(each) == 1 for each in sets), "no panel mixes two test sets"
    assert len(sets) == len(drawn["frames"])


def read_off(ticks: list[tuple[float, float]], pixel: float) -> float:
    """The value at a pixel of an axis, by its first and its last tick."""
    (start, low), (end, high) = ticks[0], ticks[-1]
    return low + (pixel - start) / (end - start) * (high - low)


@pytest.mark.parametrize("size", [{}, PHONE])
def test_no_label_of_a_plot_hides_another(open_page: OpenPage, size: dict[str, int]) -> None:
    page = open_page("networks", **size)
    expect(page.locator("[data-plot] svg")).to_have_count(2)
    hidden = page.evaluate(
        """() => [...document.querySelectorAll("[data-plot]")].flatMap(plot => {
            const boxesOf = selector =>
                [...plot.querySelectorAll(selector)].map(part => part.getBoundingClientRect());
            const boxes = boxesOf("text");
            const dots = boxesOf(".dot");
            const meet = (one, other) => one.left < other.right && other.left < one.right
                && one.top + 2 < other.bottom && other.top + 2 < one.bottom;
            return boxes.filter((box, at) => box.right > innerWidth
                || dots.some(dot => meet(box, dot))
                || boxes.some((other, index) => index > at && meet(box, other)));
        }).length"""
    )
    assert hidden == 0


@pytest.mark.parametrize("id", ["shifts", "shuffled"])
def test_a_chart_draws_the_numbers_under_it(open_page: OpenPage, id: str) -> None:
    page = open_page("networks")
    chart = page.locator(f"[aria-labelledby={id}]")
    chart.locator("svg").scroll_into_view_if_needed()
    drawn = chart.evaluate(
        """chart => ({
            lines: [...chart.querySelectorAll("polyline")].map(line =>
                line.getAttribute("points").split(" ").map(point => Number(point.split(",")[1]))),
            ticks: [...chart.querySelectorAll("svg text[text-anchor=end].words")].map(text =>
                [Number(text.getAttribute("y")) - 4, parseFloat(text.textContent) / 100]),
            rows: [...chart.querySelectorAll("tbody tr")].map(row =>
                [...row.querySelectorAll("td")].map(cell => parseFloat(cell.textContent) / 100)),
        })"""
    )
    columns = list(zip(*drawn["rows"], strict=True))
    assert len(columns) == len(drawn["lines"]) == 2
    for column, line in zip(columns, drawn["lines"], strict=True):
        read = [read_off(drawn["ticks"], y) for y in line]
        assert read == pytest.approx(list(column), abs=0.003)
    expect(chart.locator("table")).to_be_hidden()
    chart.get_by_text("The numbers").click()
    expect(chart.locator("table")).to_be_visible()
