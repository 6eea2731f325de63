"""What is in a file of weights, without reading all of it: names and shapes of its tensors."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open

from convscope.errors import WeightsDamaged
from convscope.models import state

Shapes = Mapping[str, tuple[int, ...]]

# Tensors that are kept with a network and not learned.
COUNTED_BY_TRAINING = ("running_mean", "running_var", "num_batches_tracked")


def shapes(path: Path) -> dict[str, tuple[int, ...]]:
    """The shape of every learned tensor by name; raises `WeightsDamaged`."""
    if path.suffix == ".safetensors":
        return _of_safetensors(path)
    found = state.read_state(path, mapped=True)
    return {
        name: tuple(value.shape)
        for name, value in found.items()
        if torch.is_floating_point(value) and not name.endswith(COUNTED_BY_TRAINING)
    }


def _of_safetensors(path: Path) -> dict[str, tuple[int, ...]]:
    """From the header, whose offsets the library compares with the size of the file."""
    try:
        with safe_open(path, framework="pt") as file:
            slices = {name: file.get_slice(name) for name in file.keys()}  # noqa: SIM118
            return {
                name: tuple(each.get_shape())
                for name, each in slices.items()
                if "F" in each.get_dtype() and not name.endswith(COUNTED_BY_TRAINING)
            }
    except (SafetensorError, OSError) as error:
        raise WeightsDamaged(
            "{path} cannot be read as weights: {error}. "
            "It is damaged or not complete: get it anew.",
            path=path,
            error=str(error),
        ) from error
