"""The two data sets, read from the files they come in, with the preprocessing of a network."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from convscope.errors import BadOption
from convscope.message import sentence
from convscope.preprocess import Preprocess

MNIST, CIFAR10 = "MNIST", "CIFAR-10"
LABELS = {
    MNIST: ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
    CIFAR10: (
        "airplane", "automobile", "bird", "cat", "deer",
        "dog", "frog", "horse", "ship", "truck",
    ),
}  # fmt: skip
FILES = {MNIST: "mnist.npz", CIFAR10: "cifar10-jpeg.zip"}
# Re-encoding lost a little, so a figure measured on it has to say so.
DESCRIPTIONS = {MNIST: "MNIST", CIFAR10: sentence("a JPEG copy of CIFAR-10")}


@dataclass(frozen=True, eq=False)
class Pictures:
    """`levels` (N, H, W, C) uint8 as the network sees them; `labels` (N,) int64."""

    levels: Tensor
    labels: Tensor

    def __post_init__(self) -> None:
        if len(self.levels) != len(self.labels):
            raise ValueError(f"{len(self.levels)} pictures have {len(self.labels)} labels")

    def __len__(self) -> int:
        return len(self.labels)

    def to(self, device: torch.device) -> Pictures:
        return Pictures(self.levels.to(device), self.labels.to(device))


@dataclass(frozen=True, eq=False)
class DataSet:
    train: Pictures
    test: Pictures


def read(name: str, folder: Path, preprocess: Preprocess) -> DataSet:
    """A data set by its name, `MNIST` or `CIFAR10`, from the folder that holds its file.

    Raises `BadOption` where the folder or the file is missing, or the file lacks something.
    """
    path = folder / FILES[name]
    if not path.is_file():
        raise BadOption(
            "{file} was looked for in {folder} and is not there: "
            "--data has to be the folder that holds {what}.",
            file=path.name,
            folder=folder.resolve(),
            what=DESCRIPTIONS[name],
        )
    try:
        return _READERS[name](path, preprocess)
    except (KeyError, ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise BadOption(
            "{path} is not the {what} that was expected: {error}. "
            "Copy it again from where it came from.",
            path=path,
            what=DESCRIPTIONS[name],
            error=str(error),
        ) from error


def _read_mnist(path: Path, preprocess: Preprocess) -> DataSet:
    # numpy leaves the file open where it is no archive, so the file is opened here.
    with path.open("rb") as file, np.load(file) as arrays:
        parts = [
            Pictures(
                torch.from_numpy(_seen(arrays[f"{part}_images"], preprocess)),
                torch.from_numpy(arrays[f"{part}_labels"].astype(np.int64)),
            )
            for part in ("train", "test")
        ]
    return DataSet(*parts)


def _seen(images: NDArray[np.uint8], preprocess: Preprocess) -> NDArray[np.uint8]:
    """(N, h, w) grey levels -> (N, H, W, 1), resized only where the network's size differs."""
    seen = [np.asarray(preprocess.seen(Image.fromarray(image))) for image in images]
    return np.stack(seen)[..., np.newaxis]


def _read_cifar10(path: Path, preprocess: Preprocess) -> DataSet:
    with zipfile.ZipFile(path) as archive:
        return DataSet(*(_read_part(archive, part, preprocess) for part in ("train", "test")))


def _read_part(archive: zipfile.ZipFile, part: str, preprocess: Preprocess) -> Pictures:
    levels, labels = [], []
    for label, name in enumerate(LABELS[CIFAR10]):
        names = [n for n in archive.namelist() if n.startswith(f"{part}/{name}/")]
        if not names:
            raise ValueError(f"it has no pictures in {part}/{name}")
        for entry in sorted(names):
            levels.append(_decode(archive.read(entry), entry, preprocess))
            labels.append(label)
    return Pictures(torch.from_numpy(np.stack(levels)), torch.tensor(labels))


def _decode(content: bytes, name: str, preprocess: Preprocess) -> NDArray[np.uint8]:
    """The bytes of a picture -> (H, W, 3)."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            return np.array(preprocess.seen(picture))
    except OSError as error:
        raise ValueError(f"its picture {name} is damaged") from error


_READERS = {MNIST: _read_mnist, CIFAR10: _read_cifar10}
