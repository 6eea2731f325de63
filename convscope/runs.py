"""One photo through one network: the answer, and every number on the way to it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from convscope.capture import Pass
from convscope.errors import UnknownLayer
from convscope.layers import INPUT, Layer
from convscope.maps import Floats
from convscope.network import Network, load
from convscope.photo import Photo, open_photo, upright
from convscope.photo_colour import to_srgb
from convscope.preprocess import Frame

if TYPE_CHECKING:
    from convscope.export.save import Options

Picture = str | Path | bytes | Image.Image | Photo


@dataclass(frozen=True)
class Prediction:
    """One class of the answer, with its probability from 0 to 1."""

    index: int
    label: str
    probability: float


def ranked(probabilities: Floats, network: Network) -> tuple[Prediction, ...]:
    """All classes (C,) of a network, the most probable first; equals keep their order."""
    order = np.argsort(-probabilities, kind="stable").tolist()
    return tuple(Prediction(i, network.label(i), float(probabilities[i])) for i in order)


class Run:
    """The outputs of every layer of `network` for one photo.

    `predictions` are all classes, the most probable first; `frame` is the part of the photo that
    the network saw; `timing` is in milliseconds.
    """

    def __init__(
        self,
        network: Network,
        size: tuple[int, int],
        captured: Pass,
        timing: dict[str, float],
    ) -> None:
        self.network = network
        self.width, self.height = size
        self.frame: Frame = network.preprocess.frame(*size)
        self.timing = timing
        self.layout = network.layout
        self.layers: tuple[Layer, ...] = captured.layers
        self._by_name = {layer.name: layer for layer in self.layers}
        self._outputs = captured.outputs
        self.predictions = self._predict()

    @property
    def input(self) -> NDArray[np.float32]:
        """The tensor that the network saw, `(C, H, W)`."""
        return self.output(INPUT)

    def output(self, layer: str) -> NDArray[np.float32]:
        """What a layer gave, as computed: `(C, H, W)`, or `(C,)` without spatial axes.

        Raises `UnknownLayer`.
        """
        return np.ascontiguousarray(self.view(layer))

    def view(self, layer: str) -> NDArray[np.float32]:
        """The same numbers without a copy, in whatever order they lie in memory; read-only."""
        values: NDArray[np.float32] = self._outputs[self.layer(layer).name].float().numpy()
        values.flags.writeable = False
        return values

    def tensor(self, layer: str) -> torch.Tensor:
        """The same as torch computed it, without the batch axis; raises `UnknownLayer`."""
        return self._outputs[self.layer(layer).name]

    def layer(self, name: str) -> Layer:
        """The layer of a name, if this photo reached it; raises `UnknownLayer`."""
        if name in self._by_name:
            return self._by_name[name]
        self.network.layer(name)
        raise UnknownLayer(
            "The layer {name!r} was not reached on this photo. Choose another.", name=name
        )

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the outputs take; views of one tensor count once."""
        storages = {
            output.untyped_storage().data_ptr(): output.untyped_storage().nbytes()
            for output in self._outputs.values()
        }
        return sum(storages.values())

    def save(self, path: str | Path, layer: str | None = None, **options: Unpack[Options]) -> None:
        """Write all of the run, or one `layer` of it, in the format of the file's ending.

        `run.npz` holds every output and `run.csv` their figures; with a layer there are `.npy`,
        `.json`, `.csv`, `.png` and `.webp`. `convscope.export.save` says what the options are.
        """
        from convscope.export.save import save  # noqa: PLC0415 (few runs are written)

        save(self, Path(path), layer, **options)

    def _predict(self) -> tuple[Prediction, ...]:
        name = self.network.graph.probabilities
        if name is None:
            return ()
        return ranked(self.output(name), self.network)

    def __repr__(self) -> str:
        best = ", ".join(f"{p.label} {p.probability:.1%}" for p in self.predictions[:3])
        return (
            f"<Run of {self.network.card.name}: {best or 'no classes'}; {len(self.layers)} layers>"
        )

    def _repr_html_(self) -> str:
        from convscope.notebook import run_as_html  # noqa: PLC0415 (only a notebook needs it)

        return run_as_html(self)


def run(model: str | Network | torch.nn.Module, image: Picture) -> Run:
    """Run a photo through a network and keep the output of every layer.

    `model` is a model id, a `Network` or any module; `image` is a path, the bytes of an image file
    or an opened picture. Raises an `ImageError` or a `ModelError` that says what to do.
    """
    network = _network(model)
    photo = _photo(image)
    timing: dict[str, float] = {}
    with _timed(timing, "preprocess"):
        tensor = network.preprocess(photo.picture)
    with _timed(timing, "forward"):
        captured = network.carry_out(tensor)
    return Run(network, (photo.width, photo.height), captured, timing)


def _network(model: str | Network | torch.nn.Module) -> Network:
    if isinstance(model, Network):
        return model
    return load(model) if isinstance(model, str) else Network.of_module(model)


def _photo(image: Picture) -> Photo:
    if isinstance(image, Photo):
        return image
    if isinstance(image, Image.Image):
        picture, notes = to_srgb(image)
        picture = upright(picture, image)
        return Photo(picture, (image.format or "").lower(), 0, notes)
    return open_photo(image if isinstance(image, bytes) else Path(image).read_bytes())


@contextmanager
def _timed(timing: dict[str, float], name: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    timing[name] = (time.perf_counter() - started) * 1000
