"""The figures of an architecture, from a network that is built and traced but never computed."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from convscope import outofplace
from convscope.costs import module_parameters
from convscope.depth import depth
from convscope.layering import Layering
from convscope.layers import Layer
from convscope.meta import hooked_layers
from convscope.products import products
from convscope.recorder import Recorder
from convscope.trace import evaluating, trace


@dataclass(frozen=True)
class Figures:
    parameters: int
    macs: int
    depth: int | None
    convolutional: bool


def measure(module: nn.Module, shape: tuple[int, int, int]) -> Figures:
    """The figures of a network on the meta device, for inputs `(C, H, W)`.

    The depth is null where the trace does not show all of the network, as within torch's own
    attention: then its layers' multiply-adds are not all of them.
    """
    example = torch.empty(1, *shape, device="meta")
    with evaluating(module):
        macs = products(module, shape).total()
        traced = _traced(module, example)
        layers = traced or hooked_layers(module, example)
    complete = traced is not None and sum(layer.macs for layer in layers) == macs
    return Figures(
        parameters=module_parameters(module),
        macs=macs,
        depth=depth(layers) if complete else None,
        convolutional=any(map(_looks_at_neighbours, layers)),
    )


def _looks_at_neighbours(layer: Layer) -> bool:
    """Is it a convolution that combines neighbouring cells and leaves as many as there were?

    A network is convolutional where it has such layers. Cutting a photo into patches and stepping
    to a coarser map take a stride, and transformers and perceptrons do both with convolutions.
    """
    kernel, stride = (layer.hyperparameters.get(name) for name in ("kernel_size", "stride"))
    return (
        layer.kind == "convolution"
        and len(kernel or ()) == 2  # else it runs along the channels, or along a row of patches
        and max(kernel) > 1
        and stride in (None, 1, [1], [1, 1])
    )


def _traced(module: nn.Module, example: torch.Tensor) -> list[Layer] | None:
    found = trace(module)
    if found is None:
        return None
    program, closed = found
    outofplace.rewrite(program)
    recorder = Recorder(program, closed)
    recorder.run(example)
    layering = Layering(recorder)
    for node in program.graph.nodes:
        layering.add(node)
    return layering.layers
