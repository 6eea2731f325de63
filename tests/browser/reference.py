"""What the page should paint, worked out again with numpy from the values of the API."""

from __future__ import annotations

import io
import json
from functools import cache
from typing import Any, cast
from urllib.request import Request, urlopen

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Colours = npt.NDArray[np.uint8]


class Api:
    """The API of a server, as a program would call it."""

    def __init__(self, server: str) -> None:
        self._base = f"{server}/api/v1"

    def get(self, path: str) -> Any:
        return json.loads(self._bytes(path))

    def run(self, image: str = "cat", model: str = "efficientnet_lite0") -> dict[str, Any]:
        body = json.dumps({"model": model, "image": image}).encode()
        headers = {"Content-Type": "application/json"}
        with urlopen(Request(f"{self._base}/runs", body, headers)) as answer:
            return cast(dict[str, Any], json.load(answer))

    def values(self, layer: str, image: str = "cat", model: str = "efficientnet_lite0") -> Floats:
        """A layer's output exactly, (C, H, W) or (C,)."""
        path = f"/runs/{self.run(image, model)['id']}/layers/{layer}/maps?format=npy"
        return cast(Floats, np.load(io.BytesIO(self._bytes(path))))

    def levels(self, layer: str, normalize: str, size: int) -> tuple[Colours, float, float]:
        """A layer's maps of the cat as levels (C, h, w), and the values of level 0 and 255."""
        path = f"/runs/{self.run()['id']}/layers/{layer}/maps"
        query = f"?format=u8&normalize={normalize}&size={size}"
        with urlopen(self._base + path + query) as answer:
            shape = [int(side) for side in answer.headers["X-Convscope-Shape"].split(",")]
            levels = np.frombuffer(answer.read(), np.uint8).reshape(shape)
            low, high = (answer.headers[f"X-Convscope-{end}"] for end in ("Minimum", "Maximum"))
            return levels, float(low), float(high)

    @cache  # noqa: B019
    def palette(self, name: str) -> Colours:
        """The 256 colours of a map, (256, 3)."""
        palettes = {each["name"]: each["rgb"] for each in self.get("/colormaps")["colormaps"]}
        return np.array(palettes[name], dtype=np.uint8)

    def _bytes(self, path: str) -> bytes:
        with urlopen(self._base + path) as answer:
            return cast(bytes, answer.read())


def strongest(values: Floats) -> list[int]:
    """Channels (C, H, W) in the order of their spread, the widest first."""
    spread = values.astype(np.float64).std(axis=(1, 2))
    return [int(channel) for channel in np.argsort(-spread, kind="stable")]


def shrink(map_: Floats, side: int) -> Floats:
    """A map whose longest side is at most `side`, each pixel the mean of what it covers."""
    height, width = map_.shape
    if max(height, width) <= side:
        return map_
    factor = side / max(height, width)
    rows = _averaging(height, round(height * factor))
    return (rows @ map_ @ _averaging(width, round(width * factor)).T).astype(np.float32)


def _averaging(cells: int, pixels: int) -> npt.NDArray[np.float64]:
    """(pixels, cells): how much of each cell lies under each pixel, as shares of the pixel."""
    repeated = np.repeat(np.eye(cells), pixels, axis=0)
    return repeated.reshape(pixels, cells, cells).mean(axis=1)


def enlarge(map_: Floats, height: int, width: int) -> Floats:
    """Repeat the nearest value until the map has this size."""
    rows = ((np.arange(height) + 0.5) * map_.shape[0] / height).astype(int)
    columns = ((np.arange(width) + 0.5) * map_.shape[1] / width).astype(int)
    return map_[rows][:, columns]


def index(values: Floats, low: float, high: float) -> npt.NDArray[np.int64]:
    """Values to places in a palette whose ends stand for `low` and `high`."""
    return np.clip(np.rint((values - low) / (high - low) * 255), 0, 255).astype(int)


def assert_coloured(
    pixels: Colours, palette: Colours, places: npt.NDArray[np.int64], slack: int = 1
) -> None:
    """Each pixel has the colour at its place in the palette, or within `slack` places of it."""
    near = [np.clip(places + step, 0, 255) for step in range(-slack, slack + 1)]
    matches = [(palette[each] == pixels).all(axis=-1) for each in near]
    assert np.logical_or.reduce(matches).all()
