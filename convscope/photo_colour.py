"""A decoded picture of any mode -> eight-bit sRGB on white, which is what networks are given."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image, ImageChops, ImageCms

from convscope.message import sentence

# The mode in which a profile of each colour space takes its pixels.
_PROFILE_MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}

_SCALED = sentence("Its 16-bit greys were scaled to 8 bits, which is what networks are given.")
_PRINT = sentence("Its colours are made for print (CMYK) and were converted to those of a screen.")
_PROFILED = sentence("Its colours were converted from its own colour profile to sRGB.")
_NO_PROFILE = sentence(
    "Its colour profile cannot be used and was left out: colours may be a little off."
)
_WHITE = sentence("Its transparent parts were laid on white.")


def to_srgb(image: Image.Image) -> tuple[Image.Image, tuple[str, ...]]:
    """The picture in mode RGB, and a sentence on each thing done to it that a person should know.

    Transparency is composited on white, an embedded colour profile applied (and ignored where it
    is broken or belongs to another kind of picture), 16-bit grey scaled so that 65535 becomes 255.
    """
    profile = image.info.get("icc_profile")
    colours, alpha = _split(image)
    notes = [_SCALED] if image.mode.startswith("I") else []
    notes += [_PRINT] if colours.mode == "CMYK" else []
    rgb, said = _apply_profile(colours, profile) if profile else (colours.convert("RGB"), [])
    notes += said
    if alpha is not None and alpha.getextrema() != (255, 255):
        white = Image.new("RGB", rgb.size, "white")
        white.paste(rgb, mask=alpha)
        rgb = white
        notes.append(_WHITE)
    return rgb, tuple(notes)


def _split(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Colours, in mode L, RGB or CMYK, and opacity in mode L, or None where all is opaque."""
    if image.mode.startswith("I"):
        return _scale(image)
    grey = image.mode in ("1", "L", "LA")
    if not image.has_transparency_data:
        return image if image.mode in ("CMYK", "RGB") else image.convert(
            "L" if grey else "RGB"
        ), None
    full = image.convert("RGBA")
    return full.convert("L" if grey else "RGB"), full.getchannel("A")


def _scale(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """The same of 16-bit grey, which Pillow itself would clip at 255."""
    levels = np.asarray(image).astype(np.uint32)
    grey = Image.fromarray(((levels + 128) // 257).astype(np.uint8))
    clear = image.info.get("transparency")
    if clear is None:
        return grey, None
    return grey, Image.fromarray(np.where(levels == clear, 0, 255).astype(np.uint8))


def _apply_profile(colours: Image.Image, profile: bytes) -> tuple[Image.Image, list[str]]:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = _PROFILE_MODES[source.profile.xcolor_space.strip()]
        if mode != colours.mode and (mode, colours.mode) != ("RGB", "L"):
            return colours.convert("RGB"), [_NO_PROFILE]
        transform = ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
        if _is_srgb(transform, mode):
            return colours.convert("RGB"), []
        same = colours if colours.mode == mode else colours.convert(mode)
        return _transformed(same, transform), [_PROFILED]
    except (ImageCms.PyCMSError, OSError, ValueError, KeyError):
        return colours.convert("RGB"), [_NO_PROFILE]


def _is_srgb(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Whether it moves no colour by more than one level of 255: rounding, in other words.

    Most profiles are sRGB under one of many names. To leave those pictures as they are is faster
    and gives the network exactly what other programs, which ignore profiles, would give it.
    """
    if mode == "CMYK":
        return False
    steps = np.indices((16, 16, 16), dtype=np.uint8).reshape(3, 1, -1) * 17
    probe = Image.fromarray(np.ascontiguousarray(steps.transpose(1, 2, 0))).convert(mode)
    moved = ImageChops.difference(probe.convert("RGB"), _transformed(probe, transform))
    return bool(np.asarray(moved).max() <= 1)


def _transformed(picture: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    result = ImageCms.applyTransform(picture, transform)
    if result is None:  # only when it works in place, which is not asked for
        raise ValueError("the profile gave no picture")
    return result
