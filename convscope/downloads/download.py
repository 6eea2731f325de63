"""The weights of one network: where they are, and how they get there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from convscope.downloads.expected import Expected
from convscope.downloads.fetch import USUAL, Patience, fetch
from convscope.downloads.hub import fetch_from_hub, kept_of_hub
from convscope.downloads.watch import Watch
from convscope.errors import NotDownloadable
from convscope.message import Message

if TYPE_CHECKING:
    from convscope.models.card import Card


def download(card: Card, *, watch: Watch | None = None, patience: Patience = USUAL) -> Path:
    """Have the weights of a card on this machine; returns the file.

    torchvision's go to `torch.hub`'s folder and timm's to the hub's cache; what is there already
    is not fetched again. Raises `Cancelled` and every `DownloadError`.
    """
    require_downloadable(card)
    weights = card.weights
    if weights.get("url"):
        expected = Expected.of(weights)
        target = _torch_file(weights["name"])
        return fetch(weights["url"], target, expected=expected, watch=watch, patience=patience)
    return fetch_from_hub(weights["repo"], weights["file"], watch=watch)


def require_downloadable(card: Card) -> None:
    """Raise `NotDownloadable` for a card that names no address for its weights.

    Whether they are here already makes no difference.
    """
    if not (card.weights.get("url") or card.weights.get("repo")):
        why = card.problem or Message("it needs nothing more and can be run as it is.")
        raise NotDownloadable(
            "There is nothing to download for {network}: {why}", network=card.name, why=why
        )


def kept(card: Card) -> Path | None:
    """The file with the weights of a card, where it is on this machine and is the right one."""
    weights = card.weights
    if weights.get("url"):
        target = _torch_file(weights["name"])
        return target if Expected.of(weights).is_met_by(target) else None
    if weights.get("repo"):
        return kept_of_hub(weights["repo"], weights["file"])
    return None


def _torch_file(name: str) -> Path:
    """Where torch itself would keep, and look for, a file that it had fetched."""
    from convscope.models.places import torch_folder

    return torch_folder() / name
