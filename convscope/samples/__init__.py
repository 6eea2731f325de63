"""The sample pictures that come with Convscope, so that nobody begins with an empty page."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from convscope.errors import UnknownImage


@dataclass(frozen=True)
class Sample:
    """One sample picture and whom it is owed to; `width` and `height` are in pixels."""

    id: str
    title: str
    credit: str
    licence: str
    width: int
    height: int


@cache
def list_samples() -> tuple[Sample, ...]:
    """All samples in the order in which they are offered, without opening any of the pictures."""
    text = files(__name__).joinpath("samples.toml").read_text(encoding="utf-8")
    return tuple(Sample(**entry) for entry in tomllib.loads(text)["sample"])


def read_sample(id: str) -> bytes:
    """The JPEG file of one sample. Raises `UnknownImage` for any other id."""
    known = [sample.id for sample in list_samples()]
    if id not in known:
        raise UnknownImage(f"There is no sample picture {id!r}. Choose one of {', '.join(known)}.")
    return files(__name__).joinpath(f"{id}.jpg").read_bytes()
