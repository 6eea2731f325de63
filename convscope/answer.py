"""What a network answers with, whatever it is wrapped in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch

from convscope.errors import ModelFailed


def first_tensor(answer: Any) -> torch.Tensor:
    """The logits: a network's answer, or the first tensor in it where it gives several."""
    if isinstance(answer, torch.Tensor):
        return answer
    values: Iterable[Any] = answer.values() if isinstance(answer, dict) else answer
    if isinstance(answer, dict | list | tuple):
        for value in values:
            if value is not None:
                return first_tensor(value)
    raise ModelFailed(
        "The network answers with {kind}, which holds no tensor. "
        "Its forward should return the logits.",
        kind=type(answer).__name__,
    )
