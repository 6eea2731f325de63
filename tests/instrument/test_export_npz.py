"""Archives: read back by NumPy, measured before they are made, and made no faster than read."""

from __future__ import annotations

import gc
import io
import zipfile
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from convscope import exact
from convscope.export.npz import PIECE, Npz, length, npz
from tests.instrument.made_outputs import LAYOUTS, Floats, floats, laid_out, noise

SHAPES = hnp.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=5)
NAMES = st.text(
    st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1, max_size=12
)


@st.composite
def arrays(draw: st.DrawFn) -> dict[str, Floats]:
    names = draw(st.lists(NAMES, max_size=5, unique=True))
    values = hnp.arrays(np.float32, SHAPES, elements=floats(nonfinite=True))
    return {name: draw(values) for name in names}


def made(outputs: dict[str, Floats]) -> bytes:
    return b"".join(npz(outputs.items()))


def shapes(outputs: dict[str, Floats]) -> Iterator[tuple[str, tuple[int, ...]]]:
    return ((name, values.shape) for name, values in outputs.items())


@given(arrays())
def test_numpy_reads_back_the_very_same_arrays(outputs: dict[str, Floats]) -> None:
    with np.load(io.BytesIO(made(outputs)), allow_pickle=False) as archive:
        # numpy itself cuts the ending off every name, so one that has it already loses it once.
        assert list(archive) == [name.removesuffix(".npy") for name in archive.zip.namelist()]
        for name, values in zip(archive.zip.namelist(), outputs.values(), strict=True):
            assert archive[name].dtype == np.float32
            np.testing.assert_array_equal(archive[name], values)


@given(arrays())
def test_the_length_is_known_in_advance(outputs: dict[str, Floats]) -> None:
    assert length(shapes(outputs)) == len(made(outputs))


@pytest.mark.parametrize("limit", [100, 1000, 2000, 3000])
@given(outputs=arrays())
def test_the_length_is_known_where_sizes_and_offsets_need_zip64(
    limit: int, outputs: dict[str, Floats]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zipfile, "ZIP64_LIMIT", limit)
        archive = made(outputs)
        assert length(shapes(outputs)) == len(archive)
    with np.load(io.BytesIO(archive)) as read:
        for name, values in zip(read.zip.namelist(), outputs.values(), strict=True):
            np.testing.assert_array_equal(read[name], values)


def test_the_length_is_known_where_the_members_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 2)
    outputs = {f"layer{n}": noise(n) for n in range(3)}
    assert length(shapes(outputs)) == len(made(outputs))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("shape", [(70, 33, 31), (2, 400, 300), (1280, 7, 7)])
def test_members_are_npy_files_stored_as_they_are(layout: str, shape: tuple[int, int, int]) -> None:
    values = laid_out(noise(*shape), layout)
    with zipfile.ZipFile(io.BytesIO(made({"features.0": values}))) as archive:
        (entry,) = archive.infolist()
        assert (entry.filename, entry.compress_type) == ("features.0.npy", zipfile.ZIP_STORED)
        assert archive.testzip() is None
        assert archive.read(entry) == exact.npy(values)


def test_the_same_arrays_are_the_same_bytes() -> None:
    outputs = {"a": noise(3, 4, 4), "b": noise(5)}
    assert made(outputs) == made(outputs)


def test_arrays_are_taken_one_by_one_and_pieces_are_small() -> None:
    taken: list[int] = []

    def outputs() -> Iterator[tuple[str, Floats]]:
        for number in range(40):
            taken.append(number)
            yield f"layer{number}", noise(64, 56, 56)

    pieces = npz(outputs())
    sizes = [len(next(pieces))]
    assert taken == [0]
    while len(taken) < 3:
        sizes.append(len(next(pieces)))
    assert len(sizes) == 9, "20 maps of 12,544 bytes at a time, of 64 in each array"
    assert max(sizes) <= PIECE + 512
    pieces.close()
    assert taken == [0, 1, 2]


def test_an_archive_that_nobody_reads_on_leaves_no_complaint() -> None:
    archive = Npz()
    member = archive.member("a", noise(64, 56, 56))
    next(member)
    # As the traceback of an exception holds what raised it: only the collector can let go.
    knot: list[object] = [archive, member]
    knot.append(knot)
    del archive, member, knot
    # What is raised while something is thrown away becomes a warning, which fails the test.
    gc.collect()
