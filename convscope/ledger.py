"""Where the parameters of a network are: an account of them by kind of layer and by part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from torch import nn

from convscope.kinds import kind_of_module
from convscope.layers import Layer


@dataclass(frozen=True)
class Entry:
    """The learned numbers of one kind of layer in one part, a module right below the network."""

    part: str
    kind: str
    parameters: int
    macs: int


@dataclass(frozen=True)
class Ledger:
    """The entries in the order of the network's parts; their sums are the network's own."""

    entries: tuple[Entry, ...]

    @property
    def parameters(self) -> int:
        return sum(entry.parameters for entry in self.entries)

    @property
    def macs(self) -> int:
        return sum(entry.macs for entry in self.entries)

    def by_kind(self) -> dict[str, int]:
        """Parameters of each kind that has some, the largest first."""
        counted: Counter[str] = Counter()
        for entry in self.entries:
            counted[entry.kind] += entry.parameters
        return dict(counted.most_common())


def by_layer(layers: Iterable[Layer]) -> Counter[tuple[str, str]]:
    """The multiply-adds of layers, by the path of their module and their kind."""
    found: Counter[tuple[str, str]] = Counter()
    for layer in layers:
        found[layer.path, layer.kind] += layer.macs
    return found


def ledger(module: nn.Module, macs: Mapping[tuple[str, str], int] | None = None) -> Ledger:
    """The account of a module; its multiply-adds are given by the path of a module and by kind.

    A parameter that two modules share counts once, where it comes first. What belongs to no module
    inside the network is of the part with the empty name.
    """
    parameters: Counter[tuple[str, str]] = Counter()
    products: Counter[tuple[str, str]] = Counter()
    for name, parameter in module.named_parameters():
        path, _, _ = name.rpartition(".")
        parameters[_part(path), kind_of_module(module.get_submodule(path))] += parameter.numel()
    for (path, kind), count in (macs or {}).items():
        products[_part(path), kind] += count
    places = dict.fromkeys([*parameters, *(place for place in products if products[place])])
    return Ledger(tuple(Entry(*place, parameters[place], products[place]) for place in places))


def _part(path: str) -> str:
    return path.partition(".")[0]
