"""DenseNet in small: every layer reads the maps of all layers before it.

Huang, Liu, van der Maaten and Weinberger, "Densely Connected Convolutional Networks" (2016),
Figures 1 and 2: three dense blocks of four layers, with the plain layer of Section 3 (no 1×1
bottleneck) and a growth rate of 24.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

GROWTH = 24
LAYERS = 4  # in a block


class DenseLayer(nn.Module):
    """Normalisation, ReLU and 3×3 convolution, in this order, make `GROWTH` new maps."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.bn = nn.BatchNorm2d(channels)
        self.relu = nn.ReLU()
        self.conv = nn.Conv2d(channels, GROWTH, kernel_size=3, padding=1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        new: Tensor = self.conv(self.relu(self.bn(x)))
        return torch.cat((x, new), dim=1)


class DenseBlock(nn.Module):
    """Each layer hands on everything it read, and its own maps behind it."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.layer1 = DenseLayer(channels)
        self.layer2 = DenseLayer(channels + GROWTH)
        self.layer3 = DenseLayer(channels + 2 * GROWTH)
        self.layer4 = DenseLayer(channels + 3 * GROWTH)

    def forward(self, x: Tensor) -> Tensor:
        joined: Tensor = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return joined


class Transition(nn.Module):
    """Between two blocks: a 1×1 convolution halves the channels, pooling halves the maps."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.bn = nn.BatchNorm2d(channels)
        self.relu = nn.ReLU()
        self.conv = nn.Conv2d(channels, channels // 2, kernel_size=1, bias=False)
        self.pool = nn.AvgPool2d(2)

    def forward(self, x: Tensor) -> Tensor:
        pooled: Tensor = self.pool(self.conv(self.relu(self.bn(x))))
        return pooled


class DenseNetMini(nn.Module):
    """Colour pictures of shape (N, 3, 32, 32) -> logits of shape (N, classes)."""

    def __init__(self, classes: int = 10) -> None:
        super().__init__()
        grown = LAYERS * GROWTH
        widths = [2 * GROWTH]
        for _ in range(2):
            widths.append((widths[-1] + grown) // 2)
        self.conv1 = nn.Conv2d(3, widths[0], kernel_size=3, stride=2, padding=1, bias=False)
        self.block1 = DenseBlock(widths[0])  # 16×16
        self.transition1 = Transition(widths[0] + grown)
        self.block2 = DenseBlock(widths[1])  # 8×8
        self.transition2 = Transition(widths[1] + grown)
        self.block3 = DenseBlock(widths[2])  # 4×4
        self.bn = nn.BatchNorm2d(widths[2] + grown)
        self.relu = nn.ReLU()
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(widths[2] + grown, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.block1(self.conv1(x))
        x = self.block2(self.transition1(x))
        x = self.block3(self.transition2(x))
        x = self.avgpool(self.relu(self.bn(x)))
        logits: Tensor = self.fc(self.flatten(x))
        return logits
