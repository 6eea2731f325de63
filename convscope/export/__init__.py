"""What is taken away from a run: files of one map, a grid, a layer, or every layer."""

from __future__ import annotations

from collections.abc import Sequence

# What a file can hold, by its ending. They stand here, where nothing heavy is imported, because
# the command line names them in its help.
OF_A_LAYER = (".npy", ".png", ".webp", ".json", ".csv")
OF_A_RUN = (".npz", ".csv")


def one_of(words: Sequence[str]) -> str:
    """`.npy, .png or .csv`."""
    return f"{', '.join(words[:-1])} or {words[-1]}"
