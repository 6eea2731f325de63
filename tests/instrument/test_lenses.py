"""Guided ways: which network has which, and every number that their words and figures say."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from convscope import models
from convscope.lenses import lens
from convscope.lenses.share import Share
from convscope.lenses.step import (
    Bars,
    Compared,
    Curves,
    Dropped,
    Gate,
    Ledgers,
    Lens,
    Maps,
    Origins,
    Spans,
    Step,
)
from convscope.lenses.value import Value
from convscope.message import Message
from convscope.models.card import Card
from convscope.runs import Run, run
from convscope.samples import read_sample
from convscope.zoo import catalog
from convscope.zoo.findings import ablations
from tests.instrument.cell_runs import run_of

ZOO = [entry.id for entry in catalog.ENTRIES]


@cache
def run_on(network: str) -> Run:
    digits = network.startswith(("lenet5", "mlp"))
    return run(network, read_sample("digit5" if digits else "cat"))


@cache
def lens_of(network: str) -> Lens:
    found = lens(run_on(network))
    assert found is not None
    return found


def step(network: str, id: str) -> Step:
    return lens_of(network).step(id)


def said(network: str, id: str) -> dict[str, Any]:
    return values_of(step(network, id).text)


def values_of(text: Message) -> dict[str, Any]:
    """The values of a sentence and of those that it was put together from."""
    found: dict[str, Any] = {}
    for name, value in text.values.items():
        found |= values_of(value) if isinstance(value, Message) else {name: value}
    return found


def output(network: str, layer: str) -> np.ndarray:
    return run_on(network).output(layer).astype(np.float64)


@pytest.mark.parametrize("network", ZOO)
def test_every_family_of_the_zoo_has_its_way(network: str) -> None:
    found = lens_of(network)
    assert found.family == catalog.find(network).family
    ids = [each.id for each in found.steps]
    assert 2 <= len(ids) == len(set(ids))
    for each in found.steps:
        assert each.view["layer"] in {layer.name for layer in run_on(network).layers}
        assert "{" not in f"{each.title} {each.text}"


def test_a_network_of_another_family_has_none() -> None:
    assert lens(run("torchvision:squeezenet1_1@untrained", read_sample("cat"))) is None


@pytest.mark.parametrize(
    ("model", "family", "ids"),
    [
        ("torchvision:resnet18", "ResNet", ["sum", "sizes", "drop"]),
        ("torchvision:alexnet", "AlexNet", ["kernels", "zeros", "overlap", "dropout"]),
        ("torchvision:googlenet", "Inception", ["branches", "concatenation", "parameters"]),
        ("timm:densenet121", "DenseNet", ["origins", "kept", "growth"]),
    ],
)
def test_networks_of_others_are_known_by_their_structure(
    model: str, family: str, ids: list[str]
) -> None:
    found = lens(run(f"{model}@untrained", read_sample("cat")))
    assert found is not None
    assert (found.family, [each.id for each in found.steps]) == (family, ids)


@pytest.mark.parametrize(
    ("model", "family", "ids"),
    [
        ("torchvision:mobilenet_v2", "MobileNet", ["expand", "depthwise", "project", "drop"]),
        ("torchvision:mnasnet0_5", "MobileNet", ["expand", "depthwise", "project", "drop"]),
        ("timm:efficientnet_lite0", "EfficientNet", ["expand", "depthwise", "project", "drop"]),
    ],
)
def test_a_mobilenet_is_not_called_an_efficientnet(model: str, family: str, ids: list[str]) -> None:
    found = lens(run(f"{model}@untrained", read_sample("cat")))
    assert found is not None
    assert (found.family, [each.id for each in found.steps]) == (family, ids)
    texts = " ".join(str(each.text) for each in found.steps)
    assert str(found.title).startswith(family)
    assert family == "EfficientNet" or "EfficientNet" not in texts


def test_what_is_said_of_a_mobilenet_is_so() -> None:
    """By the modules of torchvision's own block, carried out again."""
    photo = run("torchvision:mobilenet_v3_small@untrained", read_sample("cat"))
    found = lens(photo)
    assert found is not None
    ids = [each.id for each in found.steps]
    assert ids == ["expand", "depthwise", "gate", "project", "drop"]
    words = {each.id: values_of(each.text) for each in found.steps}
    layer = str(found.step("depthwise").view["layer"])
    block = photo.network.module.get_submodule(layer.rpartition(".block.")[0]).block
    (widen, _, _), (apart, _, _), gate, (narrow, *rest) = block
    assert (apart.in_channels, apart.groups) == (widen.out_channels, widen.out_channels)
    assert words["depthwise"]["weights"] == apart.weight.numel()
    wide, back = narrow.in_channels, narrow.out_channels
    assert words["project"] == {"wide": wide, "narrow": back}
    assert [type(each) for each in rest] == [nn.BatchNorm2d]  # and no activation
    maps = photo.tensor(photo.layer(str(found.step("gate").view["layer"])).inputs[-1])[None]
    factors = gate._scale(maps).flatten().tolist()
    shown = found.step("gate").figure
    assert isinstance(shown, Gate)
    assert shown.values == pytest.approx(factors)


class Inverted(nn.Module):
    """A block as MobileNet's, whose end may be activated, with a gate of one kind."""

    def __init__(self, activated: bool, pooled: nn.Module) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 4, 3, padding=1)
        self.expand, self.project = nn.Conv2d(4, 16, 1), nn.Conv2d(16, 4, 1)
        self.depthwise = nn.Conv2d(16, 16, 3, padding=1, groups=16)
        self.pooled, self.squeeze = pooled, nn.Conv2d(16, 16, 1)
        self.end = nn.ReLU() if activated else nn.Identity()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.depthwise(torch.relu(self.expand(self.first(x))))
        x = x * torch.sigmoid(self.squeeze(self.pooled(x)))
        return self.end(self.project(x)).mean((2, 3))


def test_an_activation_at_its_end_makes_it_another_block() -> None:
    with_end, without = (Inverted(each, nn.AdaptiveAvgPool2d(1)) for each in (True, False))
    assert lens(run_of(with_end)) is None
    found = lens(run_of(without))
    assert found is not None
    assert found.family == "MobileNet"


@pytest.mark.parametrize(
    ("pooled", "said"), [(nn.AdaptiveAvgPool2d(1), True), (nn.AdaptiveMaxPool2d(1), False)]
)
def test_only_of_a_gate_made_from_means_that_is_said(pooled: nn.Module, said: bool) -> None:
    found = lens(run_of(Inverted(False, pooled)))
    assert found is not None
    assert ("gate" in [each.id for each in found.steps]) is said


LEARNING = re.compile(r"learn|found|finds?\b|overfit|ended at|find out", re.IGNORECASE)


@pytest.mark.parametrize("network", ZOO)
def test_of_random_weights_nothing_is_said_that_training_does(network: str) -> None:
    trained, twin = lens_of(network), lens_of(f"{network}@untrained")
    assert [each.id for each in twin.steps] == [each.id for each in trained.steps]
    assert str(twin.title) == f"{trained.title} · untrained"
    assert str(twin.steps[0].text).startswith("These weights are random numbers: ")
    assert not [str(each.text) for each in twin.steps if LEARNING.search(str(each.text))]
    assert not [each for each in twin.steps if isinstance(each.figure, Curves)]
    compared = [each.figure for each in twin.steps if isinstance(each.figure, Compared)]
    assert not [row for figure in compared for row in figure.rows if str(row.name) == "Accuracy"]


def test_of_trained_weights_it_is_said() -> None:
    texts = [str(each.text) for network in ZOO for each in lens_of(network).steps]
    assert [text for text in texts if LEARNING.search(text)]
    assert not [text for text in texts if "random" in text]


class Branching(nn.Module):
    """Code that cannot be traced, with what an AlexNet has."""

    def __init__(self) -> None:
        super().__init__()
        self.conv, self.relu = nn.Conv2d(3, 4, 7), nn.ReLU()
        self.pool, self.small = nn.MaxPool2d(3, 2), nn.Conv2d(4, 4, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.conv(x)
        if x.mean() > 100:
            return x.mean((2, 3))
        return self.small(self.pool(self.relu(x))).mean((2, 3))


class Plain(Branching):
    """The same in code that can be traced, with kernels of a chosen size behind the first."""

    def __init__(self, later: int) -> None:
        super().__init__()
        self.small = nn.Conv2d(4, 4, later)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.small(self.pool(self.relu(self.conv(x)))).mean((2, 3))


def test_later_kernels_are_said_to_be_smaller_only_where_they_are() -> None:
    found = lens(run_of(Plain(later=3), size=32))
    assert found is not None
    assert found.family == "AlexNet"
    assert lens(run_of(Plain(later=7), size=32)) is None


def test_a_network_seen_by_hooks_has_none() -> None:
    photo = run_of(Branching(), size=32)
    assert photo.network.graph.traced is None
    assert lens(photo) is None


def test_a_sigmoid_squashes_what_the_convolution_gives() -> None:
    values, words = output("lenet5", "conv1"), said("lenet5", "squash")
    assert (words["low"], words["high"]) == pytest.approx((values.min(), values.max()))
    squashed = torch.sigmoid(torch.tensor(values)).numpy()
    assert (words["least"], words["most"]) == pytest.approx((squashed.min(), squashed.max()))
    assert words["share"] == pytest.approx(((squashed < 0.01) | (squashed > 0.99)).mean())
    figure = step("lenet5", "squash").figure
    assert isinstance(figure, Spans)
    for row in figure.rows:
        own = output("lenet5", row.layer)
        assert (row.low, row.high) == pytest.approx((own.min(), own.max()))


def test_average_pooling_takes_from_the_spread() -> None:
    words, view = said("lenet5", "blur"), step("lenet5", "blur").view
    before = output("lenet5", "sigmoid1")[view["channel"]]
    pooled = before.reshape(14, 2, 14, 2).mean(axis=(1, 3))
    assert (words["before"], words["after"]) == pytest.approx((before.std(), pooled.std()))


def test_large_kernels_come_first() -> None:
    figure = step("alexnet_mini", "kernels").figure
    assert isinstance(figure, Bars)
    module = run_on("alexnet_mini").network.module
    for row in figure.rows:
        assert module.get_submodule(row.layer).weight.shape[-1] == row.value


def test_zeros_behind_every_relu() -> None:
    figure, words = step("alexnet_mini", "zeros").figure, said("alexnet_mini", "zeros")
    assert isinstance(figure, Bars)
    outputs = {row.layer: output("alexnet_mini", row.layer) for row in figure.rows}
    for row in figure.rows:
        assert row.value == pytest.approx(
            1 - np.count_nonzero(outputs[row.layer]) / outputs[row.layer].size
        )
    everything = np.concatenate([each.ravel() for each in outputs.values()])
    assert words["all"] == pytest.approx((everything == 0).mean())
    assert words["share"] == max(row.value for row in figure.rows if row.layer < "relu6")


class Chain(nn.Module):
    """A chain as AlexNet's, with a bias in front of its ReLU and windows of one kind."""

    def __init__(self, bias: float, windows: tuple[int, int] = (3, 3)) -> None:
        super().__init__()
        self.first, self.second = nn.Conv2d(3, 4, 7), nn.Conv2d(4, 4, 3)
        nn.init.constant_(self.first.bias, bias)
        self.pool = nn.MaxPool2d(windows, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.second(self.pool(torch.relu(self.first(x)))).mean((2, 3))


@pytest.mark.parametrize(("bias", "sparse"), [(1e3, False), (-1e3, True)])
def test_only_where_most_is_zero_it_is_called_sparse(bias: float, sparse: bool) -> None:
    found = lens(run_of(Chain(bias), size=20))
    assert found is not None
    text = found.step("zeros").text
    assert values_of(text)["all"] == float(sparse)
    assert ("sparse" in str(text)) is sparse


@pytest.mark.parametrize(("windows", "overlap"), [((2, 3), True), ((3, 2), False)])
def test_windows_overlap_where_they_are_wider_than_apart(
    windows: tuple[int, int], overlap: bool
) -> None:
    assert (lens(run_of(Chain(0.0, windows), size=20)) is not None) is overlap


def test_cells_that_several_windows_read() -> None:
    """Each window's gradient of a sum pooling is one at every cell that it reads."""
    cells = torch.zeros(1, 1, 32, 32, requires_grad=True)
    (read,) = torch.autograd.grad(F.avg_pool2d(cells, 3, 2, divisor_override=1).sum(), cells)
    share = float((read > 1).float().mean())
    assert said("alexnet_mini", "overlap")["share"] == pytest.approx(share)


def test_dropout_shows_how_the_network_learnt_with_it_and_without() -> None:
    found = step("alexnet_mini", "dropout")
    measured = ablations()
    if measured is None:
        assert found.figure is None
        return
    assert isinstance(found.figure, Curves)
    variants = measured.networks["alexnet_mini"]
    for shown, name in zip(found.figure.series, ("as trained", "without dropout"), strict=True):
        assert (shown.train, shown.test) == (list(variants[name].train), list(variants[name].test))
    assert f"{variants['without dropout'].test[-1]:.2%}" in str(found.text)


def test_dropout_hands_on_everything_in_use() -> None:
    before, after = (output("alexnet_mini", each) for each in ("flatten", "dropout6"))
    assert np.array_equal(before, after)
    assert said("alexnet_mini", "dropout").get("share", 0.5) == 0.5


def test_the_branches_read_one_layer_and_are_laid_behind_one_another() -> None:
    branches = step("googlenet_mini", "branches").figure
    assert isinstance(branches, Maps)
    assert [str(tile.caption) for tile in branches.tiles] == ["1×1", "3×3", "5×5", "pool 3×3"]
    for tile in branches.tiles:
        spread = output("googlenet_mini", tile.layer).std(axis=(1, 2))
        assert tile.channel == spread.argmax()
    joined = step("googlenet_mini", "concatenation").figure
    assert isinstance(joined, Origins)
    whole = output("googlenet_mini", joined.layer)
    for part in joined.parts:
        assert np.array_equal(
            whole[part.first : part.last + 1], output("googlenet_mini", part.layer)
        )
    assert said("googlenet_mini", "concatenation")["sum"] == "16 + 48 + 16 + 16"


def test_how_many_parameters_inception_has_beside_alexnet() -> None:
    words = said("googlenet_mini", "parameters")
    googlenet, alexnet = (models.find(f"torchvision:{each}") for each in ("googlenet", "alexnet"))
    assert words["ratio"] == alexnet.parameters / googlenet.parameters
    assert words["with_all"] == pytest.approx(alexnet.parameters / 13_004_888)  # torchvision's own
    assert words["ours"] == models.find("googlenet_mini").parameters
    assert words["theirs"] == models.find("alexnet_mini").parameters
    figure = step("googlenet_mini", "parameters").figure
    assert isinstance(figure, Ledgers)
    assert figure.groups[0] == ["googlenet_mini", "alexnet_mini"]


def test_the_field_grows_with_every_convolution() -> None:
    """By the recurrence of the papers: a field grows by (kernel − 1) × the steps so far."""
    figure = step("vgg_mini", "field").figure
    assert isinstance(figure, Bars)
    field, jump, expected = 1, 1, []
    for part in run_on("vgg_mini").network.module.modules():
        if isinstance(part, nn.Conv2d):
            field += 2 * jump
            expected.append(field)
        elif isinstance(part, nn.MaxPool2d):
            field, jump = field + jump, jump * 2
    assert [row.value for row in figure.rows] == expected


def test_where_the_parameters_of_vgg_are() -> None:
    figure, words = step("vgg_mini", "parameters").figure, said("vgg_mini", "parameters")
    assert isinstance(figure, Bars)
    module = run_on("vgg_mini").network.module
    counted = {
        name: sum(each.numel() for each in part.parameters())
        for name, part in module.named_modules()
        if isinstance(part, nn.Conv2d | nn.Linear)
    }
    assert {row.layer: row.value for row in figure.rows} == counted
    total = sum(each.numel() for each in module.parameters())
    assert (words["total"], words["own"]) == (total, max(counted.values()))
    assert words["linear"] == (counted["fc1"] + counted["fc2"]) / total


def test_x_and_what_the_block_makes_of_it() -> None:
    figure = step("resnet_mini", "sum").figure
    assert isinstance(figure, Maps)
    x, residual, total = (output("resnet_mini", tile.layer) for tile in figure.tiles)
    assert x + residual == pytest.approx(total, abs=1e-5)
    norms = [float(np.sqrt((each**2).sum())) for each in (x, residual, total)]
    assert [tile.norm for tile in figure.tiles] == pytest.approx(norms)
    assert said("resnet_mini", "sum")["ratio"] == pytest.approx(norms[1] / norms[0])


def test_how_much_each_block_adds() -> None:
    figure = step("resnet_mini", "sizes").figure
    assert isinstance(figure, Bars)
    module = run_on("resnet_mini").network.module
    x = torch.tensor(output("resnet_mini", "pool"), dtype=torch.float32)[None]
    expected = []
    with torch.inference_mode():
        for block in (*module.block1, *module.block2, *module.block3):
            kept = block.shortcut(x)
            residual = block.bn2(block.conv2(block.relu1(block.bn1(block.conv1(x)))))
            expected.append(float(residual.norm() / kept.norm()))
            x = torch.relu(residual + kept)
    assert [row.value for row in figure.rows] == pytest.approx(expected, rel=1e-3)


def test_the_blocks_that_can_be_dropped() -> None:
    figure = step("resnet_mini", "drop").figure
    assert isinstance(figure, Dropped)
    best = run_on("resnet_mini").predictions[0]
    assert (figure.label, figure.probability) == (best.label, best.probability)
    assert len(figure.blocks) == 6


class Dense(nn.Module):
    """A dense block that begins with maps in which nothing is a number."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 2, 3, padding=1)
        nn.init.constant_(self.first.bias, torch.nan)
        self.layers = nn.ModuleList(nn.Conv2d(2 + at, 1, 3, padding=1) for at in range(3))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.first(x)
        for layer in self.layers:
            x = torch.cat([x, layer(x)], 1)
        return x.mean((2, 3))


def test_what_is_no_number_is_kept_as_well() -> None:
    found = lens(run_of(Dense()))
    assert found is not None
    kept = values_of(found.step("kept").text)
    assert (kept["changed"], kept["count"]) == (0, 144)


def test_what_a_dense_block_keeps_and_adds() -> None:
    figure = step("densenet_mini", "origins").figure
    assert isinstance(figure, Origins)
    whole = output("densenet_mini", figure.layer)
    for part in figure.parts:
        assert np.array_equal(
            whole[part.first : part.last + 1], output("densenet_mini", part.layer)
        )
    assert said("densenet_mini", "kept")["changed"] == 0
    growth = step("densenet_mini", "growth").figure
    assert isinstance(growth, Bars)
    module = run_on("densenet_mini").network.module
    for row in growth.rows:
        assert module.get_submodule(row.layer).in_channels == row.value


@pytest.mark.parametrize("network", ["efficientnet_mini_b0", "efficientnet_mini_b1"])
def test_the_gate_multiplies_each_map_by_its_number(network: str) -> None:
    figure, words = step(network, "gate").figure, said(network, "gate")
    assert isinstance(figure, Gate)
    gate = run_on(network).layer(figure.layer)
    maps = next(output(network, each) for each in gate.inputs if output(network, each).shape[1] > 1)
    factors = np.array(figure.values)
    assert maps * factors[:, None, None] == pytest.approx(output(network, figure.layer), abs=1e-5)
    assert (words["low"], words["high"]) == (factors.argmin(), factors.argmax())


def test_a_depthwise_convolution_has_few_weights() -> None:
    words = said("efficientnet_mini_b1", "depthwise")
    layer = step("efficientnet_mini_b1", "depthwise").view["layer"]
    part = run_on("efficientnet_mini_b1").network.module.get_submodule(str(layer))
    assert isinstance(part, nn.Conv2d)
    dense = nn.Conv2d(part.in_channels, part.out_channels, part.kernel_size, bias=False)
    assert (words["weights"], words["dense"]) == (part.weight.numel(), dense.weight.numel())


def test_without_gates_that_step_is_left_out() -> None:
    ids = [each.id for each in lens_of("efficientnet_lite0").steps]
    assert ids == ["expand", "depthwise", "project", "drop"]


def test_what_one_coefficient_scales() -> None:
    figure = step("efficientnet_mini_b0", "scaling").figure
    assert isinstance(figure, Compared)
    cards = [models.find(f"efficientnet_mini_b{phi}") for phi in (0, 1)]
    rows = {str(row.name): row.values for row in figure.rows}
    assert rows["Parameters"] == [card.parameters for card in cards]
    assert rows["Pixels a side"] == [28, 32]
    assert said("efficientnet_mini_b0", "scaling")["factor"] == cards[1].macs / cards[0].macs


def test_nothing_is_scaled_where_one_of_the_series_is_broken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = models.find

    def find(id: str) -> Card:
        """As a card is whose file is damaged."""
        card = whole(id)
        broken = replace(card, status="broken", macs=None, depth=None, accuracy={})
        return broken if id == "efficientnet_mini_b1" else card

    monkeypatch.setattr(models, "find", find)
    found = lens(run_on("efficientnet_mini_b0"))
    assert found is not None
    assert "scaling" not in [each.id for each in found.steps]


class Residual(nn.Module):
    """Two residual blocks behind a ReLU that lets nothing through."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 4, 3, padding=1)
        self.one, self.other = (nn.Conv2d(4, 4, 3, padding=1) for _ in range(2))
        nn.init.constant_(self.first.bias, -1e6)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.first(x))
        x = x + self.one(x)
        return (x + self.other(x)).mean((2, 3))


def test_sizes_are_said_only_beside_something() -> None:
    """The first block is given zeros, beside which nothing has a size; the second is not."""
    found = lens(run_of(Residual()))
    assert found is not None
    figure = found.step("sizes").figure
    assert isinstance(figure, Bars)
    assert len(figure.rows) == 1
    assert "nan" not in "".join(str(each.text) for each in found.steps)


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0%"), (0.0001, "<1%"), (0.01, "1%"), (0.5, "50%"), (0.9964, ">99%"), (1.0, "100%")],
)
def test_a_share_is_never_said_to_be_nothing_or_all_when_it_is_not(
    share: float, words: str
) -> None:
    assert f"{Share(share):.0%}" == words
    assert f"{Share(share):.3f}" == f"{share:.3f}"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (-20.4, "−20.4"),
        (0.0, "0"),
        (0.5, "0.500"),
        (120.3, "120"),
        (1.2e-9, "1.2e−9"),
        (2.125, "2.13"),
    ],
)
def test_a_value_has_three_digits_and_a_true_minus(value: float, words: str) -> None:
    assert f"{Value(value)}" == words
    assert f"{Value(value):.1f}" == f"{value:.1f}"


def test_no_way_says_a_number_with_a_hyphen_or_a_plus() -> None:
    texts = [str(each.text) for network in ZOO for each in lens_of(network).steps]
    assert not [text for text in texts if re.search(r"(?<!LeNet)-\d|e[+-]?\d\d", text)]
    assert any("−" in text for text in texts)


def test_what_the_network_says_is_not_rounded_away() -> None:
    photo = run("torchvision:mnasnet0_5@untrained", read_sample("cat"))
    found = lens(photo)
    assert found is not None
    assert photo.predictions[0].probability < 0.005
    assert "at <1%" in str(found.step("drop").text)


class Branches(nn.Module):
    """Three branches of different scales, and a classifier with many weights."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 4, 3, padding=1)
        self.ways = nn.ModuleList(nn.Conv2d(4, 4, size, padding=size // 2) for size in (1, 3, 5))
        self.classifier = nn.Linear(12 * 144, 40)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.first(x)
        return self.classifier(torch.cat([way(x) for way in self.ways], 1).flatten(1))


def test_only_what_is_smaller_is_a_fraction_of_alexnet(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = run_of(Branches())
    found = lens(photo)
    assert found is not None
    assert [each.id for each in found.steps] == ["branches", "concatenation", "parameters"]
    monkeypatch.setattr("convscope.lenses.inception.ALEXNET", "lenet5")  # 61,706 parameters
    found = lens(photo)
    assert found is not None
    assert [each.id for each in found.steps] == ["branches", "concatenation"]
