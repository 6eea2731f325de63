"""EfficientNet in small: one coefficient φ sets depth, width and resolution together.

Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks" (2019),
Table 1 and Equation 3, with their α, β and γ. The table is cut to four stages, because the
pictures have 32×32 pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from torch import Tensor, nn

DEPTH, WIDTH, RESOLUTION = 1.2, 1.1, 1.15  # α, β, γ: each step of φ about doubles the arithmetic
BASE_RESOLUTION = 28
STEM, HEAD = 24, 160


@dataclass(frozen=True)
class Stage:
    """A row of the table for φ = 0: `repeats` blocks, of which the first steps by `stride`."""

    channels: int
    repeats: int
    stride: int
    kernel: int
    expand: int


STAGES = (
    Stage(channels=16, repeats=1, stride=1, kernel=3, expand=1),
    Stage(channels=24, repeats=1, stride=1, kernel=3, expand=4),
    Stage(channels=48, repeats=2, stride=2, kernel=5, expand=4),
    Stage(channels=80, repeats=2, stride=2, kernel=3, expand=4),
)


def depth(repeats: int, phi: int) -> int:
    """How many blocks a stage has."""
    return math.ceil(repeats * DEPTH**phi)


def width(channels: int, phi: int) -> int:
    """How many channels: the nearest multiple of 4."""
    return 4 * round(channels * WIDTH**phi / 4)


def resolution(phi: int) -> int:
    """How many pixels a side the pictures have."""
    return round(BASE_RESOLUTION * RESOLUTION**phi)


class SqueezeExcitation(nn.Module):
    """Each map's mean decides, with those of the others, by how much the map is turned down."""

    def __init__(self, channels: int, squeezed: int) -> None:
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.reduce = nn.Conv2d(channels, squeezed, kernel_size=1)
        self.silu = nn.SiLU()
        self.expand = nn.Conv2d(squeezed, channels, kernel_size=1)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x: Tensor) -> Tensor:
        gate: Tensor = self.sigmoid(self.expand(self.silu(self.reduce(self.pool(x)))))
        return x * gate


class ConvNormSiLU(nn.Module):
    """Convolution, dense or depthwise, then batch normalisation and SiLU."""

    def __init__(
        self, channels: int, out: int, kernel: int, stride: int = 1, groups: int = 1
    ) -> None:
        super().__init__()
        self.conv = nn.Conv2d(
            channels, out, kernel, stride, padding=kernel // 2, groups=groups, bias=False
        )
        self.bn = nn.BatchNorm2d(out)
        self.silu = nn.SiLU()

    def forward(self, x: Tensor) -> Tensor:
        activated: Tensor = self.silu(self.bn(self.conv(x)))
        return activated


class InvertedResidual(nn.Module):
    """Narrow to wide (1×1), depthwise, squeeze-and-excitation, and back to narrow (1×1)."""

    def __init__(self, channels: int, out: int, stage: Stage, stride: int) -> None:
        super().__init__()
        wide = channels * stage.expand
        self.has_skip = stride == 1 and channels == out
        self.expand = ConvNormSiLU(channels, wide, 1) if stage.expand > 1 else nn.Identity()
        self.depthwise = ConvNormSiLU(wide, wide, stage.kernel, stride, groups=wide)
        self.se = SqueezeExcitation(wide, max(4, channels // 4))
        self.project = nn.Conv2d(wide, out, kernel_size=1, bias=False)
        self.bn = nn.BatchNorm2d(out)

    def forward(self, x: Tensor) -> Tensor:
        y = self.se(self.depthwise(self.expand(x)))
        projected: Tensor = self.bn(self.project(y))
        return x + projected if self.has_skip else projected


class EfficientNetMini(nn.Module):
    """Colour pictures of shape (N, 3, r, r), r = `resolution(phi)` -> logits (N, classes)."""

    def __init__(self, phi: int, classes: int = 10) -> None:
        super().__init__()
        channels = width(STEM, phi)
        self.stem = ConvNormSiLU(3, channels, 3, stride=2)
        stages = []
        for stage in STAGES:
            out = width(stage.channels, phi)
            stages.append(_blocks(channels, out, stage, phi))
            channels = out
        self.stage1, self.stage2, self.stage3, self.stage4 = stages
        self.head = ConvNormSiLU(channels, width(HEAD, phi), 1)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.dropout = nn.Dropout(0.1)
        self.fc = nn.Linear(width(HEAD, phi), classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.stage1(self.stem(x))
        x = self.stage4(self.stage3(self.stage2(x)))
        x = self.flatten(self.avgpool(self.head(x)))
        logits: Tensor = self.fc(self.dropout(x))
        return logits


def _blocks(channels: int, out: int, stage: Stage, phi: int) -> nn.Sequential:
    first = InvertedResidual(channels, out, stage, stage.stride)
    more = [InvertedResidual(out, out, stage, 1) for _ in range(depth(stage.repeats, phi) - 1)]
    return nn.Sequential(first, *more)
