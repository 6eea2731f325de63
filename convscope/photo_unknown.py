"""Words for files that are not opened: what the file seems to be, and what to do instead."""

from __future__ import annotations

import re

from convscope.errors import NotAnImage, UnsupportedFormat
from convscope.message import Message

_ANY_CASE = re.DOTALL | re.IGNORECASE

_PICTURES = (
    (re.compile(rb"II[*+]\0|MM\0[*+]"), "TIFF"),
    (re.compile(rb".{4}ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)", re.DOTALL), "HEIC"),
    (re.compile(rb".{4}ftypavi[fs]", re.DOTALL), "AVIF"),
    (re.compile(rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51"), "JPEG 2000"),
    (re.compile(rb"\0\0\0\x0cJXL |\xff\x0a"), "JPEG XL"),
    (re.compile(rb"\0\0[\x01\x02]\0"), "Icon (ICO)"),
    (re.compile(rb"8BPS"), "Photoshop (PSD)"),
    (re.compile(rb"\s*(<svg\b|<(\?xml|!--|!doctype svg\b).*?<svg\b)", _ANY_CASE), "SVG"),
)
_OTHERS = (
    (re.compile(rb"%PDF-"), Message("a PDF document")),
    (
        re.compile(rb"\s*(<!--.*?-->\s*)?<(!doctype html|html|head|body)\b", _ANY_CASE),
        Message("a web page"),
    ),
    (re.compile(rb".{4}ftyp|\x1a\x45\xdf\xa3", re.DOTALL), Message("a video")),
    (re.compile(rb"PK\x03\x04"), Message("a ZIP archive")),
)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def refuse(data: bytes) -> UnsupportedFormat | NotAnImage:
    """The error to raise for bytes that begin like none of the formats that are opened."""
    start = data[:4096].removeprefix(_BYTE_ORDER_MARK)
    for pattern, name in _PICTURES:
        if pattern.match(start):
            return UnsupportedFormat(
                "{name} pictures are not opened. Save the picture as JPEG or PNG and choose that.",
                name=name,
            )
    what = next((name for pattern, name in _OTHERS if pattern.match(start)), None)
    if what is None:
        return NotAnImage(
            "The file begins with {start}, so it is not a picture. "
            "Choose a JPEG, PNG, GIF, WebP or BMP file.",
            start=_quoted(data),
        )
    return NotAnImage(
        "The file is {what}, so it is not a picture. Choose a JPEG, PNG, GIF, WebP or BMP file.",
        what=what,
    )


def _quoted(data: bytes) -> str:
    """The first bytes as a person may recognize them: letters as they are, others escaped."""
    return ascii(data[:16].decode("latin-1"))
