"""A training's state on disk: whole or not at all, and only ever taken up by the same training."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import torch

from convscope.errors import BadOption
from convscope.message import Message


def save(path: Path, identity: dict[str, Any], state: dict[str, Any]) -> None:
    """Replace the checkpoint, such that stopping at any moment leaves the old or the new one."""
    unfinished = path.with_name(path.name + ".part")
    torch.save({"identity": identity, "state": state}, unfinished)
    unfinished.replace(path)


def load(path: Path, identity: dict[str, Any]) -> dict[str, Any]:
    """The state saved last; raises `BadOption` if it is damaged or of another training."""
    again = Message(
        "Delete it to begin again, or train into another folder with --output: {path}",
        {"path": path},
    )
    try:
        saved = torch.load(path, weights_only=True)
        state: dict[str, Any] = saved["state"]
        before: dict[str, Any] = saved["identity"]
    except (EOFError, RuntimeError, KeyError, pickle.UnpicklingError) as error:
        # What torch says here runs over many lines and speaks of its own options.
        raise BadOption("The checkpoint is damaged. {advice}", advice=again) from error
    for name, value in identity.items():
        if before.get(name) != value:
            raise BadOption(
                "The checkpoint is of another training: {name} was {before}, now it "
                "is {value}. {advice}",
                name=name,
                before=before.get(name),
                value=value,
                advice=again,
            )
    return state
