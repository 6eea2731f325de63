"""`NAME.toml`, the card of a network of one's own: what it has to say, and what it may.

    architecture = "torchvision:resnet50"
    classes = ["cat", "dog"]              # or "NAME.txt", a file beside it with one name a line
    size = [224, 224]                     # height and width of the input, in pixels
    mean = [0.485, 0.456, 0.406]          # one number per channel, for levels from 0 to 1
    std = [0.229, 0.224, 0.225]
    interpolation = "bilinear"            # or "bicubic"
    crop = 0.875                          # the part of the photo's shorter side that is seen

`convscope add` writes one.
"""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from convscope.errors import BadOption
from convscope.message import Message
from convscope.preprocess import Preprocess

NUMBER = (int, float)
COLOURS = (1, 3)  # how many channels photos are prepared with
# What the values have to be; those of OPTIONAL may be left out.
NEEDED: dict[str, tuple[type, ...]] = {
    "architecture": (str,),
    "classes": (list, str),
    "size": (list,),
    "mean": (list,),
    "std": (list,),
    "interpolation": (str,),
    "crop": NUMBER,
}
OPTIONAL: dict[str, tuple[type, ...]] = {
    "crop_mode": (str,),
    "name": (str,),
    "licence": (str,),
    "parameters": (int,),
    "macs": (int,),
    "depth": (int,),
}
WORDS = {
    (str,): Message("text in quotes"),
    (list,): Message("a list"),
    (list, str): Message("a list, or text in quotes"),
    (int,): Message("a whole number"),
    NUMBER: Message("a number"),
}


@dataclass(frozen=True)
class CardFile:
    """What a card file says; `figures` are those that were counted when it was written."""

    architecture: str
    classes: tuple[str, ...]
    preprocess: Preprocess
    name: str = ""
    licence: str = ""
    figures: tuple[tuple[str, int], ...] = ()


def read(path: Path) -> CardFile:
    """The card in a file; raises `BadOption` with what is wrong in it."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadOption(
            "{path} cannot be read: {error}.", path=path, error=error.strerror
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadOption("{file} is no TOML: {error}.", file=path.name, error=str(error)) from error
    _check_keys(path.name, told)
    return CardFile(
        architecture=told["architecture"],
        classes=_classes(path, told["classes"]),
        preprocess=_preprocess(path.name, told),
        name=told.get("name", ""),
        licence=told.get("licence", ""),
        figures=tuple((key, told[key]) for key in ("parameters", "macs", "depth") if key in told),
    )


def file_of_classes(path: Path) -> Path | None:
    """The file beside a card that it names its classes in, if it does."""
    try:
        named = tomllib.loads(path.read_text(encoding="utf-8")).get("classes")
    except (OSError, ValueError):
        return None
    return path.parent / named if isinstance(named, str) else None


def write(path: Path, card: CardFile, classes: str | None = None) -> None:
    """Write a card; `classes` names the file that has the classes, in place of a list of them."""
    given = card.preprocess
    told: dict[str, Any] = {
        "architecture": card.architecture,
        "classes": classes or list(card.classes),
        "size": [given.height, given.width],
        "mean": list(given.mean),
        "std": list(given.std),
        "interpolation": given.interpolation,
        "crop": given.crop,
        "crop_mode": given.crop_mode,
        "name": card.name,
        "licence": card.licence,
        **dict(card.figures),
    }
    # What JSON calls text, numbers and lists of them is what TOML calls so.
    lines = [f"{key} = {json.dumps(value)}" for key, value in told.items() if value != ""]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_classes(path: Path) -> tuple[str, ...]:
    """The names in a file, one a line; raises `BadOption`."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadOption(
            "The file of classes {path} cannot be read: {error}.", path=path, error=str(error)
        ) from error
    return tuple(line.strip() for line in lines if line.strip())


def _check_keys(file: str, told: Mapping[str, Any]) -> None:
    known = NEEDED | OPTIONAL
    for key, value in told.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            advice = Message("It may have {known}.", {"known": ", ".join(known)})
            if near:
                advice = Message("Is {near!r} meant?", {"near": near[0]})
            raise BadOption(
                "{file} has {key!r}, which means nothing here. {advice}",
                file=file,
                key=key,
                advice=advice,
            )
        if not isinstance(value, known[key]) or isinstance(value, bool):
            raise BadOption(
                "In {file}, {key!r} is {value!r}: it has to be {wanted}.",
                file=file,
                key=key,
                value=value,
                wanted=WORDS[known[key]],
            )
    missing = [key for key in NEEDED if key not in told]
    if missing:
        raise BadOption(
            "{file} lacks {missing}. `convscope add` writes all of them.",
            file=file,
            missing=", ".join(missing),
        )


def _classes(path: Path, told: list[Any] | str) -> tuple[str, ...]:
    if isinstance(told, str):
        names = read_classes(path.parent / told)
    elif all(isinstance(each, str) for each in told):
        names = tuple(told)
    else:
        raise BadOption(
            "In {file}, 'classes' has {value!r}: names in quotes are wanted.",
            file=path.name,
            value=told,
        )
    if not names:
        raise BadOption(
            "In {file}, 'classes' names none: give one name for each output.", file=path.name
        )
    return names


def _preprocess(file: str, told: Mapping[str, Any]) -> Preprocess:
    size, mean, std = (told[key] for key in ("size", "mean", "std"))
    if not (len(size) == 2 and all(isinstance(each, int) for each in size)):
        raise BadOption(
            "In {file}, 'size' is {size!r}: it has to be [height, width], in pixels.",
            file=file,
            size=size,
        )
    if not all(isinstance(each, NUMBER) for each in (*mean, *std)):
        raise BadOption("In {file}, 'mean' and 'std' have to be lists of numbers.", file=file)
    try:
        return Preprocess(
            channels=len(mean),
            height=size[0],
            width=size[1],
            interpolation=told["interpolation"],
            crop=told["crop"],
            mean=tuple(map(float, mean)),
            std=tuple(map(float, std)),
            crop_mode=told.get("crop_mode", "center"),
        )
    except BadOption as error:
        if len(mean) in COLOURS:
            raise BadOption("{file}: {error}", file=file, error=error.message) from error
        raise BadOption(
            "{file}: {error} ('mean' has {count} numbers, so {count} channels are read: "
            "photos have 1 or 3.)",
            file=file,
            error=error.message,
            count=len(mean),
        ) from error
