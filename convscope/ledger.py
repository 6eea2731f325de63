"""Where the parameters of a network are: an account of them by kind of layer and by part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
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


def ledger(module: nn.Module, layers: Iterable[Layer] = ()) -> Ledger:
    """The account of a module; its multiply-adds are those of its `layers`.

    A parameter that two modules share counts once, where it comes first. What belongs to no module
    inside the network is of the part with the empty name.
    """
    parameters: Counter[tuple[str, str]] = Counter()
    macs: Counter[tuple[str, str]] = Counter()
    for name, parameter in module.named_parameters():
        path, _, _ = name.rpartition(".")
        owner = module.get_submodule(path)
        parameters[path.partition(".")[0], kind_of_module(owner)] += parameter.numel()
    for layer in layers:
        macs[layer.path.partition(".")[0], layer.kind] += layer.macs
    places = dict.fromkeys([*parameters, *(place for place in macs if macs[place])])
    return Ledger(tuple(Entry(*place, parameters[place], macs[place]) for place in places))
