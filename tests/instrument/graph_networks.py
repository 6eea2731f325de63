"""Networks to draw: real ones untrained, small ones, and ones that Hypothesis makes up."""

from __future__ import annotations

from functools import cache

import torch
import torchvision
from hypothesis import strategies as st
from torch import nn

from convscope import graph
from convscope.graphview.blocks import Block, tree
from convscope.layers import Layer
from tests.instrument import small_networks, zoo_graphs

ZOO = ("lenet5", "googlenet_mini", "resnet_mini", "densenet_mini", "efficientnet_mini_b0")
TORCHVISION = ("resnet18", "inception_v3", "densenet201", "efficientnet_v2_l")
HOOKED = ("ControlFlow", "ClosedPart")
REAL = (*ZOO, *TORCHVISION, *HOOKED, "Shared", "Gate", "Branches")


class Unet(nn.Module):
    """What joins its two halves runs in the root, between parts of the second half."""

    def __init__(self):
        super().__init__()
        self.down = nn.ModuleList(nn.Conv2d(3, 3, 3, padding=1) for _ in range(2))
        self.up = nn.ModuleList(nn.Conv2d(6, 3, 3, padding=1) for _ in range(2))

    def forward(self, x):
        first = self.down[0](x)
        second = self.down[1](first)
        x = self.up[0](torch.cat((second, second.relu()), 1))
        return self.up[1](torch.cat((x, first), 1)).mean((2, 3))


class Body(nn.Module):
    """A convolution and its ReLU, which an addition joins with the input."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 3, padding=1)
        self.relu = nn.ReLU()

    def forward(self, x):
        return self.relu(self.conv(x)) + x


class Twice(nn.Module):
    """One block that runs twice in a row."""

    def __init__(self):
        super().__init__()
        self.body = Body()

    def forward(self, x):
        return self.body(self.body(x)).mean((2, 3))


@cache
def layers(name: str) -> tuple[Layer, ...]:
    """The layers of a network of the zoo, of torchvision, or of this file."""
    if name in ZOO:
        return zoo_graphs.layers(name)
    if name in TORCHVISION:
        torch.manual_seed(0)
        options = {"init_weights": False} if name == "inception_v3" else {}
        module = torchvision.models.get_model(name, weights=None, **options).eval()
        return graph.build(module, (3, 80, 80)).layers
    module = {"Unet": Unet, "Twice": Twice}.get(name) or getattr(small_networks, name)
    channels = 1 if name in ("Gate", "Branches") else 3
    return graph.build(module().eval(), (channels, 16, 16)).layers


@cache
def block_tree(name: str) -> Block:
    return tree(layers(name))


def expansions(name: str) -> st.SearchStrategy[frozenset[str]]:
    """Any choice of open blocks of a network."""
    ids = [block.id for block in block_tree(name).blocks()]
    return st.frozensets(st.sampled_from(ids)) if ids else st.just(frozenset())


@st.composite
def made_up(draw: st.DrawFn) -> tuple[Layer, ...]:
    """A network of random edges whose modules run in any order, again and again."""
    count = draw(st.integers(1, 24))
    paths = draw(
        st.lists(
            st.sampled_from(("", "a", "a.x", "a.y", "b", "b.x.z")), min_size=count, max_size=count
        )
    )
    found = [Layer("input", "input", "input", "", (), (1, 4, 4))]
    for number, path in enumerate(paths):
        sources = draw(st.sets(st.integers(0, number), min_size=1, max_size=3))
        inputs = tuple(found[source].name for source in sorted(sources))
        name = f"{path}.f{number}" if path else f"f{number}"
        found.append(Layer(name, f"f{number}", "other", path, inputs, (number + 1, 4, 4)))
    return tuple(found)
