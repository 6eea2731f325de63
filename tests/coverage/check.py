"""One architecture with seeded random weights, held against hooks that copy each output at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import torch
from torch import nn

from convscope.network import IMAGENET, Network
from tests.instrument.references import by_hooks, inputs_by_hooks

LAYOUTS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}


@dataclass(frozen=True)
class Finding:
    """What was found of one architecture; `problem` is empty where everything is equal.

    `modules` of its `layers` were compared with hooks, and `functions` with what the next module
    read; `hooked` were seen by hooks because their code could not be traced.
    """

    layers: int
    modules: int
    functions: int
    hooked: int
    problem: str = ""


def check(module: nn.Module, channels: int, height: int, width: int) -> Finding:
    """Compare every layer, the answer and the shapes; the first difference is the problem."""
    preprocess = replace(IMAGENET, channels=channels, height=height, width=width)
    network = Network.of_module(module, preprocess)
    picture = torch.randn(channels, height, width, generator=torch.Generator().manual_seed(1))
    captured = network.carry_out(picture)
    batch = picture.unsqueeze(0).contiguous(memory_format=LAYOUTS[network.layout])
    read = inputs_by_hooks(module, batch)
    seen = by_hooks(module, batch)
    outputs = _of_layers(network, seen, read)
    if not outputs.keys() <= captured.outputs.keys():
        other = by_hooks(module, batch.flip(-1))
        # What does not depend on the picture, such as a table of positions, is no layer.
        seen = {name: seen[name] for name in seen if not torch.equal(seen[name], other[name])}
        outputs = _of_layers(network, seen, read)
    functions = _between_modules(network, read)
    problems = [
        *_differences(captured.outputs, outputs),
        *_differences(captured.outputs, {name: read[reader] for name, reader in functions.items()}),
        *_other_answer(network, captured.outputs, batch),
        *_other_shapes(network, captured.outputs),
    ]
    hooked = sum(layer.hooked for layer in network.layers)
    first = problems[0] if problems else ""
    return Finding(len(network.layers), len(outputs), len(functions), hooked, first)


def _of_layers(
    network: Network, seen: dict[str, torch.Tensor], read: dict[str, torch.Tensor]
) -> dict[str, torch.Tensor]:
    """What hooks saw, by the layer that has to be equal to it.

    A module with code of its own is traced into: the last of its operations is its output. One
    that only hands on what another gave, as every kind of identity does, is no layer.
    """
    modules = dict(network.module.named_modules())
    last = {layer.path: layer.name for layer in network.layers}
    names = {layer.name: layer.name for layer in network.layers}
    found = {}
    for name, value in seen.items():
        layer = names.get(name) or last.get(_path(name, modules))
        if layer is not None or not _hands_on(value, [*seen.values(), read.get(name)]):
            found[layer or name] = value
    return found


def _hands_on(value: torch.Tensor, others: Iterable[torch.Tensor | None]) -> bool:
    return any(
        other is not None and other is not value and torch.equal(value, other) for other in others
    )


def _path(name: str, modules: dict[str, nn.Module]) -> str:
    """`block.relu_1` -> `block.relu`: a later call of a module has a number."""
    return name if name in modules else name.rsplit("_", 1)[0]


def _between_modules(network: Network, read: dict[str, torch.Tensor]) -> dict[str, str]:
    """Functions whose output is read by one module: the module is who can tell."""
    paths = {layer.name: layer.path for layer in network.layers}
    functional = {layer.name for layer in network.layers if layer.op[:1].islower()}
    return {
        layer.inputs[0]: layer.name
        for layer in network.layers
        if layer.name in read and paths[layer.name] == layer.name
        if len(layer.inputs) == 1 and layer.inputs[0] in functional
    }


def _differences(captured: dict[str, torch.Tensor], expected: dict[str, torch.Tensor]) -> list[str]:
    missing = [f"{name} is not shown" for name in expected if name not in captured]
    return missing + [
        f"{name} differs"
        for name, value in expected.items()
        if name in captured and not _same(captured[name], value)
    ]


def _same(captured: torch.Tensor, batch: torch.Tensor) -> bool:
    expected = batch[0] if batch.dim() > 1 and batch.shape[0] == 1 else batch
    return captured.shape == expected.shape and torch.equal(
        captured.nan_to_num(), expected.nan_to_num()
    )


def _other_answer(
    network: Network, captured: dict[str, torch.Tensor], batch: torch.Tensor
) -> list[str]:
    with torch.inference_mode():
        answer = network.module(batch)
    return [] if torch.equal(captured[network.graph.answer], answer[0]) else ["the answer differs"]


def _other_shapes(network: Network, captured: dict[str, torch.Tensor]) -> list[str]:
    return [
        f"{layer.name} has another shape than is said"
        for layer in network.layers
        if layer.name in captured and layer.shape != tuple(captured[layer.name].shape)
    ]
