"""A photo -> the tensor a network expects, and the way back from the tensor to the photo.

    photo ──resize──▶ shortest side = ⌊side / crop⌋ ──centre crop──▶ what the network sees
    (`squash`: both sides = ⌊side / crop⌋, whatever the photo's shape)
          ──(level / 255 - mean) / std──▶ tensor

Every step gives the values, to the last bit, that timm's evaluation transform and torchvision's
classification presets give, because a network is only as good as its preprocessing is faithful.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image

from convscope.errors import BadOption
from convscope.message import Message

# Where resizing would make more pixels than this, and more than the photo has, only the part that
# is seen is made. Usual photos need 1% of it, a strip of 10,000 x 1 pixels would need 4,000%.
_MOST_PIXELS = 16_000_000

_FILTERS = {"bicubic": Image.Resampling.BICUBIC, "bilinear": Image.Resampling.BILINEAR}
_RADIUS = {"bicubic": 2, "bilinear": 1}
_MODES = {1: "L", 3: "RGB"}
_CROP_MODES = ("center", "squash")
_WANTED = {
    "channels": Message("1 (grey) or 3 (colour)"),
    "height": Message("at least 1"),
    "width": Message("at least 1"),
    "interpolation": Message("bicubic or bilinear"),
    "crop": Message("above 0 and at most 1"),
    "crop_mode": Message("center or squash"),
    "mean": Message("one number per channel"),
    "std": Message("one number above 0 per channel"),
}


@dataclass(frozen=True)
class Frame:
    """The rectangle of the photo that the network sees, in pixels of the photo.

    Positions are continuous: pixel (0, 0) covers 0 to 1 in both directions, its centre is 0.5.
    """

    left: float
    top: float
    width: float
    height: float

    def to_photo(self, y: float, x: float, height: int, width: int) -> tuple[float, float]:
        """Where in the photo, as (y, x), the centre of cell (y, x) of a height x width map lies."""
        return (
            self.top + (y + 0.5) * self.height / height,
            self.left + (x + 0.5) * self.width / width,
        )

    def to_cell(self, y: float, x: float, height: int, width: int) -> tuple[float, float]:
        """The inverse of `to_photo`: a position in the photo -> the cell, in fractions of cells.

        The cell that holds the position is the result rounded to the nearest whole numbers;
        outside of the frame these are below zero or not below the map's size.
        """
        return (
            (y - self.top) * height / self.height - 0.5,
            (x - self.left) * width / self.width - 0.5,
        )


@dataclass(frozen=True)
class Preprocess:
    """How a network wants its photos: size in pixels, filter, crop, mean and std per channel.

    `crop` is the part of the shortest side that is kept; torchvision's resize_size is
    height / crop. `crop_mode` is timm's: `center` keeps the photo's proportions, `squash` does not.
    Raises `BadOption` where an option is outside its choices or its range.
    """

    channels: int
    height: int
    width: int
    interpolation: str
    crop: float
    mean: tuple[float, ...]
    std: tuple[float, ...]
    crop_mode: str = "center"

    def __post_init__(self) -> None:
        _require(self.channels in _MODES, "channels", self.channels)
        _require(self.height > 0, "height", self.height)
        _require(self.width > 0, "width", self.width)
        _require(self.interpolation in _FILTERS, "interpolation", self.interpolation)
        _require(0 < self.crop <= 1, "crop", self.crop)
        _require(self.crop_mode in _CROP_MODES, "crop_mode", self.crop_mode)
        _require(len(self.mean) == self.channels, "mean", self.mean)
        scales = len(self.std) == self.channels and all(value > 0 for value in self.std)
        _require(scales, "std", self.std)

    def __call__(self, picture: Image.Image) -> torch.Tensor:
        """The photo (mode RGB) -> the network's input, (channels, height, width) float32."""
        levels = torch.from_numpy(np.array(self.seen(picture)))
        levels = levels.view(self.height, self.width, self.channels).permute(2, 0, 1)
        unit = levels.to(torch.float32, memory_format=torch.contiguous_format).div_(255)
        return unit.sub_(_per_channel(self.mean)).div_(_per_channel(self.std))

    def seen(self, picture: Image.Image) -> Image.Image:
        """What the network sees of the photo, height x width pixels of 8 bits (RGB or grey)."""
        if picture.mode != _MODES[self.channels]:
            picture = picture.convert(_MODES[self.channels])
        resized, (left, top) = self._geometry(*picture.size)
        if resized[0] * resized[1] > max(_MOST_PIXELS, picture.width * picture.height):
            return self._enlarge_frame(picture)
        whole = picture.resize(resized, _FILTERS[self.interpolation])
        return whole.crop((left, top, left + self.width, top + self.height))

    def frame(self, width: int, height: int) -> Frame:
        """The rectangle that is seen of a photo of width x height pixels."""
        resized, (left, top) = self._geometry(width, height)
        across, down = width / resized[0], height / resized[1]
        return Frame(left * across, top * down, self.width * across, self.height * down)

    def picture(self, tensor: torch.Tensor) -> Image.Image:
        """The way back: (channels, height, width) -> the picture of it, in 8-bit levels.

        Of what `__call__` made it gives exactly what `seen` gives; values outside of the range
        that a photo can have are clipped.
        """
        unit = tensor.double() * _per_channel(self.std).double() + _per_channel(self.mean).double()
        levels = (unit * 255).round().clamp(0, 255).to(torch.uint8).permute(1, 2, 0).cpu().numpy()
        return Image.fromarray(levels.squeeze(2) if self.channels == 1 else levels)

    def _geometry(self, width: int, height: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """Of a photo: (width, height) after the resize, and (left, top) of the crop in it."""
        resized = self._resized(width, height)
        left = round((resized[0] - self.width) / 2)
        top = round((resized[1] - self.height) / 2)
        return resized, (left, top)

    def _resized(self, width: int, height: int) -> tuple[int, int]:
        across, down = math.floor(self.width / self.crop), math.floor(self.height / self.crop)
        if self.crop_mode == "squash":
            return across, down
        if across != down:
            ratio = min(height / down, width / across)
            return round(width / ratio), round(height / ratio)
        if width <= height:
            return across, int(across * height / width)
        return int(across * width / height), across

    def _enlarge_frame(self, picture: Image.Image) -> Image.Image:
        """What resizing the whole and cropping would give, but for rounding, at the frame's cost.

        Pillow takes a box in single precision, too coarse for positions far along a strip: first
        the photo is cut to the frame and what the filter reaches around it. Then rows before
        columns, as Pillow does where it enlarges, because levels are rounded in between.
        """
        frame, kernel = self.frame(*picture.size), _FILTERS[self.interpolation]
        left, right = self._reach(frame.left, frame.width, picture.width)
        top, bottom = self._reach(frame.top, frame.height, picture.height)
        part = picture.crop((left, top, right, bottom))
        across = frame.left - left, 0, frame.left - left + frame.width, part.height
        rows = part.resize((self.width, part.height), kernel, box=across)
        down = 0, frame.top - top, self.width, frame.top - top + frame.height
        return rows.resize((self.width, self.height), kernel, box=down)

    def _reach(self, start: float, length: float, limit: int) -> tuple[int, int]:
        """The photo's pixels, first and one past the last, that decide a stretch of the frame."""
        radius = _RADIUS[self.interpolation] + 1
        return max(0, math.floor(start) - radius), min(limit, math.ceil(start + length) + radius)


def _per_channel(values: tuple[float, ...]) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float32).view(-1, 1, 1)


def _require(holds: bool, option: str, value: object) -> None:
    if not holds:
        raise BadOption(
            "The preprocessing option {option} is {value!r}: it has to be {wanted}.",
            option=option,
            value=value,
            wanted=_WANTED[option],
        )
