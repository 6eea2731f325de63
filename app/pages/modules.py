"""Which scripts a page consists of, so that the browser fetches all at once, not one by one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath

from app.pages.templates import STATIC

FOLDER = STATIC / "js"
# Types are imported in comments, which begin otherwise.
IMPORT = re.compile(r'^import\b[^;"]*"(\.{1,2}/[^"]+)";', re.MULTILINE)


@cache
def modules_of(entry: str) -> tuple[str, ...]:
    """The paths below `static/js` of a module and of all that it imports, in their order."""
    found: set[str] = set()
    waiting = [entry]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        text = (FOLDER / path).read_text(encoding="utf-8")
        waiting += [_joined(path, name) for name in IMPORT.findall(text)]
    return tuple(sorted(found))


def _joined(path: str, name: str) -> str:
    """What a module at a path means by a name that it imports."""
    folder = (FOLDER / PurePosixPath(path).parent / name).resolve()
    return folder.relative_to(FOLDER.resolve()).as_posix()
