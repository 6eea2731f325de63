"""What is known of a file before it is fetched, and whether a file on disk is that one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from convscope.errors import DownloadDamaged


@dataclass(frozen=True)
class Expected:
    """`sha256` is the whole digest or its first digits, in hexadecimal, empty where none is known.

    `bytes` is what a card says: good for a first estimate, while the server's word decides.
    """

    sha256: str = ""
    bytes: int | None = None

    @classmethod
    def of(cls, weights: Mapping[str, Any]) -> Self:
        """From the `weights` of a card."""
        digest = weights.get("sha256") or weights.get("sha256_prefix") or ""
        return cls(str(digest).lower(), weights.get("bytes") or weights.get("about_bytes"))

    def is_met_by(self, path: Path) -> bool:
        """Whether a file is there and, where a digest is known, has it."""
        return path.is_file() and _digest(path, len(self.sha256)) == self.sha256

    def check(self, path: Path, source: str) -> None:
        """Raise `DownloadDamaged` where what came from `source` has another digest."""
        found = _digest(path, len(self.sha256))
        if found != self.sha256:
            raise DownloadDamaged(
                "What {source} gave is damaged or another file: its SHA-256 begins with "
                "{found}, not {expected}. It was not kept. Ask again; if it stays so, "
                "something between here and there changes what is downloaded.",
                source=source,
                found=found[:8],
                expected=self.sha256[:8],
            )


def _digest(path: Path, digits: int) -> str:
    """The first digits of a file's SHA-256; the file is not read for none."""
    if not digits:
        return ""
    state = path.stat()
    return _sha256(path, state.st_mtime_ns, state.st_size)[:digits]


@lru_cache(maxsize=64)
def _sha256(path: Path, changed: int, size: int) -> str:
    """The SHA-256 of a file, computed again only when its date or its size has changed."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
