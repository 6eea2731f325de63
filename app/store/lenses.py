"""What the instrument says of whole families of networks, imported when first asked for.

It needs torch, which must not be imported before the server listens.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convscope.ledger import Ledger
    from convscope.lenses.step import Lens
    from convscope.runs import Run
    from convscope.without import Without


def lens(run: Run) -> Lens | None:
    """The guided way through the network of a run, if its family has one."""
    found: Lens | None = _module("lenses").lens(run)
    return found


def without(run: Run, addition: str) -> Without:
    """Raises `UnknownLayer`, `NoSkip` and `ModelFailed`."""
    found: Without = _module("without").without(run, addition)
    return found


def account(model: str) -> Ledger:
    """Raises `UnknownModel` and every `ModelError`."""
    found: Ledger = _module("accounts").account(model)
    return found


def _module(name: str) -> Any:
    return importlib.import_module(f"convscope.{name}")
