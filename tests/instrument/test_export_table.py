"""Tables of figures: read back to the last digit, and safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections import OrderedDict
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from torch import nn

import convscope
from convscope.export.table import FORMULA, channels_csv, layers_csv
from convscope.layers import Layer
from convscope.network import Network
from convscope.samples import read_sample
from convscope.stats import channel_stats, summarize
from tests.instrument.made_outputs import Floats, outputs

LAYER = Layer("x", "add", "addition", "", (), (1, 2, 2))
FLOATS = ("minimum", "maximum", "mean", "std", "zeros")


def rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode(), newline=""), strict=True))


def number(text: str) -> float:
    return float(text) if text else float("nan")


@given(outputs(nonfinite=True))
def test_a_row_for_every_channel_with_all_digits(maps: Floats) -> None:
    stats = channel_stats(maps)
    table = rows(channels_csv(maps))
    assert [row["channel"] for row in table] == [str(channel) for channel in range(len(maps))]
    for name in FLOATS:
        np.testing.assert_array_equal([number(row[name]) for row in table], getattr(stats, name))
    for row, values in zip(table, maps, strict=True):
        assert int(row["nonfinite"]) == np.count_nonzero(~np.isfinite(values))
        assert row["dead"] == ("true" if (values == 0).all() else "false")


def test_where_nothing_is_finite_the_figures_are_empty() -> None:
    maps = np.array([[[np.nan, np.inf]], [[1, -np.inf]]], np.float32)
    assert channels_csv(maps) == (
        b"channel,minimum,maximum,mean,std,zeros,nonfinite,dead\r\n"
        b"0,,,,,0.0,2,false\r\n"
        b"1,1.0,1.0,1.0,0.0,0.0,1,false\r\n"
    )


@pytest.fixture(scope="module")
def run() -> convscope.Run:
    return convscope.run("lenet5", read_sample("digit3"))


def test_a_row_for_every_layer(run: convscope.Run) -> None:
    table = rows(layers_csv(run))
    assert [row["layer"] for row in table] == [layer.name for layer in run.layers]
    for row, layer in zip(table, run.layers, strict=True):
        values = run.view(layer.name)
        whole = vars(summarize(values))
        assert row["shape"] == "x".join(map(str, values.shape))
        assert (row["kind"], row["op"]) == (layer.kind, layer.op)
        assert (row["parameters"], row["macs"]) == (str(layer.parameters), str(layer.macs))
        assert {name: float(row[name]) for name in FLOATS} == {name: whole[name] for name in FLOATS}
        assert int(row["dead"]) == channel_stats(values).dead.sum()


def test_rows_of_one_kind(run: convscope.Run) -> None:
    kinds = {row["layer"]: row["kind"] for row in rows(layers_csv(run, "pooling"))}
    expected = [layer.name for layer in run.layers if layer.kind == "pooling"]
    assert kinds == dict.fromkeys(expected, "pooling")
    assert expected


def test_names_are_quoted_and_none_is_a_formula() -> None:
    quoted = ["a,b", 'say "no"', "two\r\nlines", "größe"]
    formulas = [f"{sign}1+1" for sign in FORMULA]
    layers = [replace(LAYER, name=name) for name in quoted + formulas]
    made = SimpleNamespace(layers=layers, view=lambda _: np.zeros((1, 2, 2), np.float32))
    names = [row["layer"] for row in rows(layers_csv(made))]  # type: ignore[arg-type]
    assert names == quoted + [f"'{name}" for name in formulas]


def test_a_modules_own_name_can_begin_like_a_formula() -> None:
    module = nn.Sequential(OrderedDict({"=1+1,2": nn.Conv2d(3, 3, 1), "-x": nn.ReLU()}))
    made = convscope.run(Network.of_module(module), read_sample("cat"))
    assert [layer.name for layer in made.layers] == ["input", "=1+1,2", "-x"]
    assert [row["layer"] for row in rows(layers_csv(made))] == ["input", "'=1+1,2", "'-x"]
