"""EfficientNet-Lite0, the default network, in torch's own layers.

Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks" (2019), in
the variant for phones: ReLU6 for SiLU, and no squeeze-and-excitation. timm has the same network
as `tf_efficientnet_lite0`, and a test holds the two equal; it is written out here so that the
default network starts without timm, and so that every operation is a layer one can look at.
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor, nn

EPS = 1e-3  # of every batch normalisation, as in TensorFlow


@dataclass(frozen=True)
class Stage:
    """A row of the paper's Table 1: `repeats` blocks, of which the first steps by `stride`."""

    channels: int
    repeats: int
    stride: int
    kernel: int
    expand: int


STAGES = (
    Stage(channels=16, repeats=1, stride=1, kernel=3, expand=1),
    Stage(channels=24, repeats=2, stride=2, kernel=3, expand=6),
    Stage(channels=40, repeats=2, stride=2, kernel=5, expand=6),
    Stage(channels=80, repeats=3, stride=2, kernel=3, expand=6),
    Stage(channels=112, repeats=3, stride=1, kernel=5, expand=6),
    Stage(channels=192, repeats=4, stride=2, kernel=5, expand=6),
    Stage(channels=320, repeats=1, stride=1, kernel=3, expand=6),
)
STEM, HEAD = 32, 1280


def same_padding(kernel: int, stride: int) -> nn.Module:
    """TensorFlow's padding of an even-sized map: with a stride, one cell more after than before."""
    before, after = (kernel - stride) // 2, (kernel - stride + 1) // 2
    return nn.ZeroPad2d((before, after, before, after))


class DepthwiseSeparable(nn.Module):
    """Depthwise convolution, then a 1×1 projection."""

    def __init__(self, channels: int, stage: Stage) -> None:
        super().__init__()
        self.conv_dw = nn.Conv2d(
            channels, channels, stage.kernel, padding=stage.kernel // 2, groups=channels, bias=False
        )
        self.bn1 = nn.BatchNorm2d(channels, EPS)
        self.act1 = nn.ReLU6()
        self.conv_pw = nn.Conv2d(channels, stage.channels, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(stage.channels, EPS)

    def forward(self, x: Tensor) -> Tensor:
        x = self.act1(self.bn1(self.conv_dw(x)))
        projected: Tensor = self.bn2(self.conv_pw(x))
        return projected


class InvertedResidual(nn.Module):
    """1×1 expansion, depthwise convolution, 1×1 projection, and a skip where shapes allow."""

    def __init__(self, channels: int, stage: Stage, stride: int) -> None:
        super().__init__()
        wide, kernel = channels * stage.expand, stage.kernel
        self.has_skip = stride == 1 and channels == stage.channels
        self.conv_pw = nn.Conv2d(channels, wide, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(wide, EPS)
        self.act1 = nn.ReLU6()
        self.pad = same_padding(kernel, stride) if stride > 1 else nn.Identity()
        inner = kernel // 2 if stride == 1 else 0
        self.conv_dw = nn.Conv2d(wide, wide, kernel, stride, inner, groups=wide, bias=False)
        self.bn2 = nn.BatchNorm2d(wide, EPS)
        self.act2 = nn.ReLU6()
        self.conv_pwl = nn.Conv2d(wide, stage.channels, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(stage.channels, EPS)

    def forward(self, x: Tensor) -> Tensor:
        y = self.act1(self.bn1(self.conv_pw(x)))
        y = self.act2(self.bn2(self.conv_dw(self.pad(y))))
        projected: Tensor = self.bn3(self.conv_pwl(y))
        return x + projected if self.has_skip else projected


class EfficientNetLite0(nn.Module):
    """Pictures of shape (N, 3, 224, 224) -> logits of shape (N, classes)."""

    def __init__(self, classes: int = 1000) -> None:
        super().__init__()
        self.pad = same_padding(kernel=3, stride=2)
        self.conv_stem = nn.Conv2d(3, STEM, 3, stride=2, bias=False)
        self.bn1 = nn.BatchNorm2d(STEM, EPS)
        self.act1 = nn.ReLU6()
        self.blocks = nn.Sequential(*_stages())
        self.conv_head = nn.Conv2d(STAGES[-1].channels, HEAD, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(HEAD, EPS)
        self.act2 = nn.ReLU6()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.classifier = nn.Linear(HEAD, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.act1(self.bn1(self.conv_stem(self.pad(x))))
        x = self.blocks(x)
        x = self.act2(self.bn2(self.conv_head(x)))
        logits: Tensor = self.classifier(self.flatten(self.pool(x)))
        return logits


def _stages() -> list[nn.Sequential]:
    stages, channels = [], STEM
    for stage in STAGES:
        blocks: list[nn.Module] = []
        for number in range(stage.repeats):
            if stage.expand == 1:
                blocks.append(DepthwiseSeparable(channels, stage))
            else:
                blocks.append(InvertedResidual(channels, stage, stage.stride if number == 0 else 1))
            channels = stage.channels
        stages.append(nn.Sequential(*blocks))
    return stages
