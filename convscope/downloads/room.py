"""Whether a file fits on the disk, asked before it is fetched, and what the disk says meanwhile."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from convscope.errors import DownloadError, NoRoom

FULL = (errno.ENOSPC, errno.EDQUOT)


def require_room(folder: Path, wanted: int) -> None:
    """Raise `NoRoom` where fewer than `wanted` bytes are free in an existing folder."""
    free = shutil.disk_usage(folder).free
    if wanted > free:
        raise NoRoom(
            f"{megabytes(wanted)} are still to come, and {folder} has only {megabytes(free)} "
            f"free. {_make_room()}"
        )


def is_full(error: OSError) -> bool:
    """Whether the disk, or this person's share of it, is full."""
    return error.errno in FULL


def disk_problem(error: OSError, target: Path) -> DownloadError:
    """A failure to write `target`, in words."""
    if is_full(error):
        return NoRoom(f"The disk of {target.parent} is full; nothing was kept. {_make_room()}")
    return NoRoom(
        f"{error.filename or target} cannot be written ({error.strerror or error}). "
        "Allow that, or set TORCH_HOME or HF_HOME to a folder that can be written."
    )


def megabytes(count: float) -> str:
    """`102,530,333` -> `102.5 MB`."""
    return f"{count / 1e6:,.1f} MB"


def _make_room() -> str:
    return (
        "Make room, or set TORCH_HOME (torchvision) or HF_HOME (timm) to a folder on another disk."
    )
