"""GoogLeNet in small: look at several scales at once and put the answers side by side.

Szegedy et al., "Going Deeper with Convolutions" (2014), Figure 2(b) and Table 1. Six inception
modules in place of nine; batch normalisation, which came a year later and without which the paper
needed auxiliary classifiers, follows every convolution.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from convscope.zoo.parts import ConvNormReLU


@dataclass(frozen=True)
class Widths:
    """A row of the paper's Table 1: the channels of each convolution of a module."""

    one: int  # 1×1
    three_reduce: int  # 1×1 before the 3×3
    three: int  # 3×3
    five_reduce: int  # 1×1 before the 5×5
    five: int  # 5×5
    pool: int  # 1×1 behind the pooling

    @property
    def total(self) -> int:
        return self.one + self.three + self.five + self.pool


class Inception(nn.Module):
    """Four branches read the same maps; their outputs are joined along the channels."""

    def __init__(self, channels: int, widths: Widths) -> None:
        super().__init__()
        self.branch1x1 = ConvNormReLU(channels, widths.one, 1)
        self.branch3x3_reduce = ConvNormReLU(channels, widths.three_reduce, 1)
        self.branch3x3 = ConvNormReLU(widths.three_reduce, widths.three, 3)
        self.branch5x5_reduce = ConvNormReLU(channels, widths.five_reduce, 1)
        self.branch5x5 = ConvNormReLU(widths.five_reduce, widths.five, 5)
        self.branch_pool = nn.MaxPool2d(kernel_size=3, stride=1, padding=1)
        self.branch_pool_proj = ConvNormReLU(channels, widths.pool, 1)

    def forward(self, x: Tensor) -> Tensor:
        branches = (
            self.branch1x1(x),
            self.branch3x3(self.branch3x3_reduce(x)),
            self.branch5x5(self.branch5x5_reduce(x)),
            self.branch_pool_proj(self.branch_pool(x)),
        )
        return torch.cat(branches, dim=1)


class GoogLeNetMini(nn.Module):
    """Colour pictures of shape (N, 3, 32, 32) -> logits of shape (N, classes)."""

    def __init__(self, classes: int = 10) -> None:
        super().__init__()
        self.conv1 = ConvNormReLU(3, 32, 3)
        self.pool1 = nn.MaxPool2d(2)  # 16×16
        self.inception3a = Inception(32, Widths(16, 32, 48, 8, 16, 16))
        self.inception3b = Inception(96, Widths(32, 32, 64, 8, 16, 16))
        self.pool3 = nn.MaxPool2d(2)  # 8×8
        self.inception4a = Inception(128, Widths(48, 48, 96, 16, 24, 24))
        self.inception4b = Inception(192, Widths(48, 48, 96, 16, 24, 24))
        self.pool4 = nn.MaxPool2d(2)  # 4×4
        self.inception5a = Inception(192, Widths(64, 64, 128, 16, 32, 32))
        self.inception5b = Inception(256, Widths(64, 64, 128, 16, 32, 32))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.dropout = nn.Dropout(0.2)
        self.fc = nn.Linear(256, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.pool1(self.conv1(x))
        x = self.pool3(self.inception3b(self.inception3a(x)))
        x = self.pool4(self.inception4b(self.inception4a(x)))
        x = self.inception5b(self.inception5a(x))
        x = self.dropout(self.flatten(self.avgpool(x)))
        logits: Tensor = self.fc(x)
        return logits
