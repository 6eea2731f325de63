"""What was found out with the networks of the zoo, as measured and shipped beside their weights.

`convscope evaluate shifts`, `shuffled` and `ablations` write the files that are read here. Reading
them needs no torch.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from convscope.errors import WeightsDamaged

FOLDER = Path(__file__).parent / "weights"

Found = TypeVar("Found")


@dataclass(frozen=True)
class Shifts:
    """Accuracies (fractions of 1) of each network, one for each number of `pixels` of the shift."""

    data: str
    pixels: tuple[int, ...]
    accuracy: dict[str, tuple[float, ...]]


@dataclass(frozen=True)
class Shuffled:
    """Accuracies (fractions of 1) of networks trained on pictures and on shuffled pictures."""

    data: str
    pictures: int
    in_order: dict[str, float]
    shuffled: dict[str, float]


@dataclass(frozen=True)
class Curve:
    """Accuracies (fractions of 1), one per epoch; `train` is measured while the network learns."""

    train: tuple[float, ...]
    test: tuple[float, ...]


@dataclass(frozen=True)
class Ablations:
    """How each network learnt: as it was trained, and without one part of its training."""

    data: str
    networks: dict[str, dict[str, Curve]]


@cache
def shifts(folder: Path = FOLDER) -> Shifts | None:
    """None where the file is not there; raises `WeightsDamaged` where it cannot be read."""
    return _read(folder / "shifts.json", _shifts)


@cache
def shuffled(folder: Path = FOLDER) -> Shuffled | None:
    """None where a file is not there; raises `WeightsDamaged` where one cannot be read."""
    return _read(folder / "shuffled.json", lambda told: _shuffled(told, folder))


@cache
def ablations(folder: Path = FOLDER) -> Ablations | None:
    """None where the file is not there; raises `WeightsDamaged` where it cannot be read."""
    return _read(folder / "ablations.json", _ablations)


def _shifts(told: dict[str, Any]) -> Shifts:
    accuracy = {network: tuple(each["accuracy"]) for network, each in told["networks"].items()}
    return Shifts(told["data"], tuple(told["pixels"]), accuracy)


def _shuffled(told: dict[str, Any], folder: Path) -> Shuffled:
    networks = told["networks"]
    cards = {network: json.loads(_text(folder / f"{network}.json")) for network in networks}
    (pictures,) = {each["pictures"] for each in [*networks.values(), *cards.values()]}
    return Shuffled(
        told["data"],
        pictures,
        in_order={network: card["accuracy"] for network, card in cards.items()},
        shuffled={network: each["accuracy"] for network, each in networks.items()},
    )


def _ablations(told: dict[str, Any]) -> Ablations:
    networks = {
        network: {
            variant: Curve(tuple(each["train"]), tuple(each["test"]))
            for variant, each in variants.items()
        }
        for network, variants in told["networks"].items()
    }
    return Ablations(told["data"], networks)


def _read(file: Path, understand: Callable[[dict[str, Any]], Found]) -> Found | None:
    try:
        return understand(json.loads(_text(file)))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WeightsDamaged(
            "{file} cannot be understood: {error}. Reinstall Convscope, or measure again: "
            "convscope evaluate {study} --data PATH",
            file=file,
            error=repr(error),
            study=file.stem,
        ) from error


def _text(file: Path) -> str:
    return file.read_text("utf-8")
