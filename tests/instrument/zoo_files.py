"""Data folders as the zoo reads them, a few generated pictures large."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

from convscope.zoo.catalog import DIGIT, object_of
from convscope.zoo.data import CIFAR10, LABELS
from tests.instrument.zoo_pictures import pictures

TRAIN, TEST = 40, 20


def write_mnist(folder: Path, without: tuple[str, ...] = ()) -> Path:
    arrays = {}
    for part, count in (("train", TRAIN), ("test", TEST)):
        some = pictures(DIGIT, count)
        arrays[f"{part}_images"] = some.levels.numpy().squeeze()
        arrays[f"{part}_labels"] = some.labels.numpy().astype(np.uint8)
    path = folder / "mnist.npz"
    np.savez(path, **{name: value for name, value in arrays.items() if name not in without})
    return path


def write_cifar10(folder: Path, without: str = "") -> Path:
    path = folder / "cifar10-jpeg.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part, count in (("train", TRAIN), ("test", TEST)):
            some = pictures(object_of(32), count)
            for number, (levels, label) in enumerate(zip(some.levels, some.labels, strict=True)):
                name = f"{part}/{LABELS[CIFAR10][label]}/{number:04}.jpg"
                if not without or not name.startswith(without):
                    archive.writestr(name, jpeg(levels.numpy()))
    return path


def jpeg(levels: np.ndarray) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(levels).save(stream, "JPEG", quality=95)
    return stream.getvalue()
