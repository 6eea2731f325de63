"""Multiply-adds module by module, against torch's own counter of operations and by hand."""

from __future__ import annotations

from threading import Event, Thread

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F
from torch.utils.flop_counter import FlopCounterMode

from convscope.meta import on_meta
from convscope.products import products


class Attentive(nn.Module):
    """A convolution into patches, an attention by hand, one of torch, and a product of its own."""

    def __init__(self, width: int, heads: int, patch: int) -> None:
        super().__init__()
        self.patches = nn.Conv2d(3, width, patch, stride=patch)
        self.torchs = nn.MultiheadAttention(width, heads, batch_first=True)
        self.blocks = nn.ModuleList([Scaled(width), Scaled(width)])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.patches(x).flatten(2).transpose(1, 2)
        x, _ = self.torchs(x, x, x)
        for block in self.blocks:
            x = block(x)
        return x @ self.patches.weight.flatten(1)


class Scaled(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.project = nn.Linear(width, 3 * width, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        q, k, v = self.project(x).chunk(3, -1)
        return F.scaled_dot_product_attention(q, k, v)


@settings(max_examples=15, deadline=None)
@given(heads=st.integers(1, 3), patch=st.sampled_from([2, 4]), size=st.sampled_from([8, 12]))
def test_all_of_a_network_are_what_torch_counts(heads: int, patch: int, size: int) -> None:
    width = 4 * heads
    module = on_meta(lambda: Attentive(width, heads, patch))
    with FlopCounterMode(display=False) as counter:
        module(torch.empty(1, 3, size, size, device="meta"))
    found = products(module, (3, size, size))
    assert 2 * found.total() == counter.get_total_flops()


def test_each_module_has_its_own() -> None:
    width, tokens = 4, 16
    found = products(on_meta(lambda: Attentive(width, 1, 2)), (3, 8, 8))
    kernel = 3 * 2 * 2
    both = 2 * tokens**2 * width  # queries by keys, weights by values
    assert found == {
        ("patches", "convolution"): tokens * width * kernel,
        ("torchs", "other"): 4 * tokens * width**2 + both,
        ("blocks.0.project", "linear"): 3 * tokens * width**2,
        ("blocks.0", "other"): both,
        ("blocks.1.project", "linear"): 3 * tokens * width**2,
        ("blocks.1", "other"): both,
        ("", "other"): tokens * width * kernel,
    }


class Waiting(nn.Module):
    """Computes while another thread does."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(8, 8)
        self.entered, self.go_on = Event(), Event()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        self.entered.set()
        assert self.go_on.wait(60)
        return self.linear(x)


def test_what_another_thread_computes_meanwhile_is_not_counted() -> None:
    module = on_meta(Waiting)
    found: list[int] = []
    thread = Thread(target=lambda: found.append(products(module, (3, 8, 8)).total()))
    thread.start()
    assert module.entered.wait(60)
    nn.Linear(8, 8)(torch.zeros(1, 3, 8, 8))
    module.go_on.set()
    thread.join()
    assert found == [3 * 8 * 8 * 8]


def test_the_module_is_left_as_it_was() -> None:
    module = on_meta(lambda: Attentive(4, 1, 2)).train()
    products(module, (3, 8, 8))
    assert module.training
    for part in module.modules():
        assert not part._forward_hooks
        assert not part._forward_pre_hooks
