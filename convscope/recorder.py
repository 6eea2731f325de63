"""Carries out a traced network once and remembers what every node gave."""

from __future__ import annotations

from typing import Any

import torch
from torch import fx

from convscope.hooks import Seen, watching


class Recorder(fx.Interpreter):
    """After `run`, `values` holds every node's value, `inside` what closed modules did within."""

    def __init__(self, traced: fx.GraphModule, closed: frozenset[str]) -> None:
        super().__init__(traced, garbage_collect_values=False)
        self.traced = traced
        self.closed = closed
        self.values: dict[fx.Node, Any] = {}
        self.versions: dict[fx.Node, int] = {}
        self.inside: dict[fx.Node, list[Seen]] = {}

    def run_node(self, n: fx.Node) -> Any:
        if n.op == "call_module" and n.target in self.closed:
            part = self.traced.get_submodule(str(n.target))
            with watching(part, str(n.target)) as seen:
                value = super().run_node(n)
            self.inside[n] = seen
        else:
            value = super().run_node(n)
        self.values[n] = value
        if isinstance(value, torch.Tensor):
            self.versions[n] = value._version
        return value

    def overwritten(self) -> frozenset[fx.Node]:
        """The nodes whose tensors a later operation wrote over, told by torch's own counters."""
        return frozenset(n for n, v in self.versions.items() if self.values[n]._version != v)
