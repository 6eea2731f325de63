"""The sample pictures that come with Convscope, so that nobody begins with an empty page."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from convscope.errors import UnknownImage

SUFFIXES = {"jpeg": "jpg", "png": "png"}


@dataclass(frozen=True)
class Sample:
    """One sample picture and whom it is owed to; `width` and `height` are in pixels.

    A `digit` is white on black and placed as in MNIST; networks of digits are shown those.
    """

    id: str
    kind: Literal["photo", "digit"]
    format: Literal["jpeg", "png"]
    title: str
    credit: str
    licence: str
    width: int
    height: int

    @property
    def file(self) -> str:
        """The name of the file that holds it, beside this one."""
        return f"{self.id}.{SUFFIXES[self.format]}"


@cache
def list_samples() -> tuple[Sample, ...]:
    """All samples in the order in which they are offered, without opening any of the pictures."""
    text = files(__name__).joinpath("samples.toml").read_text(encoding="utf-8")
    return tuple(Sample(**entry) for entry in tomllib.loads(text)["sample"])


def read_sample(id: str) -> bytes:
    """The file of one sample, as its format says. Raises `UnknownImage` for any other id."""
    samples = {sample.id: sample for sample in list_samples()}
    if id not in samples:
        raise UnknownImage(
            "There is no sample picture {id!r}. Choose one of {known}.",
            id=id,
            known=", ".join(samples),
        )
    return files(__name__).joinpath(samples[id].file).read_bytes()
