"""ResNet in small: every block adds to what it was given, so depth does no harm.

He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition" (2015), Figure 2 and the
18-layer column of Table 1, with three stages in place of four.
"""

from __future__ import annotations

from torch import Tensor, nn


class Projection(nn.Module):
    """The skip where maps shrink and channels grow: a 1×1 convolution (option B of the paper)."""

    def __init__(self, channels: int, out: int, stride: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, out, kernel_size=1, stride=stride, bias=False)
        self.bn = nn.BatchNorm2d(out)

    def forward(self, x: Tensor) -> Tensor:
        projected: Tensor = self.bn(self.conv(x))
        return projected


class BasicBlock(nn.Module):
    """Two 3×3 convolutions learn what is to be added to the block's input."""

    def __init__(self, channels: int, out: int, stride: int = 1) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, out, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(out, out, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        same = channels == out and stride == 1
        self.shortcut = nn.Identity() if same else Projection(channels, out, stride)
        self.relu2 = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        residual = self.bn2(self.conv2(self.relu1(self.bn1(self.conv1(x)))))
        added: Tensor = self.relu2(residual + self.shortcut(x))
        return added


class ResNetMini(nn.Module):
    """Colour pictures of shape (N, 3, 32, 32) -> logits of shape (N, classes)."""

    def __init__(self, classes: int = 10) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 32, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(32)
        self.relu = nn.ReLU()
        self.pool = nn.MaxPool2d(2)  # 16×16
        self.block1 = nn.Sequential(BasicBlock(32, 32), BasicBlock(32, 32))
        self.block2 = nn.Sequential(BasicBlock(32, 64, stride=2), BasicBlock(64, 64))  # 8×8
        self.block3 = nn.Sequential(BasicBlock(64, 128, stride=2), BasicBlock(128, 128))  # 4×4
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(128, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.pool(self.relu(self.bn1(self.conv1(x))))
        x = self.block3(self.block2(self.block1(x)))
        logits: Tensor = self.fc(self.flatten(self.avgpool(x)))
        return logits
