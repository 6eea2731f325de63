"""Pictures on disk, each under the hash of its bytes; samples beside them under their names."""

from __future__ import annotations

import hashlib
import re
import secrets
import stat
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from convscope.errors import BadRequest, UnknownImage
from convscope.lru import ByteCache
from convscope.photo import Limits, Photo, open_photo
from convscope.samples import list_samples, read_sample

ID = re.compile(r"[0-9a-f]{32}")
DAY = 86_400
# A file of this suffix is being written, or was when the server stopped.
PART = ".part"
PART_NAME = re.compile(rf"\.{ID.pattern}\.[0-9a-f]{{16}}{re.escape(PART)}")
INTERRUPTED_DAYS = 1 / 24
# Each decoder may hold a picture at the pixel limit, several hundred megabytes.
DECODERS = 2


@dataclass(frozen=True)
class Keeping:
    """How long and how much is kept: days since the upload, bytes of all files together."""

    days: float
    total_bytes: int


class Images:
    """The only place that reads or writes uploaded pictures.

    A file's name is made from its own content, never from anything that a client sent; an id that
    is not 32 hexadecimal digits or a sample's is unknown before any path is made of it.
    """

    def __init__(self, folder: Path, limits: Limits, keeping: Keeping, cache_bytes: int) -> None:
        self._folder = folder
        self._limits = limits
        self._keeping = keeping
        self._samples = {sample.id for sample in list_samples()}
        self._decoders = threading.BoundedSemaphore(DECODERS)
        self._photos: ByteCache[Photo] = ByteCache(cache_bytes, lambda p: p.width * p.height * 3)
        self._removed: Callable[[str], None] = lambda image: None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.sweep()

    def on_removal(self, call: Callable[[str], None]) -> None:
        """Have `call` told the id of every picture that is removed from now on."""
        self._removed = call

    def add(self, data: bytes) -> tuple[str, Photo]:
        """Keep an upload; raises an `ImageError`, and keeps nothing, where it cannot be opened."""
        photo = self._decode(data, self._limits)
        image = hashlib.sha256(data).hexdigest()[:32]
        part = self._folder / f".{image}.{secrets.token_hex(8)}{PART}"
        part.write_bytes(data)
        part.chmod(0o600)
        part.replace(self._folder / image)
        self._photos.put(image, photo)
        self.sweep(keep=image)
        return image, photo

    def open(self, image: str) -> Photo:
        """The decoded picture; raises `UnknownImage`."""
        photo = self._photos.get(image)
        if photo is None or not self.has(image):
            photo = self._decode(*self._read(image))
            self._photos.put(image, photo)
        return photo

    def is_sample(self, image: str) -> bool:
        return image in self._samples

    def has(self, image: str) -> bool:
        if self.is_sample(image):
            return True
        return ID.fullmatch(image) is not None and (self._folder / image).is_file()

    def require(self, image: str) -> None:
        """Raise `UnknownImage` where there is no such picture."""
        if not self.has(image):
            raise _unknown(image)

    def delete(self, image: str) -> None:
        """Remove an upload; raises `UnknownImage`, and `BadRequest` for a sample."""
        if image in self._samples:
            raise BadRequest(
                "{image!r} is a sample picture and stays. Only uploaded pictures can be removed.",
                image=image,
            )
        self.require(image)
        self._forget(self._folder / image)

    def sweep(self, keep: str | None = None) -> None:
        """Remove what is too old, then the oldest while all together are too big.

        `keep` is never removed, so that an upload outlives its own answer. The folder may have been
        somebody's before: what is not named as we name files is neither removed nor counted.
        """
        files = sorted(filter(_is_ours, self._folder.iterdir()), key=_changed)
        total = sum(_size(path) for path in files)
        for path in files:
            too_big = total > self._keeping.total_bytes and path.suffix != PART
            if path.name != keep and (too_big or self._is_too_old(path)):
                total -= _size(path)
                self._forget(path)

    def _is_too_old(self, path: Path) -> bool:
        days = INTERRUPTED_DAYS if path.suffix == PART else self._keeping.days
        return _changed(path) < time.time() - days * DAY

    def _read(self, image: str) -> tuple[bytes, Limits]:
        if image in self._samples:
            return read_sample(image), Limits()
        self.require(image)
        try:
            return (self._folder / image).read_bytes(), self._limits
        except FileNotFoundError:  # removed just now
            raise _unknown(image) from None

    def _decode(self, data: bytes, limits: Limits) -> Photo:
        with self._decoders:
            return open_photo(data, limits)

    def _forget(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._photos.remove(lambda key: key == path.name)
        self._removed(path.name)


def _unknown(image: str) -> UnknownImage:
    return UnknownImage(
        "There is no image {image!r}: it was never uploaded, or has been removed. "
        "Upload it with POST /api/v1/images, or choose one of GET /api/v1/samples.",
        image=image,
    )


def _is_ours(path: Path) -> bool:
    named = ID.fullmatch(path.name) or PART_NAME.fullmatch(path.name)
    with suppress(FileNotFoundError):
        return named is not None and stat.S_ISREG(path.lstat().st_mode)
    return False


def _changed(path: Path) -> float:
    # Another request may remove a file between its listing and this: it is then the oldest of all.
    with suppress(FileNotFoundError):
        return path.stat().st_mtime
    return 0.0


def _size(path: Path) -> int:
    with suppress(FileNotFoundError):
        return path.stat().st_size
    return 0
