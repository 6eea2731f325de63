"""`convscope add`: its options, and what it prints."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `convscope add FILE --arch … --classes …`."""
    parser = commands.add_parser(
        "add",
        help="add a checkpoint of your own to the list of models",
        description="Copies a file of weights into the folder of models (CONVSCOPE_MODELS) and "
        "writes its card, after checking that every tensor fits. What is not said of the photos "
        "is taken from the weights that are published for the architecture.",
    )
    parser.set_defaults(command=_add)
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a .safetensors, .pth or .onnx file"
    )
    parser.add_argument(
        "--arch",
        default="",
        metavar="ID",
        help="its architecture: torchvision:resnet50, timm:convnext_tiny, zoo:vgg_mini, … "
        "(an ONNX file has its own)",
    )
    parser.add_argument(
        "--classes",
        required=True,
        metavar="NAMES",
        help="a file with one class a line, or the classes separated by commas",
    )
    parser.add_argument("--name", help="what to call it (else as the file is called)")
    parser.add_argument("--size", type=_size, help="side of the input in pixels, or HEIGHTxWIDTH")
    parser.add_argument("--mean", type=_numbers, help="one number per channel: 0.485,0.456,0.406")
    parser.add_argument("--std", type=_numbers, help="likewise")
    parser.add_argument("--interpolation", choices=("bilinear", "bicubic"))
    parser.add_argument("--crop", type=float, help="part of the photo's shorter side that is seen")


def _add(options: argparse.Namespace) -> None:
    from convscope.own.adding import Wish, add

    card = add(
        Wish(
            file=options.file,
            architecture=options.arch,
            classes=_classes(options.classes),
            name=options.name or options.file.stem,
            size=options.size,
            mean=options.mean,
            std=options.std,
            interpolation=options.interpolation,
            crop=options.crop,
        )
    )
    print(f"{card.id}: {card.parameters:,} parameters, {card.classes} classes")


def _classes(text: str) -> tuple[str, ...]:
    from convscope.models.cardfile import read_classes

    if Path(text).is_file() or Path(text).suffix == ".txt":
        return read_classes(Path(text))
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _size(text: str) -> tuple[int, int]:
    try:
        height, _, width = text.partition("x")
        return int(height), int(width or height)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no size: 224, or 256x192") from None


def _numbers(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(each) for each in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no list of numbers: 0.5,0.5,0.5") from None
