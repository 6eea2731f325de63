"""Many arrays as one NPZ archive that is written while it is read, and never held as a whole."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from convscope.maps import Floats

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

# What one piece holds at most, unless a single row of an array's first axis is longer.
PIECE = 256 * 1024
# The same arrays make the same bytes whenever they are asked for: zip's first moment.
MADE = (1980, 1, 1, 0, 0, 0)
# The fixed parts of zip's records, in bytes, and what ZIP64 adds to them.
LOCAL, DESCRIPTOR, CENTRAL, END = 30, 16, 46, 22
LOCAL_64, DESCRIPTOR_64, END_64 = 20, 8, 76


class Npz:
    """An archive of `.npy` members, stored and not deflated, for a reader that cannot seek.

    Write each array with `member` and finish with `end`; what they give, one after the other, is
    the file. A member that was begun has to be read to its end, or closed, before the next.
    """

    def __init__(self) -> None:
        self._pipe = _Pipe()
        self._archive = _Archive(self._pipe, "w", zipfile.ZIP_STORED)

    def member(self, name: str, values: Floats) -> Generator[bytes, None, None]:
        """The pieces of one array, each made when it is asked for. `name` is without `.npy`."""
        with self._archive.open(_entry(name, values.shape), "w") as file:
            file.write(_header(values.shape))
            for block in _blocks(values):
                file.write(block)
                yield self._pipe.take()

    def end(self) -> bytes:
        """The last piece: the list of all members."""
        self._archive.close()
        return self._pipe.take()


def npz(outputs: Iterable[tuple[str, Floats]]) -> Iterator[bytes]:
    """The pieces of an archive of named arrays, which are taken one by one as it is read."""
    archive = Npz()
    for name, values in outputs:
        yield from archive.member(name, values)
    yield archive.end()


def length(members: Iterable[tuple[str, tuple[int, ...]]]) -> int:
    """How many bytes an archive of arrays of these names and shapes has, without making it."""
    offset = directory = count = 0
    for name, shape in members:
        entry = _entry(name, shape)
        label, size = len(entry.filename.encode()), entry.file_size
        wide = (2 if _beyond(size) else 0) + (1 if _beyond(offset) else 0)
        directory += CENTRAL + label + (4 + 8 * wide if wide else 0)
        roomy = LOCAL_64 + DESCRIPTOR_64 if _beyond(size * 1.05) else 0
        offset += LOCAL + label + size + DESCRIPTOR + roomy
        count += 1
    many = count > zipfile.ZIP_FILECOUNT_LIMIT or _beyond(offset) or _beyond(directory)
    return offset + directory + END + (END_64 if many else 0)


def _beyond(size: float) -> bool:
    """Whether zipfile writes a size or an offset in ZIP64's wider fields."""
    return size > zipfile.ZIP64_LIMIT


def _entry(name: str, shape: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(f"{name}.npy", MADE)
    # Told in advance, so that zipfile leaves room where the size will need ZIP64.
    entry.file_size = len(_header(shape)) + 4 * math.prod(shape)
    return entry


def _header(shape: tuple[int, ...]) -> bytes:
    buffer = io.BytesIO()
    what = {"descr": "<f4", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(buffer, what)
    return buffer.getvalue()


def _blocks(values: Floats) -> Iterator[bytes]:
    """The numbers in C order, however they lie in memory, as many rows at a time as fit a piece."""
    rows = np.atleast_1d(values)
    step = max(1, PIECE // max(1, 4 * math.prod(rows.shape[1:])))
    for first in range(0, len(rows), step):
        yield np.asarray(rows[first : first + step], dtype="<f4").tobytes()


class _Archive(zipfile.ZipFile):
    """An archive that is thrown away in the middle: nobody waits for its last record."""

    def __del__(self) -> None:
        """ZipFile would close itself here, and complain that a member is still being written."""


class _Pipe(io.RawIOBase):
    """What zipfile writes into: bytes wait here until they are taken."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer) -> int:
        self._waiting.append(bytes(data))
        return len(self._waiting[-1])

    def take(self) -> bytes:
        taken = b"".join(self._waiting)
        self._waiting.clear()
        return taken
