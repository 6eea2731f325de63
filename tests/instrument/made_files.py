"""Picture files written by hand, for what no program would write and for exact expectations."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

D50 = (0.9642, 1.0, 0.8249)  # the white that ICC profiles refer to, in XYZ


def noise(width: int, height: int, channels: int = 3, seed: int = 0) -> np.ndarray:
    """Random levels, (height, width, channels) uint8."""
    levels = np.random.default_rng(seed).integers(0, 256, (height, width, channels), np.uint8)
    return levels[:, :, 0] if channels == 1 else levels


def saved(picture: Image.Image | np.ndarray, format: str, **options: Any) -> bytes:
    """The file that Pillow makes of a picture or of its levels."""
    if isinstance(picture, np.ndarray):
        picture = Image.fromarray(picture)
    out = BytesIO()
    picture.save(out, format, **options)
    return out.getvalue()


def chunk(kind: bytes, content: bytes = b"") -> bytes:
    """One chunk of a PNG, with its checksum."""
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def png(width: int, height: int, bits: int, colour_type: int, rows: bytes, *extra: bytes) -> bytes:
    """A PNG of the given header; `rows` are unfiltered, each begins with a zero byte."""
    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            *extra,
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND"),
        ]
    )


def png_chunks(data: bytes) -> list[bytes]:
    """The names of a PNG's chunks, in order."""
    names, at = [], 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        names.append(data[at + 4 : at + 8])
        at += 12 + length
    return names


def claims(format: str, width: int, height: int) -> bytes:
    """A file of a few bytes whose header claims a size and behind which there is no picture."""
    if format == "png":
        return png(width, height, 8, 2, b"")
    if format == "jpeg":
        frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0"
        return b"\xff\xd8\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"
    if format == "gif":
        return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b";"
    if format == "bmp":
        header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
        return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + header
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<I", 10) + b"\0" * 4 + size


def profile(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    """An ICC profile, version 2, for a display; tags are given with their type signatures."""
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        padded = content + b"\0" * (-len(content) % 4)
        table += name + struct.pack(">II", start + len(body), len(content))
        body += padded
    head = bytearray(128)
    head[0:4] = struct.pack(">I", start + len(body))
    head[8:12] = b"\x02\x40\0\0"
    head[12:24] = b"mntr" + space + b"XYZ "
    head[36:40] = b"acsp"
    head[68:80] = struct.pack(">iii", *(round(value * 65536) for value in D50))
    return bytes(head) + struct.pack(">I", len(tags)) + table + body


def xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">iii", *(round(value * 65536) for value in values))


def gamma(value: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(value * 256))
