"""What a file is and how large its picture is, read from its bytes before anything is decoded."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from convscope.errors import DamagedImage
from convscope.photo_unknown import refuse

LABELS = {"jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WebP", "bmp": "BMP"}

# The oldest BMP header has 12 bytes and 16-bit sizes; later ones begin alike and only grow.
_BMP_HEADERS = {struct.pack("<I", size) for size in (12, 40, 52, 56, 64, 108, 124)}

# Cameras and programs write a dozen passes at most. Thousands fit into a small file, and each
# of them makes the decoder walk over the whole picture.
_MOST_JPEG_PASSES = 100

# Between segments lies coded picture data, in which 0xFF is followed by 0 or a restart marker.
_JPEG_MARKER = re.compile(rb"\xff[\x02-\xcf\xd8-\xfe]")
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_SCAN = 0xDA
_JPEG_END = 0xD9


@dataclass(frozen=True)
class Header:
    """The format, a key of `LABELS`, and the size in pixels as stored: before any rotation."""

    format: str
    width: int
    height: int


def read_header(data: bytes) -> Header:
    """What the file is, without decoding it.

    Raises `UnsupportedFormat` for a picture of another format, `NotAnImage` for what is no picture,
    and `DamagedImage` for a JPEG, PNG, GIF, WebP or BMP that does not tell a possible size.
    """
    format = _format(data)
    if format is None:
        raise refuse(data)
    try:
        width, height = _SIZES[format](data)
    except (struct.error, IndexError, ValueError) as why:
        raise DamagedImage(
            "This {format} of {size:,} bytes is damaged: it does not say how large "
            "its picture is. Save or send the picture again and choose the new file.",
            format=LABELS[format],
            size=len(data),
        ) from why
    if width < 1 or height < 1:
        raise DamagedImage(
            "This {format} claims to be {width} × {height} pixels, which cannot be. "
            "Save the picture again and choose the new file.",
            format=LABELS[format],
            width=width,
            height=height,
        )
    return Header(format, width, height)


def _format(data: bytes) -> str | None:
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    # The two letters alone would take many a text for a picture.
    if data.startswith(b"BM") and data[14:18] in _BMP_HEADERS:
        return "bmp"
    return None


def _jpeg_size(data: bytes) -> tuple[int, int]:
    size = None
    passes = 0
    for marker, at in _jpeg_segments(data):
        if size is None and marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 3)
            size = width, height
        passes += marker == _JPEG_SCAN
        if passes > _MOST_JPEG_PASSES:
            raise DamagedImage(
                "This JPEG is made of more than {most} passes, which no camera "
                "writes. Open it in a program for pictures, save it again and choose the new file.",
                most=_MOST_JPEG_PASSES,
            )
    if size is None:
        raise ValueError("no frame header")
    return size


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Marker, and offset of the length that follows it, of each segment of the first picture."""
    at = 2
    while found := _JPEG_MARKER.search(data, at):
        marker, at = found[0][1], found.end()
        yield marker, at
        if marker == _JPEG_END:
            return
        at += int.from_bytes(data[at : at + 2], "big")


def _png_size(data: bytes) -> tuple[int, int]:
    if data[12:16] != b"IHDR":
        raise ValueError("no header chunk")
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _gif_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _webp_size(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        wide, tall = struct.unpack_from("<3s3s", data, 24)
        return int.from_bytes(wide, "little") + 1, int.from_bytes(tall, "little") + 1
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError("no picture chunk")


def _bmp_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH" if data[14] == 12 else "<ii", data, 18)
    return width, abs(height)  # a negative height means that rows run from the top down


_SIZES: dict[str, Callable[[bytes], tuple[int, int]]] = {
    "jpeg": _jpeg_size,
    "png": _png_size,
    "gif": _gif_size,
    "webp": _webp_size,
    "bmp": _bmp_size,
}
