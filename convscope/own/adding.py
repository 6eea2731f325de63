"""`convscope add`: weights of one's own into the folder of models, once they are known to fit."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from torch import nn

from convscope.depth import depth
from convscope.errors import BadOption, WeightsDamaged
from convscope.models import architectures, cardfile, from_file, from_onnx, state
from convscope.models.card import Card
from convscope.models.cardfile import CardFile
from convscope.network import Network
from convscope.preprocess import Preprocess

# What files of torch's are called, and what they are called once they are kept.
ENDINGS = {
    ".safetensors": ".safetensors", ".pth": ".pth", ".pt": ".pth", ".bin": ".pth",
    from_onnx.ENDING: from_onnx.ENDING,
}  # fmt: skip
WRITTEN_OUT = 20  # more classes than that go into a file of their own


@dataclass(frozen=True)
class Wish:
    """What is to be added. What is None is taken from the architecture's own published weights, or
    from the file.
    """

    file: Path
    architecture: str
    classes: tuple[str, ...]
    name: str
    size: tuple[int, int] | None = None
    mean: tuple[float, ...] | None = None
    std: tuple[float, ...] | None = None
    interpolation: str | None = None
    crop: float | None = None


def add(wish: Wish) -> Card:
    """Put a file of weights and its card into the folder of models; returns the card.

    The network is built, filled and run once before anything is written. Raises `BadOption` and
    every `ModelError`.
    """
    folder = from_file.folder()
    kept = folder / f"{wish.name}{_ending(wish)}"
    _check_name(wish, folder)
    told, network, keep = _tried_onnx(wish) if _is_onnx(wish) else _tried(wish)
    _check_classes(network, wish)
    folder.mkdir(parents=True, exist_ok=True)
    if kept != wish.file.resolve():
        keep(kept)
    _write(folder / f"{wish.name}{from_file.CARD}", replace(told, figures=_figures(network)))
    card = from_file.find(f"{from_file.PREFIX}{wish.name}")
    assert card is not None
    return card


def _is_onnx(wish: Wish) -> bool:
    return wish.file.suffix == from_onnx.ENDING


def _ending(wish: Wish) -> str:
    if wish.file.suffix not in ENDINGS:
        raise BadOption(
            "{file} is no file of weights by its name: it has to end in {endings}.",
            file=wish.file.name,
            endings=", ".join(ENDINGS),
        )
    return ENDINGS[wish.file.suffix]


def _check_name(wish: Wish, folder: Path) -> None:
    if not wish.file.is_file():
        raise BadOption("There is no file {file}.", file=wish.file)
    name = wish.name
    if not name or any(each in name for each in "@/\\") or name.startswith("."):
        raise BadOption(
            "{name!r} cannot be a name: it may have no @, no slash, no dot in front.", name=name
        )
    for ending in (*from_file.ENDINGS, from_file.CARD):
        kept = folder / f"{name}{ending}"
        if kept.exists() and kept != wish.file.resolve():
            raise BadOption(
                "{kept} is there already: choose another name with --name, or remove it.", kept=kept
            )


Tried = tuple[CardFile, Network, Callable[[Path], object]]


def _tried(wish: Wish) -> Tried:
    """The card, the network with the file's weights, and how to keep the file."""
    architectures.check(wish.architecture)
    preprocess = _preprocess(wish, architectures.published(wish.architecture))
    told = CardFile(wish.architecture, wish.classes, preprocess)
    module = architectures.construct(told.architecture, len(told.classes), preprocess)
    _fill(module, wish)
    network = Network.of_module(module.eval(), preprocess, told.classes)
    return told, network, lambda kept: shutil.copyfile(wish.file, kept)


def _tried_onnx(wish: Wish) -> Tried:
    """The same of an ONNX file, which is kept as it can be converted, and in one piece."""
    if wish.architecture not in ("", architectures.ONNX):
        raise BadOption("{file} has its architecture in it: leave --arch out.", file=wish.file.name)
    model = from_onnx.simplified(from_onnx.read(wish.file))
    _, height, width = from_onnx.input_size(model)
    size = wish.size or ((height, width) if height and width else None)
    told = CardFile(architectures.ONNX, wish.classes, _preprocess(replace(wish, size=size), None))
    network = Network.of_module(from_onnx.module_of(model), told.preprocess, told.classes)
    return told, network, lambda kept: from_onnx.write(model, kept)


def _preprocess(wish: Wish, published: Preprocess | None) -> Preprocess:
    """What is wished for, and for the rest what the architecture's published weights have."""
    if published is None:
        needed = {"--size": wish.size, "--mean": wish.mean, "--std": wish.std}
        missing = [option for option, value in needed.items() if value is None]
        if missing:
            raise BadOption(
                "How photos are prepared for {file} is not known from anywhere: say {missing}.",
                file=wish.file.name,
                missing=", ".join(missing),
            )
        published = from_file.UNKNOWN
    size = wish.size or (published.height, published.width)
    mean = wish.mean or published.mean
    return replace(
        published,
        channels=len(mean),
        height=size[0],
        width=size[1],
        mean=mean,
        std=wish.std or published.std,
        interpolation=wish.interpolation or published.interpolation,
        crop=wish.crop or published.crop,
    )


def _fill(module: nn.Module, wish: Wish) -> None:
    tensors = state.read_state(wish.file)
    wrong = state.misfits(module, tensors)
    if wrong:
        raise WeightsDamaged(
            "{file} does not fit {architecture} with {named} classes: {wrong}.",
            file=wish.file.name,
            architecture=wish.architecture,
            named=len(wish.classes),
            wrong=wrong,
        )
    state.load_into(module, tensors, wish.file.name)


def _check_classes(network: Network, wish: Wish) -> None:
    named = len(wish.classes)
    if not network.card.classes:
        raise BadOption(
            "{file} does not answer with a row of numbers, and {named} classes are named: "
            "take a network that gives one number for each.",
            file=wish.file.name,
            named=named,
        )
    if network.card.classes != named:
        raise BadOption(
            "{file} answers with {outputs} numbers, and "
            "{named} classes are named: give one name for each, in their order.",
            file=wish.file.name,
            outputs=network.card.classes,
            named=named,
        )


def _figures(network: Network) -> tuple[tuple[str, int], ...]:
    macs = sum(layer.macs for layer in network.layers)
    return (
        ("parameters", network.card.parameters),
        ("macs", macs),
        ("depth", depth(network.layers)),
    )


def _write(path: Path, told: CardFile) -> None:
    """The card, with the classes in a file beside it where they are many."""
    if len(told.classes) <= WRITTEN_OUT:
        cardfile.write(path, told)
        return
    classes = path.with_suffix(".txt")
    classes.write_text("\n".join(told.classes) + "\n", encoding="utf-8")
    cardfile.write(path, told, classes.name)
