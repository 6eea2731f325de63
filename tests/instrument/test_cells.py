"""Cells drawn at random from whole networks explain to what the networks computed."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import torchvision

import convscope
from convscope.cells import explain
from convscope.cells.explanation import Explanation
from convscope.cells.place import maps_shape
from convscope.maps import as_maps
from convscope.network import Network
from convscope.preprocess import Preprocess
from convscope.runs import Run, run
from convscope.zoo import catalog
from tests.instrument.cell_runs import noise
from tests.instrument.recomputed import recomputed
from tests.instrument.references import seeded

CELLS, ZOO_CELLS = 140, 100

TORCHVISION = {
    "alexnet": 96,
    "convnext_tiny": 64,
    "densenet121": 48,
    "efficientnet_b0": 48,
    "googlenet": 48,
    "mobilenet_v3_small": 48,
    "resnet18": 48,
    "shufflenet_v2_x0_5": 48,
}
ZOO = [entry.id for entry in catalog.ENTRIES]


def torchvision_run(name: str) -> Run:
    options = {"init_weights": False} if name == "googlenet" else {}
    module = seeded(lambda: torchvision.models.get_model(name, weights=None, **options))
    size = TORCHVISION[name]
    preprocess = Preprocess(3, size, size, "bilinear", 1.0, (0.5,) * 3, (0.25,) * 3)
    return run(Network.of_module(module, preprocess), noise(size))


def zoo_run(name: str) -> Run:
    entry = catalog.find(name)
    return run(Network.of_module(seeded(entry.make), entry.preprocess), noise(32))


def cells_of(captured: Run, layer: str, count: int, seed: int) -> list[tuple[int, int, int]]:
    rng = np.random.default_rng(seed)
    bounds = maps_shape(captured.view(layer).shape)
    return [tuple(each) for each in rng.integers(bounds, size=(count, 3)).tolist()]


def drawn_cells(captured: Run, count: int) -> list[tuple[str, tuple[int, int, int]]]:
    """Cells of layers drawn at random, a small layer as often as a large one."""
    names = np.random.default_rng(0).choice([layer.name for layer in captured.layers], count)
    return [(str(n), *cells_of(captured, str(n), 1, seed)) for seed, n in enumerate(names)]


def products_of(operands) -> list[np.ndarray]:
    if operands.kind == "convolution":
        return [each.products for each in operands.channels]
    return [operands.products] if operands.kind == "linear" else []


def allowed(found: Explanation) -> float:
    """What float32 may make of a sum of products: by how many there are, and how large."""
    products = products_of(found.operands)
    if not products:
        return found.rounding
    count = sum(each.size for each in products)
    size = sum(float(np.abs(each).sum()) for each in products) + abs(found.operands.bias or 0)
    return 2.0**-24 * (4 + count**0.5) * size + 1e-45


def check(captured: Run, layer: str, cell: tuple[int, int, int]) -> str:
    found = explain(captured, layer, *cell, most=None)
    assert found.kind != "opaque", (layer, found.operands)
    assert found.value == float(as_maps(captured.view(layer))[cell])
    assert abs(found.difference) <= allowed(found), (layer, cell)
    if found.kind != "activation":
        assert recomputed(found) == pytest.approx(found.explained, rel=1e-9, abs=1e-12)
    return found.kind


@pytest.mark.parametrize("name", [*TORCHVISION, *ZOO])
def test_every_cell_of_a_sample_explains_to_the_captured_value(name: str) -> None:
    """2,020 cells in all."""
    captured = torchvision_run(name) if name in TORCHVISION else zoo_run(name)
    cells = drawn_cells(captured, CELLS if name in TORCHVISION else ZOO_CELLS)
    kinds = Counter(check(captured, layer, cell) for layer, cell in cells)
    assert len(kinds) > 3
    assert sum(kinds.values()) == len(cells)


def test_every_layer_of_the_default_network_explains() -> None:
    captured = convscope.run("efficientnet_lite0", noise(224))
    for number, layer in enumerate(captured.layers):
        (cell,) = cells_of(captured, layer.name, 1, number)
        check(captured, layer.name, cell)


def test_explaining_changes_nothing_that_was_captured() -> None:
    captured = zoo_run("googlenet_mini")
    before = {layer.name: captured.output(layer.name).copy() for layer in captured.layers}
    for layer, cell in drawn_cells(captured, 100):
        explain(captured, layer, *cell)
    for name, values in before.items():
        assert np.array_equal(captured.output(name), values)
