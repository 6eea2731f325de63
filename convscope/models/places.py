"""Where torch and Hugging Face keep the weights that somebody fetched, and what is there.

Both are looked at directly: asking timm or the hub's library what is there costs more than a
second of imports.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from torch import hub

from convscope.errors import NotDownloaded
from convscope.models.card import Card

DIGEST_DIGITS = 64


def torch_folder() -> Path:
    """The folder of torch's hub, by TORCH_HOME and whatever else torch honours."""
    return Path(hub.get_dir()) / "checkpoints"


def torch_files() -> dict[str, int]:
    """The bytes of every file in torch's folder, by name."""
    try:
        with os.scandir(torch_folder()) as found:
            return {each.name: each.stat().st_size for each in found if each.is_file()}
    except OSError:
        return {}


def torch_file(name: str) -> int | None:
    """The bytes of one file in torch's folder, where it is there."""
    try:
        return (torch_folder() / name).stat().st_size
    except OSError:
        return None


def hub_folder() -> Path:
    """The cache of Hugging Face's hub, by HF_HOME and whatever else that library honours."""
    from huggingface_hub import constants  # noqa: PLC0415 (40 ms, only to list timm)

    return Path(constants.HF_HUB_CACHE)


def hub_repos() -> frozenset[str]:
    """The repositories of which the hub's cache has something, as `owner/name`."""
    try:
        names = os.listdir(hub_folder())  # noqa: PTH208 (names are all that is needed)
    except OSError:
        return frozenset()
    parts = (name.split("--") for name in names if name.startswith("models--"))
    return frozenset("/".join(each[1:]) for each in parts)


def hub_file(repo: str, names: Iterable[str]) -> Path | None:
    """The first of these files that the hub's cache has of a repository's main branch."""
    folder = hub_folder() / f"models--{repo.replace('/', '--')}"
    try:
        commit = (folder / "refs" / "main").read_text(encoding="utf-8")
    except OSError:
        return None
    paths = (folder / "snapshots" / commit / name for name in names)
    return next((path for path in paths if path.is_file()), None)


def hub_digest(path: Path) -> str:
    """The SHA-256 that the hub told of a file, or nothing where it told none.

    The cache keeps a file under the name that the hub gave its content: for large ones the
    SHA-256. Where links are not to be had the file itself lies there, and nothing is known.
    """
    name = path.resolve().name
    return name if len(name) == DIGEST_DIGITS and path.is_symlink() else ""


def not_downloaded(card: Card) -> NotDownloaded:
    """What to raise where the weights of a card are asked for and not there."""
    return NotDownloaded(
        "{network} is not downloaded yet: POST /api/v1/models/{model}/download, or "
        "`convscope download {model}`. Without weights it is {model}@untrained.",
        network=card.name,
        model=card.id,
    )
