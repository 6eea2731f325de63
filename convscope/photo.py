"""The bytes of an uploaded file -> an upright sRGB picture, or words that say why not."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from convscope.errors import (
    DamagedImage,
    EmptyFile,
    FileTooLarge,
    NotAnImage,
    TooManyPixels,
)

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")


@dataclass(frozen=True)
class Limits:
    """What is opened at most: the file's size in bytes, the picture's in pixels."""

    bytes: int = 32 * 2**20
    pixels: int = 64_000_000


@dataclass(frozen=True, eq=False)
class Photo:
    """A picture in mode RGB, upright and sRGB, and what there is to say about how it was opened."""

    picture: Image.Image
    format: str
    bytes: int
    notes: tuple[str, ...]

    @property
    def width(self) -> int:
        return self.picture.width

    @property
    def height(self) -> int:
        return self.picture.height


def open_photo(data: bytes, limits: Limits = Limits()) -> Photo:
    """Decode an uploaded file."""
    if not data:
        raise EmptyFile("The file has 0 bytes. Choose another one.")
    if len(data) > limits.bytes:
        raise FileTooLarge(f"The file has {len(data)} bytes; the limit is {limits.bytes}.")
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except Exception as why:
        raise NotAnImage("The file is not a JPEG, PNG, GIF, WebP or BMP picture.") from why
    if image.width * image.height > limits.pixels:
        raise TooManyPixels(
            f"The picture has {image.width} x {image.height} pixels; the limit is {limits.pixels}."
        )
    try:
        picture = ImageOps.exif_transpose(image).convert("RGB")
    except Exception as why:
        raise DamagedImage(f"The picture cannot be decoded: {why}.") from why
    picture.info.clear()
    format = "jpeg" if image.format == "MPO" else str(image.format).lower()
    return Photo(picture, format, len(data), ())


def encode_png(picture: Image.Image, longest: int | None = None) -> bytes:
    """The picture as PNG, its longest side at most `longest` pixels; it is never enlarged."""
    if longest is not None and max(picture.size) > longest:
        scale = longest / max(picture.size)
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
