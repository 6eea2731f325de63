"""A network without one of its blocks, against the same modules called without it by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import nn

from convscope.errors import NoSkip, UnknownLayer
from convscope.network import load
from convscope.runs import Run, run
from convscope.samples import read_sample
from convscope.skips import skips
from convscope.without import without
from convscope.zoo.efficientnet_mini import InvertedResidual
from convscope.zoo.resnet_mini import BasicBlock
from tests.instrument.cell_runs import run_of


@pytest.fixture(scope="module")
def resnet() -> Run:
    return run("resnet_mini", read_sample("cat"))


def expected(
    of: Run, block: nn.Module, skip: Callable[[torch.Tensor], torch.Tensor]
) -> torch.Tensor:
    """The logits where a module hands on what `skip` makes of its input."""
    hook = block.register_forward_hook(lambda _module, inputs, _output: skip(inputs[0]))
    try:
        with torch.inference_mode():
            logits: torch.Tensor = of.network.module(torch.tensor(of.input)[None])[0]
    finally:
        hook.remove()
    return logits


@pytest.mark.parametrize("path", ["block1.0", "block1.1", "block2.0", "block2.1", "block3.1"])
def test_the_answer_is_that_of_the_module_without_the_branch(resnet: Run, path: str) -> None:
    block = resnet.network.module.get_submodule(path)
    assert isinstance(block, BasicBlock)
    logits = expected(resnet, block, lambda x: torch.relu(block.shortcut(x)))
    found = without(resnet, f"{path}.add")
    assert found.logits == pytest.approx(logits.numpy(), rel=1e-4, abs=1e-4)
    assert found.probabilities == pytest.approx(logits.softmax(0).numpy(), abs=1e-5)
    order = logits.argsort(descending=True).tolist()
    assert [each.index for each in found.predictions] == order
    assert found.predictions[0].label == resnet.network.label(order[0])


def test_gated_blocks_can_be_dropped_too() -> None:
    photo = run("efficientnet_mini_b1", read_sample("cat"))
    block = photo.network.module.get_submodule("stage3.1")
    assert isinstance(block, InvertedResidual)
    assert block.has_skip
    found = without(photo, "stage3.1.add")
    assert found.logits == pytest.approx(expected(photo, block, lambda x: x).numpy(), abs=1e-4)


def test_dropping_leaves_the_run_and_the_network_as_they_were(resnet: Run) -> None:
    before = resnet.output("fc")
    for skip in skips(resnet.layers):
        without(resnet, skip.addition)
    assert (resnet.output("fc") == before).all()
    again = run(load("resnet_mini"), read_sample("cat"))
    assert again.output("fc") == pytest.approx(before, abs=1e-5)


def test_whatever_is_no_block_is_refused(resnet: Run) -> None:
    with pytest.raises(NoSkip, match=r"block1\.0\.conv1"):
        without(resnet, "block1.0.conv1")
    with pytest.raises(UnknownLayer):
        without(resnet, "nothing")


def test_a_network_that_already_answers_with_probabilities() -> None:
    torch.manual_seed(0)
    photo = run_of(Answering())
    found = without(photo, "add")
    x = torch.tensor(photo.input)[None]
    module = photo.network.module
    assert isinstance(module, Answering)
    with torch.inference_mode():
        plain = torch.softmax(module.stem(x).mean((2, 3)), 1)[0]
    assert found.probabilities == pytest.approx(plain.numpy(), abs=1e-6)


class Answering(nn.Module):
    """One block, and a softmax of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.stem, self.branch = nn.Conv2d(3, 4, 3, 4), nn.Conv2d(4, 4, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.stem(x)
        x = x + self.branch(x)
        return torch.softmax(x.mean((2, 3)), dim=1)
