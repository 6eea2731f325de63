"""What the instrument says of the parts of maps, imported when first asked for.

It needs torch, which must not be imported before the server listens.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convscope.runs import Run
    from convscope.unfold import Parts


def unfold(run: Run, layer: str, channel: int, parts: str) -> Parts:
    """Raises `UnknownChannel`, `NoParts`, or `BadOption` for a count of parts that is none."""
    most = importlib.import_module("convscope.cells.strongest").parse_most(parts)
    found: Parts = importlib.import_module("convscope.unfold").unfold(
        run, layer, channel, most=most
    )
    return found
