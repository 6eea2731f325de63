"""A carried-out trace -> its layers: which nodes are layers, and all that is said of each."""

from __future__ import annotations

import torch
from torch import fx, nn

from convscope import costs
from convscope.answer import first_tensor
from convscope.describe import function_hyperparameters, module_hyperparameters, op_of
from convscope.fields import Field
from convscope.hooks import Unique
from convscope.kinds import kind_of_function, kind_of_module
from convscope.layers import Layer, hooked_layer, input_layer, without_batch
from convscope.reach import Step, field_after
from convscope.recorder import Recorder

SPLITS = ("chunk", "split", "split_with_sizes", "tensor_split", "unbind", "size", "shape")


class Layering:
    """Turns the nodes of a carried-out trace into layers, one after the other."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.names = Unique()
        self.layers: list[Layer] = []
        self.kept: dict[str, fx.Node] = {}
        # For every node that depends on the input: the layers that its value comes from.
        self.sources: dict[fx.Node, tuple[str, ...]] = {}
        self.fields: dict[str, Field | None] = {}
        self.shapes: dict[str, tuple[int, ...]] = {}
        self.answer = ""
        # Operations that give several tensors and do more than split one.
        self.unclear: set[fx.Node] = set()
        self.unclear_layers: set[str] = set()

    def add(self, node: fx.Node) -> None:
        if node.op == "placeholder":
            self._add_input(node)
        elif node.op == "output":
            self.answer = self._answer(node)
        elif node.op.startswith("call_"):
            inputs = self._inputs(node)
            if not inputs:
                return  # made of parameters and sizes alone
            if self._is_layer(node):
                self._add_insides(node)
                self._add_layer(node, inputs)
            else:
                self.sources[node] = inputs
                self._note_unclear(node)

    def _inputs(self, node: fx.Node) -> tuple[str, ...]:
        found = [name for each in node.all_input_nodes for name in self.sources.get(each, ())]
        return tuple(dict.fromkeys(found))

    def _is_layer(self, node: fx.Node) -> bool:
        value = self.recorder.values.get(node)
        if not isinstance(value, torch.Tensor) or not value.is_floating_point() or value.dim() < 2:
            return False
        return not (node.op == "call_module" and isinstance(self._module(node), nn.Identity))

    def _note_unclear(self, node: fx.Node) -> None:
        several = isinstance(self.recorder.values.get(node), tuple | list)
        if several and op_of(node, self.recorder.traced) not in SPLITS:
            self.unclear.add(node)

    def _answer(self, node: fx.Node) -> str:
        """The layer that holds the first tensor of the network's answer."""
        logits = first_tensor(self.recorder.values[node])
        for source in node.all_input_nodes:
            if self.recorder.values.get(source) is logits:
                return self.sources.get(source, ("",))[-1]
        return ""

    def _module(self, node: fx.Node) -> nn.Module:
        return self.recorder.traced.get_submodule(str(node.target))

    def _add_input(self, node: fx.Node) -> None:
        layer = input_layer(self.names, self.recorder.values[node].shape)
        self._keep(node, layer, Field.of_input(*layer.shape[1:]))

    def _add_insides(self, node: fx.Node) -> None:
        for seen in self.recorder.inside.get(node, []):
            part = self.recorder.traced.get_submodule(seen.path)
            self.layers.append(hooked_layer(self.names(seen.path), part, seen))

    def _add_layer(self, node: fx.Node, inputs: tuple[str, ...]) -> None:
        value: torch.Tensor = self.recorder.values[node]
        shape = without_batch(value.shape)
        operands = [self.recorder.values[each] for each in node.all_input_nodes]
        tensors = [each for each in operands if isinstance(each, torch.Tensor)]
        op = op_of(node, self.recorder.traced)
        if node.op == "call_module":
            module = self._module(node)
            name, path, kind = str(node.target), str(node.target), kind_of_module(module)
            hyperparameters = module_hyperparameters(module)
            # What lies inside a closed module is listed with the layers there.
            closed = node in self.recorder.inside
            parameters = (costs.own_parameters if closed else costs.module_parameters)(module)
            macs = costs.module_macs(module, tensors[0].shape, value.shape)
        else:
            path, kind = node.meta.get("path", ""), kind_of_function(op)
            name = f"{path}.{op}" if path else op
            hyperparameters = function_hyperparameters(node, self.recorder.traced)
            if op in costs.CONVOLUTIONS:
                hyperparameters["kernel_size"] = list(tensors[1].shape[2:])
            parameters = sum(t.numel() for t in tensors if isinstance(t, nn.Parameter))
            macs = costs.function_macs(op, [t.shape for t in tensors], value.shape)
        unclear = any(each in self.unclear for each in node.all_input_nodes)
        before = [(None if unclear else self.fields[each], self.shapes[each]) for each in inputs]
        reach = field_after(Step(op, kind, before, shape, hyperparameters))
        layer = Layer(
            self.names(name), op, kind, path, inputs, shape, parameters, macs, hyperparameters,
            reach.public() if reach else None,
        )  # fmt: skip
        if unclear:
            self.unclear_layers.add(layer.name)
        self._keep(node, layer, reach)

    def _keep(self, node: fx.Node, layer: Layer, reach: Field | None) -> None:
        self.layers.append(layer)
        self.kept[layer.name] = node
        # Outputs are kept without it; arguments such as `dim` count it.
        node.meta["batched"] = self.recorder.values[node].dim() > len(layer.shape)
        self.sources[node] = (layer.name,)
        self.fields[layer.name] = reach
        self.shapes[layer.name] = layer.shape
