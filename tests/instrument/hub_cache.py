"""A cache of Hugging Face's hub with made-up files in it, as the hub's library lays one out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from huggingface_hub import constants
from safetensors.torch import save
from torch import Tensor

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass(frozen=True)
class HubCache:
    folder: Path

    @classmethod
    def install(cls, folder: Path, monkeypatch: pytest.MonkeyPatch) -> HubCache:
        """Have the hub's library, and everybody who asks it, look here."""
        folder.mkdir(parents=True)
        monkeypatch.setattr(constants, "HF_HUB_CACHE", str(folder))
        return cls(folder)

    def put(self, repo: str, name: str, content: bytes, digest: str | None = None) -> Path:
        """Keep a file of a repository under the digest that the hub told, by default its own."""
        place = self.folder / f"models--{repo.replace('/', '--')}"
        blob = place / "blobs" / (digest or hashlib.sha256(content).hexdigest())
        link = place / "snapshots" / COMMIT / name
        for path in (blob, link, place / "refs" / "main"):
            path.parent.mkdir(parents=True, exist_ok=True)
        blob.write_bytes(content)
        link.symlink_to(blob)
        (place / "refs" / "main").write_text(COMMIT, encoding="utf-8")
        return link

    def put_state(self, repo: str, state: dict[str, Tensor]) -> Path:
        tensors = {name: value.contiguous() for name, value in state.items()}
        return self.put(repo, "model.safetensors", save(tensors))
