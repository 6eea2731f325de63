"""Which earlier layer each channel of a concatenation came from.

A concatenation of concatenations is followed back to the layers that computed the channels: in a
dense block (Huang et al. 2016) every layer's maps are handed on to all that follow.
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import fx

from convscope.cells.values import Values
from convscope.layers import Layer
from convscope.runs import Run

CHANNELS = 1  # the axis of a concatenation's argument, batch included


@dataclass(frozen=True)
class Origin:
    """Channels `first` to `last`, both included, are those of `layer`, from its channel 0 on."""

    layer: str
    first: int
    last: int

    @property
    def channels(self) -> int:
        return self.last - self.first + 1


def origins(run: Run, layer: str) -> tuple[Origin, ...]:
    """The layers whose channels one layer stacks, in their order there.

    A layer that stacks nothing along its channels is its own only origin. Raises `UnknownLayer`.
    """
    found: list[Origin] = []
    first = 0
    for source in _sources(run, run.layer(layer)):
        last = first + source.shape[0] - 1
        found.append(Origin(source.name, first, last))
        first = last + 1
    return tuple(found)


def stacked(run: Run, layer: Layer) -> tuple[str, ...]:
    """The layers that a concatenation lays one behind the other along the channels.

    Nothing for other layers, and where some part of it is no layer as a whole.
    """
    graph, behind = run.network.graph, Values.of_run(run).layer_behind
    node = graph.kept.get(layer.name)
    if node is None or layer.kind != "concatenation" or layer.op == "stack":
        return ()
    if len(layer.shape) != 3 or layer.hyperparameters.get("dim", 0) % 4 != CHANNELS:
        return ()
    parts = [behind(each) for each in _tensors(node)]
    return tuple(graph.layer_of[part] for part in parts if part) if all(parts) else ()


def _sources(run: Run, layer: Layer) -> list[Layer]:
    parts = stacked(run, layer)
    if not parts:
        return [layer]
    return [source for part in parts for source in _sources(run, run.layer(part))]


def _tensors(node: fx.Node) -> list[object]:
    tensors = node.kwargs.get("tensors", node.args[0] if node.args else ())
    return list(tensors) if isinstance(tensors, list | tuple) else [tensors]
