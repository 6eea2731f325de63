"""One forward pass -> every layer's true output.

The traced network is compiled anew so that it hands back all of its intermediate values instead of
the last alone: generated code that names its results keeps them alive, and nothing is copied.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import torch
from torch import fx, nn

from convscope.answer import first_tensor
from convscope.errors import ModelFailed
from convscope.graph import LAYOUTS, Graph
from convscope.hooks import Copy, Unique, detached, watching
from convscope.layers import Layer, answer_layer, hooked_layer, input_layer, softmax_layer
from convscope.trace import evaluating

Reached = tuple[Sequence[Layer], dict[str, torch.Tensor]]


@dataclass(frozen=True)
class Pass:
    """One pass: the layers that were reached, and the output of each without the batch axis."""

    layers: tuple[Layer, ...]
    outputs: dict[str, torch.Tensor]


class Program:
    """A network that answers with the outputs of all its layers."""

    def __init__(self, module: nn.Module, graph: Graph) -> None:
        self.module = module
        self.graph = graph
        self.names = tuple(graph.kept)
        self._compiled = _compile(graph) if graph.traced is not None else None
        # Hooks are put on and taken off for every pass, so passes must not overlap.
        self._lock = threading.Lock()

    def __call__(self, picture: torch.Tensor, layout: str = "channels_last") -> Pass:
        """Run on one picture `(C, H, W)`.

        `layout` is how the tensors lie in memory, `contiguous` or `channels_last`; results agree
        within float rounding between the two. Raises `ModelFailed` where the network raises.
        """
        with torch.inference_mode():
            return self._carry_out(picture, layout, detached)

    def differentiable(self, picture: torch.Tensor, layout: str = "channels_last") -> Pass:
        """The same, with outputs from which autograd finds the way back to `picture`."""
        with torch.enable_grad():
            return self._carry_out(picture, layout, torch.clone)

    def _carry_out(self, picture: torch.Tensor, layout: str, copy: Copy) -> Pass:
        batch = picture.unsqueeze(0).contiguous(memory_format=LAYOUTS[layout])
        carry_out = self._traced if self._compiled else self._hooked
        with self._lock, evaluating(self.module):
            try:
                reached, outputs = carry_out(batch, copy)
            except Exception as error:
                raise ModelFailed(
                    "The network failed while it ran: {error}.", error=str(error)
                ) from error
            probabilities = self.graph.probabilities
            if probabilities is not None and probabilities not in outputs:
                outputs[probabilities] = torch.softmax(outputs[self.graph.answer], dim=-1)
        layers = tuple(layer for layer in reached if layer.name in outputs)
        return Pass(layers, {layer.name: _without_batch(outputs[layer.name]) for layer in layers})

    def _traced(self, batch: torch.Tensor, copy: Copy) -> Reached:
        assert self._compiled is not None
        with ExitStack() as stack:
            watched = [
                stack.enter_context(watching(self._compiled.get_submodule(path), path, copy))
                for path in sorted(self.graph.closed)
            ]
            values = self._compiled(batch)
        names = Unique()
        inside = {names(each.path): each.output for seen in watched for each in seen}
        return self.graph.layers, {**inside, **dict(zip(self.names, values, strict=True))}

    def _hooked(self, batch: torch.Tensor, copy: Copy) -> Reached:
        """The modules that this very picture reached: on another it may be others."""
        names = Unique()
        layers = [input_layer(names, batch.shape)]
        outputs = {layers[0].name: batch.clone()}
        with watching(self.module, "", copy) as seen:
            answer = first_tensor(self.module(batch))
        for each in seen:
            part = self.module.get_submodule(each.path)
            layers.append(hooked_layer(names(each.path), part, each))
            outputs[layers[-1].name] = each.output
        layers.append(answer_layer(self.graph.answer, answer))
        outputs[self.graph.answer] = answer
        if self.graph.probabilities not in (None, self.graph.answer):
            layers.append(softmax_layer(str(self.graph.probabilities), layers[-1]))
        return layers, outputs


def _compile(graph: Graph) -> fx.GraphModule:
    """The traced network with all kept values as its answer."""
    assert graph.traced is not None
    program = fx.Graph()
    copies: dict[fx.Node, fx.Node] = {}
    results = []
    kept = {node: name for name, node in graph.kept.items()}
    for node in graph.traced.graph.nodes:
        if node.op == "output":
            continue
        copies[node] = program.node_copy(node, lambda each: copies[each])
        if node in graph.overwritten and node in kept:
            results.append(program.call_method("clone", (copies[node],)))
        elif node in kept:
            results.append(copies[node])
    program.output(tuple(results))
    return fx.GraphModule(graph.traced, program)


def _without_batch(value: Any) -> torch.Tensor:
    tensor: torch.Tensor = value
    return tensor[0] if tensor.dim() > 1 and tensor.shape[0] == 1 else tensor
