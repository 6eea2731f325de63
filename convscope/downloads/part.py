"""The file that a download writes beside its target, and how it goes on after a break."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO


class Part:
    """`NAME.part` beside the target; it becomes the target once it is whole and right.

    A note beside it keeps the validator with which the server named the version that the bytes
    are of: only with one can a later request ask for the rest of that very version.
    """

    def __init__(self, target: Path, url: str) -> None:
        self._target = target
        self._url = url
        self.path = target.with_name(f"{target.name}.part")
        self._note = target.with_name(f"{target.name}.part.json")

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.is_file() else 0

    @property
    def validator(self) -> str:
        """What the server named the version by, empty where the bytes cannot be gone on with."""
        with suppress(OSError, ValueError):
            note = json.loads(self._note.read_text("utf-8"))
            if isinstance(note, dict) and note.get("url") == self._url and self.size:
                return str(note["validator"])
        return ""

    def open(self, begin: int, validator: str) -> BinaryIO:
        """Write from `begin` on, behind bytes of the same version; what lay there goes."""
        if validator:
            note = {"url": self._url, "validator": validator}
            self._note.write_text(json.dumps(note), "utf-8")
        else:
            self._note.unlink(missing_ok=True)
        file = self.path.open("r+b" if begin else "wb")
        file.seek(begin)
        file.truncate()
        return file

    def discard(self) -> None:
        """Leave nothing of it."""
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def finish(self) -> None:
        """Put the whole file in its place at once, over whatever was there."""
        self.path.replace(self._target)
        self._note.unlink(missing_ok=True)

    def tidy(self) -> None:
        """After a failure: keep only what a later request can go on with."""
        if not self.validator:
            self.discard()
