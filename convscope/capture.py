"""One forward pass -> every layer's true output.

The traced network is compiled anew so that it hands back all of its intermediate values instead of
the last alone: generated code that names its results keeps them alive, and nothing is copied.
"""

from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import Any

import torch
from torch import fx, nn

from convscope.answer import first_tensor
from convscope.errors import ModelFailed
from convscope.graph import LAYOUTS, Graph
from convscope.hooks import Unique, watching
from convscope.layers import INPUT
from convscope.trace import evaluating


class Program:
    """A network that answers with the outputs of all its layers."""

    def __init__(self, module: nn.Module, graph: Graph) -> None:
        self.module = module
        self.graph = graph
        self.names = tuple(graph.kept)
        self._compiled = _compile(graph) if graph.traced is not None else None
        # Hooks are put on and taken off for every pass, so passes must not overlap.
        self._lock = threading.Lock()

    def __call__(
        self, picture: torch.Tensor, layout: str = "channels_last"
    ) -> dict[str, torch.Tensor]:
        """Run on one picture `(C, H, W)`; returns each layer's output without the batch axis.

        `layout` is how the tensors lie in memory, `contiguous` or `channels_last`; results agree
        within float rounding between the two. Raises `ModelFailed` where the network raises.
        """
        batch = picture.unsqueeze(0).contiguous(memory_format=LAYOUTS[layout])
        with self._lock, torch.inference_mode(), evaluating(self.module):
            try:
                outputs = self._traced(batch) if self._compiled else self._hooked(batch)
            except Exception as error:
                raise ModelFailed(f"The network failed while it ran: {error}.") from error
            probabilities = self.graph.probabilities
            if probabilities is not None and probabilities not in outputs:
                outputs[probabilities] = torch.softmax(outputs[self.graph.answer], dim=-1)
        return {
            layer.name: _without_batch(outputs[layer.name])
            for layer in self.graph.layers
            if layer.name in outputs
        }

    def _traced(self, batch: torch.Tensor) -> dict[str, torch.Tensor]:
        assert self._compiled is not None
        with ExitStack() as stack:
            watched = [
                stack.enter_context(watching(self._compiled.get_submodule(path), path))
                for path in sorted(self.graph.closed)
            ]
            values = self._compiled(batch)
        names = Unique()
        inside = {names(path): value for seen in watched for path, value in seen}
        return {**inside, **dict(zip(self.names, values, strict=True))}

    def _hooked(self, batch: torch.Tensor) -> dict[str, torch.Tensor]:
        names = Unique()
        outputs = {names(INPUT): batch.clone()}
        with watching(self.module, "") as seen:
            answer = first_tensor(self.module(batch))
        outputs.update((names(path), value) for path, value in seen)
        outputs.setdefault(self.graph.answer, answer)
        return outputs


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
