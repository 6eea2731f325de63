"""Whether a file fits on the disk, asked before it is fetched, and what the disk says meanwhile."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from convscope.errors import DownloadError, NoRoom
from convscope.message import Message

FULL = (errno.ENOSPC, errno.EDQUOT)
_MAKE_ROOM = Message(
    "Make room, or set TORCH_HOME (torchvision) or HF_HOME (timm) to a folder on another disk."
)


def require_room(folder: Path, wanted: int) -> None:
    """Raise `NoRoom` where fewer than `wanted` bytes are free in an existing folder."""
    free = shutil.disk_usage(folder).free
    if wanted > free:
        raise NoRoom(
            "{wanted} are still to come, and {folder} has only {free} free. {advice}",
            wanted=megabytes(wanted),
            folder=folder,
            free=megabytes(free),
            advice=_MAKE_ROOM,
        )


def is_full(error: OSError) -> bool:
    """Whether the disk, or this person's share of it, is full."""
    return error.errno in FULL


def disk_problem(error: OSError, target: Path) -> DownloadError:
    """A failure to write `target`, in words."""
    if is_full(error):
        return NoRoom(
            "The disk of {folder} is full; nothing was kept. {advice}",
            folder=target.parent,
            advice=_MAKE_ROOM,
        )
    return NoRoom(
        "{file} cannot be written ({error}). "
        "Allow that, or set TORCH_HOME or HF_HOME to a folder that can be written.",
        file=error.filename or target,
        error=error.strerror or str(error),
    )


def megabytes(count: float) -> str:
    """`102,530,333` -> `102.5 MB`."""
    return f"{count / 1e6:,.1f} MB"
