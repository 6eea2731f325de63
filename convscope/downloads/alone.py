"""One download of a file at a time, whoever else on this machine wants it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from convscope.downloads.watch import Watch

ASK_SECONDS = 0.2


@contextmanager
def alone(target: Path, watch: Watch) -> Iterator[None]:
    """Hold the lock of a target; whoever has it is waited for, unless that is cancelled.

    Lock files are empty and stay, in a folder of their own: to remove one could split those that
    wait for it.
    """
    from filelock import FileLock, Timeout

    folder = target.parent / ".locks"
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / f"{target.name}.lock")
    while True:
        try:
            lock.acquire(timeout=0)
            break
        except Timeout:
            watch.pause(ASK_SECONDS)
    try:
        yield
    finally:
        lock.release()
