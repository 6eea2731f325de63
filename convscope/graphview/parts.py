"""Layers with keys -> groups of one key each, such that the graph of the groups has no cycle."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence


def parts(
    names: Sequence[str], keys: Sequence[Hashable], sources: Mapping[str, Sequence[str]]
) -> list[list[int]]:
    """The positions in `names` that each group has, the groups in the order in which they begin.

    `names` come in the order of execution, `sources` are what each of them reads; those not among
    `names` make no difference. A key has one group, or as many as it takes: a new one begins where
    a layer reads what another group made of the group that it would belong to.
    """
    growing = _Groups()
    for position, (name, key) in enumerate(zip(names, keys, strict=True)):
        growing.add(position, name, key, sources[name])
    return growing.members


class _Groups:
    """Groups as they grow, and for each the set of those before it as bits of one integer."""

    def __init__(self) -> None:
        self.members: list[list[int]] = []
        self._before: list[int] = []
        self._newest: dict[Hashable, int] = {}
        self._of: dict[str, int] = {}

    def add(self, position: int, name: str, key: Hashable, sources: Sequence[str]) -> None:
        feeding = {self._of[source] for source in sources if source in self._of}
        group = self._newest.get(key)
        if group is None or self._comes_back(group, feeding):
            group = self._open(key)
        self.members[group].append(position)
        self._of[name] = group
        for source in feeding - {group}:
            self._follow(group, source)

    def _open(self, key: Hashable) -> int:
        self._newest[key] = len(self.members)
        self.members.append([])
        self._before.append(0)
        return self._newest[key]

    def _comes_back(self, group: int, feeding: Iterable[int]) -> bool:
        """Would what feeds this layer come from the very group, by way of another?"""
        return any(self._before[source] >> group & 1 for source in feeding if source != group)

    def _follow(self, group: int, source: int) -> None:
        """From now on `group` comes after `source`, and so does all that comes after `group`."""
        gained = self._before[source] | 1 << source
        if group == len(self._before) - 1:
            self._before[group] |= gained  # nothing can come after the newest
            return
        for other, before in enumerate(self._before):
            if other == group or before >> group & 1:
                self._before[other] = before | gained
