"""The bytes of an uploaded file -> an upright sRGB picture, or words that say why not.

    bytes ──size──▶ header ──format, pixels──▶ decode ──▶ sRGB on white ──▶ upright ──▶ Photo

Both limits hold before anything is decoded, and only the decoder of the format that the header
shows ever sees the bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, Image

from convscope.errors import (
    BadOption,
    DamagedImage,
    EmptyFile,
    FileTooLarge,
    ImageError,
    TooManyPixels,
)
from convscope.message import sentence
from convscope.photo_colour import to_srgb
from convscope.photo_header import LABELS, read_header

# EXIF's eight orientations, but for 1, and what turns each of them upright.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_ANIMATED = sentence("It is animated: only its first frame is used.")
_NO_EXIF = sentence("Its camera data (EXIF) cannot be read: it may lie on its side.")


@dataclass(frozen=True)
class Limits:
    """What is opened at most: the file's size in bytes, the picture's in pixels."""

    bytes: int = 32 * 2**20
    pixels: int = 64_000_000


@dataclass(frozen=True, eq=False)
class Photo:
    """A picture in mode RGB, upright and sRGB, without the metadata of its file.

    `format` is what the file was (jpeg, png, gif, webp or bmp), `bytes` its size, and `notes` are
    sentences on what was done to it on the way.
    """

    picture: Image.Image
    format: str
    bytes: int
    notes: tuple[str, ...]

    @property
    def width(self) -> int:
        """In pixels, after any rotation."""
        return self.picture.width

    @property
    def height(self) -> int:
        """In pixels, after any rotation."""
        return self.picture.height


def open_photo(data: bytes, limits: Limits = Limits()) -> Photo:
    """Decode an uploaded file: its first frame, upright, in sRGB, transparency laid on white.

    Raises `EmptyFile`, `FileTooLarge`, `NotAnImage`, `UnsupportedFormat`, `TooManyPixels` or
    `DamagedImage`, each with a message for the person.
    """
    _check_bytes(len(data), limits)
    header = read_header(data)
    _check_pixels(header.width, header.height, limits)
    with _explained(header.format, len(data), limits):
        image, notes = _decode(data, header.format, limits)
        picture, said = to_srgb(image)
        notes += said
    try:
        picture = upright(picture, image)
    except Exception:  # as many kinds as there are ways for EXIF to be broken
        notes.append(_NO_EXIF)
    picture.info.clear()
    return Photo(picture, header.format, len(data), tuple(notes))


def encode_png(picture: Image.Image, longest: int | None = None) -> bytes:
    """The picture as PNG, its longest side at most `longest` pixels; it is never enlarged."""
    if longest is not None and longest < 1:
        raise BadOption(
            "The size {size} is too small for a picture: ask for 1 pixel or more.", size=longest
        )
    if longest is not None and max(picture.size) > longest:
        scale = longest / max(picture.size)
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    out = BytesIO()
    # Level 2 takes a third of the default's time for a file one seventh larger.
    picture.save(out, "PNG", compress_level=2)
    return out.getvalue()


def _check_bytes(size: int, limits: Limits) -> None:
    if size == 0:
        raise EmptyFile(
            "The file is empty: it has 0 bytes. Save or send the picture again and choose that."
        )
    if size > limits.bytes:
        raise FileTooLarge(
            "The file has {size:,} bytes, and at most {most:,} are taken. "
            "Make the picture smaller, for example by saving it as JPEG.",
            size=size,
            most=limits.bytes,
        )


def _check_pixels(width: int, height: int, limits: Limits) -> None:
    if width * height > limits.pixels:
        raise TooManyPixels(
            "The picture has {width:,} × {height:,} = {pixels:,} pixels, and at most "
            "{most:,} are taken. Shrink it, say to 2,000 on its longest side.",
            width=width,
            height=height,
            pixels=width * height,
            most=limits.pixels,
        )


def _decode(data: bytes, format: str, limits: Limits) -> tuple[Image.Image, list[str]]:
    image = Image.open(BytesIO(data), formats=[format])
    _check_pixels(*image.size, limits)  # a GIF's frame may be larger than its header says
    # A JPEG of several pictures holds previews or depths of the same one, no animation.
    animated = format != "jpeg" and getattr(image, "is_animated", False)
    image.load()
    if not animated:
        return image, []
    return image, [_ANIMATED]


@contextmanager
def _explained(format: str, size: int, limits: Limits) -> Iterator[None]:
    """Turns what decoders raise into an error whose message tells the person what to do."""
    try:
        yield
    except (ImageError, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as why:
        raise TooManyPixels(
            "The picture has more than the {most:,} pixels that are taken. "
            "Shrink it, say to 2,000 on its longest side.",
            most=limits.pixels,
        ) from why
    except Exception as why:  # decoders raise whatever a broken file makes them stumble over
        raise DamagedImage(
            "This {format} of {size:,} bytes breaks off or is damaged and cannot be "
            "decoded. Save or send the picture again and choose the new file.",
            format=LABELS[format],
            size=size,
        ) from why


def upright(picture: Image.Image, image: Image.Image) -> Image.Image:
    """The picture turned as the EXIF data of `image`, which it was made from, ask for."""
    turn = _UPRIGHT.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return picture if turn is None else picture.transpose(turn)
