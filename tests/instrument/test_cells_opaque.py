"""What is not known is said to be so, and no number that might be wrong is shown."""

from __future__ import annotations

import pytest
import torch
from torch import fx, nn
from torch.nn import functional as F

from convscope.cells import explain, registry
from convscope.cells.explanation import Arithmetic, Source
from convscope.cells.moved import Moved
from convscope.errors import UnknownCell, UnknownChannel, UnknownLayer
from tests.instrument import small_networks
from tests.instrument.cell_runs import Function, last_of, run_of, seeded_run

SIZE = 6


def reason_of(run, layer: str, cell=(0, 0, 0)) -> str:
    found = explain(run, layer, *cell)
    assert (found.kind, found.explained, found.difference, found.rounding) == (
        "opaque", None, None, None,
    )  # fmt: skip
    return found.operands.reason


@pytest.mark.parametrize(
    "function",
    [
        lambda x: torch.einsum("nchw,ncwk->nchk", x, x),
        lambda x: torch.cumsum(x, 1),
        lambda x: F.scaled_dot_product_attention(x, x, x),
        lambda x: torch.linalg.vector_norm(x, dim=1, keepdim=True),
        lambda x: F.glu(x, 1),
        lambda x: F.conv3d(x[None], torch.ones(1, 1, 1, 1, 1)),
        lambda x: torch.addcmul(x, x, x),
    ],
)
def test_an_operation_without_a_rule_names_its_inputs(function) -> None:
    run = seeded_run(lambda: Function(function), SIZE)
    assert "not taken apart" in reason_of(run, last_of(run))
    assert explain(run, last_of(run), 0, 0, 0).inputs == run.layer(last_of(run)).inputs != ()


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda x: F.interpolate(x, scale_factor=2, mode="bilinear"), "blends"),
        (lambda x: torch.div(x, 2, rounding_mode="floor"), "whole numbers"),
        (lambda x: torch.topk(x, 3, dim=1)[0], "no layer"),
    ],
)
def test_a_variant_without_a_rule_says_why(function, words: str) -> None:
    run = seeded_run(lambda: Function(function), SIZE)
    assert words in reason_of(run, last_of(run))


def test_a_module_whose_output_is_no_layer_is_not_run_again() -> None:
    class Attention(nn.Module):
        def __init__(self):
            super().__init__()
            self.attention = nn.MultiheadAttention(4, 2, batch_first=True)

        def forward(self, x):
            tokens = x.flatten(2).transpose(1, 2)
            return self.attention(tokens, tokens, tokens)[0]

    run = seeded_run(lambda: nn.Sequential(nn.Conv2d(3, 4, 1), Attention()), SIZE)
    assert "module '1.attention'" in reason_of(run, "1.getitem")


def test_layers_inside_a_closed_module_say_that_their_inputs_are_not_known() -> None:
    run = seeded_run(small_networks.ClosedPart, SIZE)
    assert "cannot be traced" in reason_of(run, "inner.conv")
    assert "not taken apart" in reason_of(run, "inner")
    assert explain(run, "stem", 0, 0, 0).kind == "convolution"


def test_a_network_seen_by_hooks_alone_explains_its_input_and_its_softmax() -> None:
    run = seeded_run(small_networks.ControlFlow, SIZE)
    kinds = {layer.name: explain(run, layer.name, 0, 0, 0).kind for layer in run.layers}
    assert kinds == {
        "input": "pixel", "conv": "opaque", "relu": "opaque", "fc": "opaque", "logits": "opaque",
        "softmax": "softmax",
    }  # fmt: skip


@fx.wrap
def relu(x):
    return F.relu(x) + 1


def test_anothers_function_of_a_known_name_is_not_taken_for_torchs() -> None:
    class Wrapped(nn.Module):
        def forward(self, x):
            return relu(x)

    run = run_of(Wrapped(), SIZE)
    assert run.layer(last_of(run)).op == "relu"
    assert "not taken apart" in reason_of(run, last_of(run))


def test_anothers_module_of_a_known_name_is_not_taken_for_torchs() -> None:
    class ReLU(nn.ReLU):
        def forward(self, x):
            return super().forward(x) if bool(x.sum() > 0) else x

    run = seeded_run(lambda: nn.Sequential(nn.Conv2d(3, 4, 1), ReLU()), SIZE)
    assert run.layer("1").op == "ReLU"
    assert "not taken apart" in reason_of(run, "1")


def test_an_explanation_that_does_not_give_the_number_is_not_shown(monkeypatch) -> None:
    run = run_of(nn.ReLU(), SIZE)
    wrong = Arithmetic("half", 0.5, 1e-6, Moved(Source(0.5)))
    monkeypatch.setitem(registry.EXPLAINERS, "relu", lambda call: wrong)
    assert "does not give this number" in reason_of(run, last_of(run))


def test_arguments_that_nobody_foresaw_are_no_error(monkeypatch) -> None:
    run = run_of(nn.ReLU(), SIZE)

    def fail(call):
        raise KeyError("dim")

    monkeypatch.setitem(registry.EXPLAINERS, "relu", fail)
    assert "not taken apart" in reason_of(run, last_of(run))


@pytest.mark.parametrize(
    ("cell", "error", "words"),
    [
        ((4, 0, 0), UnknownChannel, "no channel 4. Its channels are 0 to 3."),
        ((-1, 0, 0), UnknownChannel, "no channel -1"),
        ((0, 6, 2), UnknownCell, "row 6, column 2. Its rows are 0 to 5. Its columns are 0 to 4."),
        ((0, 0, 5), UnknownCell, "row 0, column 5"),
        ((0, -1, 0), UnknownCell, "row -1"),
    ],
)
def test_a_cell_outside_of_the_layer_is_refused_with_the_range(cell, error, words: str) -> None:
    run = seeded_run(lambda: nn.Conv2d(3, 4, (1, 2)), SIZE)
    with pytest.raises(error, match=words):
        explain(run, last_of(run), *cell)


def test_an_unknown_layer_is_refused() -> None:
    with pytest.raises(UnknownLayer, match="nope"):
        explain(run_of(nn.ReLU(), SIZE), "nope", 0, 0, 0)
