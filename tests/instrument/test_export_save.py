"""Files of a run: each holds what its ending says, and what does not fit is refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import convscope
from convscope import render
from convscope.errors import BadOption, UnknownLayer
from convscope.export.table import channels_csv, layers_csv
from convscope.order import ranked
from convscope.samples import read_sample

LAYER = "conv1"


@pytest.fixture(scope="module")
def run() -> convscope.Run:
    return convscope.run("lenet5", read_sample("digit3"))


def test_a_whole_run(run: convscope.Run, tmp_path: Path) -> None:
    run.save(tmp_path / "run.npz")
    run.save(str(tmp_path / "run.CSV"))
    with np.load(tmp_path / "run.npz") as arrays:
        assert list(arrays) == [layer.name for layer in run.layers]
        for name, values in arrays.items():
            np.testing.assert_array_equal(values, run.output(name))
    assert (tmp_path / "run.CSV").read_bytes() == layers_csv(run)


def test_a_layer_exactly(run: convscope.Run, tmp_path: Path) -> None:
    run.save(tmp_path / "a.npy", LAYER)
    run.save(tmp_path / "b.npy", LAYER, channels="4,1")
    run.save(tmp_path / "c.json", LAYER, sort="mean")
    run.save(tmp_path / "d.csv", LAYER)
    maps = run.view(LAYER)
    np.testing.assert_array_equal(np.load(tmp_path / "a.npy"), maps)
    np.testing.assert_array_equal(np.load(tmp_path / "b.npy"), maps[[4, 1]])
    listed = np.array(json.loads((tmp_path / "c.json").read_bytes()), np.float32)
    np.testing.assert_array_equal(listed, maps[ranked(maps, "mean")])
    assert (tmp_path / "d.csv").read_bytes() == channels_csv(maps)


def test_a_picture_has_every_option_of_the_renderer(run: convscope.Run, tmp_path: Path) -> None:
    look = {"normalize": "zero", "colormap": "magma", "size": 56, "columns": 2, "gap": "dark"}
    maps = run.view(LAYER)
    for ending, draw in (("png", render.png), ("webp", render.webp)):
        path = tmp_path / f"a.{ending}"
        run.save(path, LAYER, channels="0-3", sort="max", **look)
        chosen = maps[ranked(maps[:4], "max")]
        assert path.read_bytes() == draw(chosen, **look, scale_of=maps)


REFUSED = {
    "run.npy": (None, {}, "let it end in .npz or .csv, or name a layer"),
    "run": (None, {}, "let it end in .npz or .csv"),
    "run.csv": (None, {"sort": "mean"}, "It has none"),
    "a.npz": (LAYER, {}, "a.npz cannot hold a layer"),
    "a.npy": (LAYER, {"size": 64}, "size= is no option of this .npy file. Its options are ch"),
    "a.csv": (LAYER, {"channels": "1"}, "channels= is no option of this .csv file. It has non"),
    "a.png": (LAYER, {"colour": "red"}, "Its options are channels, sort, normalize, colormap"),
    "b.png": (LAYER, {"gap": "pink"}, "gap='pink' is not known. Choose one of light, dark"),
}


@pytest.mark.parametrize("file", REFUSED)
def test_what_does_not_fit_is_refused_before_a_file_is_begun(
    run: convscope.Run, tmp_path: Path, file: str
) -> None:
    layer, options, words = REFUSED[file]
    with pytest.raises(BadOption, match=words):
        run.save(tmp_path / file, layer, **options)
    assert not (tmp_path / file).exists()


def test_an_unknown_layer_is_refused(run: convscope.Run, tmp_path: Path) -> None:
    with pytest.raises(UnknownLayer, match="no layer 'nope'"):
        run.save(tmp_path / "a.npy", "nope")
