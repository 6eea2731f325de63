"""The guide of the perceptron: every number and picture of it, worked out from the modules."""

from __future__ import annotations

import json
from functools import cache

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F

from convscope.lenses import lens
from convscope.lenses.step import Lens, Pictures
from convscope.network import load
from convscope.runs import Run, run
from convscope.samples import read_sample
from convscope.zoo import findings
from tests.instrument.cell_runs import run_of

MEAN, STD = 0.1307, 0.3081  # of MNIST


@cache
def digit(network: str = "mlp", sample: str = "digit5") -> Run:
    return run(network, read_sample(sample))


@cache
def guide(network: str = "mlp") -> Lens:
    found = lens(digit(network))
    assert found is not None
    return found


def pictures(found: Lens, id: str) -> Pictures:
    figure = found.step(id).figure
    assert isinstance(figure, Pictures)
    return figure


def arrays(found: Lens, id: str) -> list[np.ndarray]:
    return [np.array(each.values) for each in pictures(found, id).pictures]


def close(values: np.ndarray) -> object:
    """Pictures have four digits that count."""
    return pytest.approx(values, rel=6e-4, abs=1e-12)


def shipped(name: str) -> dict:
    return json.loads((findings.FOLDER / f"{name}.json").read_text("utf-8"))


def test_the_list_has_the_pixels_in_the_places_that_are_said() -> None:
    values = dict(guide().step("flatten").text.values)
    (pixels,), flat = digit().input, digit().output("flatten")
    row, column = values["row"], values["column"]
    assert pixels[row, column] == flat[values["place"]] == pixels.max()
    assert flat[values["below"]] == pixels[row + 1, column]
    whole, cut = arrays(guide(), "flatten")
    assert whole == close(pixels)
    assert cut.shape == (16, 49)
    assert cut.ravel().tolist() == whole.ravel().tolist()


def test_a_unit_is_its_pixels_times_its_weights() -> None:
    values = dict(guide().step("weights").text.values)
    given, gives = digit().output("flatten"), digit().output("fc1")
    layer = digit().network.module.get_submodule("fc1")
    assert isinstance(layer, nn.Linear)
    unit = values["unit"]
    assert unit == np.abs(gives).argmax()
    assert (values["units"], values["count"]) == (layer.out_features, layer.in_features)
    assert values["sum"] == pytest.approx(gives[unit], rel=1e-5)
    pixels, weights, products = arrays(guide(), "weights")
    own = layer.weight[unit].detach().numpy()
    assert pixels.ravel() == close(given)
    assert weights.ravel() == close(own)
    assert products.ravel() == close(given * own)


def said_of_moved(network: str, sample: str) -> list[str]:
    """By slices of NumPy and the network's own module."""
    (pixels,) = digit("mlp", sample).input
    black = np.float32((0 - MEAN) / STD)
    answers = []
    for up in range(6):
        moved = np.full_like(pixels, black)
        moved[: 28 - up] = pixels[up:]
        with torch.inference_mode():
            answers.append(int(load(network).module(torch.tensor(moved)[None, None]).argmax()))
    return [str(each) for each in answers]


@pytest.mark.parametrize("sample", ["digit0", "digit5", "digit8"])
def test_what_is_said_of_a_digit_that_moves(sample: str) -> None:
    found = lens(digit("mlp", sample))
    assert found is not None
    rows = {str(row.name): row.words for row in pictures(found, "moved").rows}
    assert rows["it says"] == said_of_moved("mlp", sample)
    assert rows["LeNet-5 says"] == said_of_moved("lenet5", sample)
    moved = arrays(found, "moved")
    for up in range(1, 6):
        assert moved[up][: 28 - up].tolist() == moved[0][up:].tolist()
        assert moved[up][28 - up :] == close(np.full((up, 28), (0 - MEAN) / STD))


def test_how_many_digits_are_read_is_as_it_was_measured() -> None:
    rows = {str(row.name): row.words for row in pictures(guide(), "moved").rows}
    told = shipped("shifts")
    for name, network in (("it reads, test digits", "mlp"), ("LeNet-5, test digits", "lenet5")):
        accuracy = told["networks"][network]["accuracy"]
        assert rows[name] == [f"{100 * each:.1f}%" for each in accuracy[:6]]
        for pixels in (2, 4):
            assert f"{100 * accuracy[pixels]:.1f}%" in str(guide().step("moved").text)


def test_shuffled_alike_they_give_the_same() -> None:
    order = torch.randperm(784, generator=torch.Generator().manual_seed(0)).numpy()
    before, after = arrays(guide(), "weights"), arrays(guide(), "order")
    for one, other in zip(before, after, strict=True):
        assert other.ravel().tolist() == one.ravel()[order].tolist()
    text = guide().step("order").text
    assert f"{100 * shipped('shuffled')['networks']['mlp']['accuracy']:.1f}%" in str(text)
    assert f"{100 * shipped('lenet5')['accuracy']:.1f}%" in str(text)


def test_an_untrained_perceptron_is_not_said_to_read_anything() -> None:
    twin = guide("mlp@untrained")
    assert [each.id for each in twin.steps] == [each.id for each in guide().steps]
    assert [str(each.name) for each in pictures(twin, "moved").rows] == ["it says"]
    assert "%" not in "".join(str(each.text) for each in twin.steps)


class Own(nn.Module):
    """A perceptron of somebody's own, in functions as far as it can be."""

    def __init__(self, pixels: int, units: int) -> None:
        super().__init__()
        self.hidden, self.out = nn.Linear(pixels, units, bias=False), nn.Linear(units, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.out(torch.tanh(self.hidden(x.flatten(1))))


@settings(max_examples=12, deadline=None)
@given(side=st.integers(2, 9), units=st.integers(1, 5), seed=st.integers(0, 9))
def test_any_perceptron_has_its_way(side: int, units: int, seed: int) -> None:
    torch.manual_seed(seed)
    module = Own(side**2, units)
    photo = run_of(module, size=side, channels=1)
    found = lens(photo)
    assert found is not None
    assert [each.id for each in found.steps] == ["flatten", "weights", "moved", "order"]
    values = dict(found.step("weights").text.values)
    with torch.inference_mode():
        given = torch.tensor(photo.input).flatten()
        gives = F.linear(given, module.hidden.weight)
    assert abs(values["sum"]) == pytest.approx(float(gives.abs().max()), rel=1e-4)
    for array in arrays(found, "flatten"):
        assert array.ravel() == close(given.numpy())
    assert [str(each.name) for each in pictures(found, "moved").rows] == ["it says"]


def test_a_list_of_three_channels_is_no_picture_in_grey() -> None:
    assert lens(run_of(Own(3 * 36, 4), size=6)) is None


def test_a_transformer_has_no_way() -> None:
    assert lens(run("timm:test_vit.r160_in1k@untrained", read_sample("cat"))) is None
