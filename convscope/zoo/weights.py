"""A trained network on disk: `NAME.safetensors`, and beside it `NAME.json` that tells of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import nn

from convscope.errors import WeightsDamaged, WeightsMissing
from convscope.message import Message

FOLDER = Path(__file__).parent / "weights"
NEEDED = {
    "accuracy", "correct", "pictures", "data", "bytes", "sha256", "parameters", "macs", "depth",
}  # fmt: skip


@dataclass(frozen=True)
class Trained:
    """Where a network's two files are."""

    network: str
    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / f"{self.network}.safetensors"

    @property
    def card(self) -> Path:
        return self.folder / f"{self.network}.json"


def write(trained: Trained, module: nn.Module, told: dict[str, Any]) -> None:
    """Write both files; the card gains the weights' `bytes` and `sha256`."""
    content = save({name: value.cpu().contiguous() for name, value in module.state_dict().items()})
    card = {**told, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    trained.folder.mkdir(parents=True, exist_ok=True)
    trained.file.write_bytes(content)
    trained.card.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")


def check(trained: Trained) -> dict[str, Any]:
    """What the card tells, if the weights beside it are those it tells of.

    Raises `WeightsMissing` or `WeightsDamaged`.
    """
    card = _read_card(trained)
    digest = _digest_now(trained)
    if digest != card["sha256"]:
        raise WeightsDamaged(
            "The weights {file} are not those that {card} tells of: their "
            "SHA-256 begins with {found}, not {expected}. {advice}",
            file=trained.file,
            card=trained.card.name,
            found=digest[:8],
            expected=str(card["sha256"])[:8],
            advice=_again(trained),
        )
    return card


def load_into(module: nn.Module, trained: Trained) -> dict[str, Any]:
    """Put trained weights into their network; returns what the card tells.

    Raises `WeightsMissing` or `WeightsDamaged`.
    """
    card = check(trained)
    try:
        module.load_state_dict(load_file(trained.file))
    except (SafetensorError, RuntimeError) as error:
        raise WeightsDamaged(
            "The weights {file} do not fit {network}: {error}. {advice}",
            file=trained.file,
            network=trained.network,
            error=str(error),
            advice=_again(trained),
        ) from error
    return card


def _read_card(trained: Trained) -> dict[str, Any]:
    try:
        card = json.loads(trained.card.read_text("utf-8"))
    except FileNotFoundError:
        raise _missing(trained, trained.card) from None
    except ValueError as error:
        raise WeightsDamaged(
            "{card} cannot be read: {error}. {advice}",
            card=trained.card,
            error=str(error),
            advice=_again(trained),
        ) from None
    if not (isinstance(card, dict) and card.keys() >= NEEDED):
        raise WeightsDamaged(
            "{card} does not tell {needed}. {advice}",
            card=trained.card,
            needed=", ".join(sorted(NEEDED)),
            advice=_again(trained),
        )
    return card


def _digest_now(trained: Trained) -> str:
    try:
        state = trained.file.stat()
        return _digest(trained.file, state.st_mtime_ns, state.st_size)
    except FileNotFoundError:
        raise _missing(trained, trained.file) from None


@lru_cache(maxsize=64)
def _digest(file: Path, changed: int, size: int) -> str:
    """The SHA-256 of a file, computed again only when its date or its size has changed."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _missing(trained: Trained, path: Path) -> WeightsMissing:
    return WeightsMissing(
        "{file} is not in {folder}. {advice}",
        file=path.name,
        folder=trained.folder,
        advice=_again(trained),
    )


def _again(trained: Trained) -> Message:
    return Message(
        "Reinstall Convscope, or train the network again: convscope train {network} --data PATH",
        {"network": trained.network},
    )
