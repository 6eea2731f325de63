"""VGG in small: nothing but 3×3 convolutions and 2×2 pooling, one block after another.

Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition"
(2014), Table 1. Two stacked 3×3 convolutions see as far as one of 5×5, with fewer weights and a
ReLU more. Four blocks in place of five, and batch normalisation so that it trains in minutes.
"""

from __future__ import annotations

from torch import Tensor, nn


class SingleBlock(nn.Module):
    """One convolution, then pooling halves the maps: blocks 1 and 2 of the paper's column A."""

    def __init__(self, channels: int, out: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, out, kernel_size=3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.relu1 = nn.ReLU()
        self.pool = nn.MaxPool2d(2)

    def forward(self, x: Tensor) -> Tensor:
        pooled: Tensor = self.pool(self.relu1(self.bn1(self.conv1(x))))
        return pooled


class DoubleBlock(nn.Module):
    """Two convolutions, then pooling halves the maps."""

    def __init__(self, channels: int, out: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, out, kernel_size=3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(out, out, kernel_size=3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        self.relu2 = nn.ReLU()
        self.pool = nn.MaxPool2d(2)

    def forward(self, x: Tensor) -> Tensor:
        x = self.relu1(self.bn1(self.conv1(x)))
        x = self.relu2(self.bn2(self.conv2(x)))
        pooled: Tensor = self.pool(x)
        return pooled


class VGGMini(nn.Module):
    """Colour pictures of shape (N, 3, 32, 32) -> logits of shape (N, classes)."""

    def __init__(self, classes: int = 10) -> None:
        super().__init__()
        self.block1 = SingleBlock(3, 32)  # 16×16
        self.block2 = DoubleBlock(32, 64)  # 8×8
        self.block3 = DoubleBlock(64, 128)  # 4×4
        self.block4 = DoubleBlock(128, 192)  # 2×2
        self.flatten = nn.Flatten()
        self.fc1 = nn.Linear(192 * 2 * 2, 128)
        self.relu = nn.ReLU()
        self.dropout = nn.Dropout(0.3)
        self.fc2 = nn.Linear(128, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.block2(self.block1(x))
        x = self.block4(self.block3(x))
        x = self.dropout(self.relu(self.fc1(self.flatten(x))))
        logits: Tensor = self.fc2(x)
        return logits
