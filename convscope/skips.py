"""Which additions of a network are residual, and which of their two terms is the skip.

Told by the graph alone: a skip hands on what the other term was computed from, either as it is or
through a linear projection without an activation (He et al. 2015, Equations 1 and 2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from convscope.layers import Layer

# What a projection may consist of, beside its one convolution.
LINEAR = {"convolution", "normalization", "pooling", "dropout"}


@dataclass(frozen=True)
class Skip:
    """`addition` = `kept` + `residual`, two layers; the residual is computed from `source`.

    `kept` is `source` itself, or a linear projection of it.
    """

    addition: str
    source: str
    kept: str
    residual: str

    @property
    def projected(self) -> bool:
        return self.kept != self.source


def skips(layers: Iterable[Layer]) -> tuple[Skip, ...]:
    """The residual additions among layers in the order of execution."""
    by_name = {layer.name: layer for layer in layers}
    found = (_skip(by_name, layer) for layer in by_name.values() if layer.kind == "addition")
    return tuple(skip for skip in found if skip is not None)


def _skip(by_name: dict[str, Layer], addition: Layer) -> Skip | None:
    terms = addition.inputs
    if len(terms) != 2 or any(by_name[term].shape != addition.shape for term in terms):
        return None
    ways = [
        (length, source, kept, residual)
        for kept, residual in (terms, terms[::-1])
        for length, source in _source(by_name, kept, residual)
    ]
    shortest = sorted(ways)[:2]
    # Where both terms are as short a way from the same layer, neither is the skip.
    if not shortest or (len(shortest) == 2 and shortest[0][0] == shortest[1][0]):
        return None
    _, source, kept, residual = shortest[0]
    return Skip(addition.name, source, kept, residual)


def _source(
    by_name: dict[str, Layer], kept: str, residual: str
) -> Iterator[tuple[tuple[int, int], str]]:
    """The nearest layer behind a term from which the other is computed.

    With it how many convolutions and how many layers lie between; nothing where the way there is
    no linear projection.
    """
    before = _ancestors(by_name, residual)
    layer, convolutions, steps = by_name[kept], 0, 0
    while layer.name not in before:
        convolutions += layer.kind == "convolution"
        steps += 1
        if convolutions > 1 or layer.kind not in LINEAR or len(layer.inputs) != 1:
            return
        layer = by_name[layer.inputs[0]]
    yield (convolutions, steps), layer.name


def _ancestors(by_name: dict[str, Layer], name: str) -> set[str]:
    found: set[str] = set()
    waiting = list(by_name[name].inputs)
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(by_name[current].inputs)
    return found
