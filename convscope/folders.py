"""Where Convscope keeps what belongs to the person who uses it."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """CONVSCOPE_DATA, else where programs of this person keep their data."""
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(os.environ.get("CONVSCOPE_DATA") or Path(home) / "convscope")


def models_folder() -> Path:
    """The folder for checkpoints of one's own: CONVSCOPE_MODELS, else beside the data."""
    return Path(os.environ.get("CONVSCOPE_MODELS") or data_folder() / "models")
