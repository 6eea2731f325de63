"""What a layer has learned: its kernels or other weights, and the vectors beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import fx, nn
from torch.nn.modules.conv import _ConvTransposeNd

from convscope.cells.values import Unclear, Values, as_array
from convscope.channels import parse_channels
from convscope.describe import named_arguments
from convscope.errors import NoWeights
from convscope.graph import Graph
from convscope.layers import Layer
from convscope.maps import Floats
from convscope.message import Message
from convscope.network import Network

VECTORS = ("bias", "running_mean", "running_var")
COLOURS = 3


@dataclass(frozen=True, eq=False)
class Weights:
    """The learned numbers of one layer, in float32, the output channels along the first axis.

    `weight` is (O, I / groups, kh, kw) of a convolution, transposed ones too, (O, I) of a fully
    connected layer, (C,) of a normalisation. `vectors` are those beside it by torch's names:
    `bias`, and of a batch normalisation `running_mean` and `running_var`.
    """

    layer: Layer
    weight: Floats
    vectors: Mapping[str, Floats]

    @property
    def of_colours(self) -> bool:
        """Are they kernels over red, green and blue?"""
        groups = self.layer.hyperparameters.get("groups", 1)
        return self.weight.ndim == 4 and self.weight.shape[1] == COLOURS and groups == 1

    def of_channel(self, channel: int) -> Weights:
        """Those of one output channel, the first axis of length 1; raises `UnknownChannel`."""
        count = len(self.weight)
        parse_channels(str(channel), count)
        own = slice(channel, channel + 1)
        vectors = {
            name: values[own] for name, values in self.vectors.items() if values.shape == (count,)
        }
        return replace(self, weight=self.weight[own], vectors=vectors)


def weights_of(network: Network, name: str) -> Weights:
    """The weights of a layer by name. Raises `UnknownLayer`, or `NoWeights` where it has none."""
    layer, graph = network.layer(name), network.graph
    node = graph.kept.get(name)
    if layer.hooked or (node is not None and node.op == "call_module"):
        found = _of_module(network.module.get_submodule(layer.path))
    else:
        found = {} if node is None else _of_function(node, graph)
    if not found:
        raise NoWeights(
            "The layer {name!r} ({op}) has no weights of its own. {advice}",
            name=name,
            op=layer.op,
            advice=_those_with(network),
        )
    main = "weight" if "weight" in found else next(iter(found))
    vectors = {each: values for each, values in found.items() if each in VECTORS and each != main}
    return Weights(layer, found[main], vectors)


def _of_module(module: nn.Module) -> dict[str, Floats]:
    # A weight that is made of others, as by weight normalisation, is no parameter itself.
    made = {name: getattr(module, name, None) for name in ("weight", *VECTORS)}
    tensors = {**dict(module.named_parameters(recurse=False)), **made}
    found = {name: _floats(each) for name, each in tensors.items() if torch.is_tensor(each)}
    if isinstance(module, _ConvTransposeNd):
        found["weight"] = _outputs_first(found["weight"], module.groups)
    return found


def _of_function(node: fx.Node, graph: Graph) -> dict[str, Floats]:
    """The tensors among a function's arguments that no picture changes."""
    assert graph.traced is not None
    named = named_arguments(node, graph.traced) if node.op == "call_function" else {}
    named = named or dict(zip(("input", "other"), node.args, strict=False))
    values = Values(graph, _no_picture)
    found: dict[str, Floats] = {}
    for name, argument in named.items():
        value = _value(values, argument)
        if isinstance(value, torch.Tensor) and value.is_floating_point():
            found[name] = _floats(value)
    if "transpose" in node.name and "weight" in found:
        found["weight"] = _outputs_first(found["weight"], named.get("groups", 1))
    return found


def _value(values: Values, argument: Any) -> Any:
    try:
        with torch.no_grad():
            return values(argument) if isinstance(argument, fx.Node) else None
    except Unclear:
        return None


def _no_picture(layer: str) -> torch.Tensor:
    raise Unclear(f"It depends on the picture by way of the layer {layer!r}.")


def _floats(tensor: torch.Tensor) -> Floats:
    return np.ascontiguousarray(as_array(tensor), dtype=np.float32)


def _outputs_first(weight: Floats, groups: int) -> Floats:
    """(I, O / groups, …) -> (O, I / groups, …)."""
    inputs, outputs, *kernel = weight.shape
    grouped = weight.reshape(groups, inputs // groups, outputs, *kernel).swapaxes(1, 2)
    return np.ascontiguousarray(grouped).reshape(groups * outputs, inputs // groups, *kernel)


def _those_with(network: Network) -> Message:
    some = [layer.name for layer in network.layers if layer.parameters][:4]
    if not some:
        return Message("None in this network has.")
    return Message("The first that have are {names}.", {"names": ", ".join(some)})
