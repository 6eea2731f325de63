"""A file of weights -> its tensors, without ever running what the file says."""

from __future__ import annotations

import hashlib
import pickle
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import nn

from convscope.errors import WeightsDamaged
from convscope.message import Message, in_a_row

State = dict[str, torch.Tensor]

# Batch normalisations of old files do not count their batches, and torch forgives them that.
FORGIVEN = ".num_batches_tracked"
SHOWN = 4
WRAPPER = "module."


def check_digest(path: Path, digest: str) -> None:
    """Raise `WeightsDamaged` where a file's SHA-256 does not begin with these digits."""
    state = path.stat()
    found = _digest(path, state.st_mtime_ns, state.st_size)[: len(digest)]
    if found != digest:
        raise WeightsDamaged(
            "The weights {path} are damaged or others: their SHA-256 begins with {found}, not "
            "{expected}. Remove the file and download it again.",
            path=path,
            found=found[:8],
            expected=digest[:8],
        )


@lru_cache(maxsize=64)
def _digest(path: Path, changed: int, size: int) -> str:
    """The SHA-256 of a file, computed again only when its date or its size has changed."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_state(path: Path, *, mapped: bool = False) -> State:
    """The tensors of a `.safetensors` file, or of a pickle in which there is nothing but tensors.

    `mapped` tensors are read from the file as they are used. Raises `WeightsDamaged`.
    """
    try:
        if path.suffix == ".safetensors":
            return load_file(path)
        # Files of before torch 1.6 are no archives and cannot be mapped.
        mapped = mapped and zipfile.is_zipfile(path)
        found = torch.load(path, map_location="cpu", weights_only=True, mmap=mapped)
    except pickle.UnpicklingError as error:
        raise _refused(path, error) from error
    except Exception as error:  # what a damaged file makes a reader raise is nowhere listed
        raise WeightsDamaged(
            "{path} cannot be read as weights: {error}. "
            "It is damaged or not complete: get it anew.",
            path=path,
            error=str(error),
        ) from error
    return _state_of(found, path)


def load_into(module: nn.Module, state: State, name: str) -> None:
    """Put tensors into a network, every one into its place; raises `WeightsDamaged`."""
    wrong = misfits(module, state)
    if wrong:
        raise WeightsDamaged(
            "The weights {name} do not fit the network: {wrong}.", name=name, wrong=wrong
        )
    # With the network's own versions of its parts, which a plain file of tensors does not tell.
    complete = module.state_dict()
    complete.update(state)
    module.load_state_dict(complete)


def misfits(module: nn.Module, state: State) -> Message | None:
    """What torch's strict loading would refuse, in words; nothing where all of it fits."""
    wanted = module.state_dict()
    missing = [each for each in wanted if each not in state and not each.endswith(FORGIVEN)]
    unexpected = [name for name in state if name not in wanted]
    others = [
        _other_shape(name, value, wanted[name])
        for name, value in state.items()
        if name in wanted and value.shape != wanted[name].shape
    ]
    wrong = []
    if missing:
        wrong.append(Message("missing: {names}", {"names": _listed(missing)}))
    if unexpected:
        wrong.append(Message("unexpected: {names}", {"names": _listed(unexpected)}))
    if others:
        wrong.append(Message("of another shape: {names}", {"names": _listed(others)}))
    return in_a_row(wrong, "; ") if wrong else None


def _other_shape(name: str, found: torch.Tensor, wanted: torch.Tensor) -> Message:
    values = {"name": name, "found": _shape(found), "wanted": _shape(wanted)}
    return Message("{name}, {found} in place of {wanted}", values)


def _listed(names: Sequence[str | Message]) -> Message:
    """The first few, and how many more there are."""
    more = len(names) - SHOWN
    told = in_a_row(names[:SHOWN], " · ")
    return Message("{told} · and {more} more", {"told": told, "more": more}) if more > 0 else told


def _state_of(found: Any, path: Path) -> State:
    """The tensors by name; a training's checkpoint has them under `state_dict` or `model`."""
    if isinstance(found, dict):
        for key in ("state_dict", "model"):
            if isinstance(found.get(key), dict):
                found = found[key]
        if found and all(isinstance(each, torch.Tensor) for each in found.values()):
            return _without_wrapper({str(name): value for name, value in found.items()})
    raise WeightsDamaged(
        "{path} holds {kind} and not the tensors of a network. "
        "Save them with torch.save(module.state_dict(), FILE).",
        path=path,
        kind=type(found).__name__,
    )


def _without_wrapper(found: State) -> State:
    """Names as the network has them: training on several devices puts `module.` before each."""
    if all(name.startswith(WRAPPER) for name in found):
        return {name.removeprefix(WRAPPER): value for name, value in found.items()}
    return found


def _refused(path: Path, error: pickle.UnpicklingError) -> WeightsDamaged:
    found = _globals(path)
    if found:
        return WeightsDamaged(
            "{path} would run code while it is read ({found}), so it is not read. "
            "Save the tensors alone: torch.save(module.state_dict(), FILE).",
            path=path,
            found=", ".join(found[:3]),
        )
    return WeightsDamaged(
        "{path} is no file of weights that torch can read safely: {error}",
        path=path,
        error=str(error).splitlines()[0],
    )


def _globals(path: Path) -> list[str]:
    """The functions and classes that a pickle asks for, as far as torch can tell."""
    try:
        return torch.serialization.get_unsafe_globals_in_checkpoint(path)
    except Exception:  # files of before torch 1.6 are not looked into
        return []


def _shape(value: torch.Tensor) -> str:
    return "×".join(str(length) for length in value.shape) or "a single number"
