"""LeNet-5: convolution learns to read handwriting.

LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition"
(1998), Figure 2. Two things are as every course has them today, not as in 1998: each map of C3
reads all six maps of S2, and the last layer is a plain linear one.
"""

from __future__ import annotations

from torch import Tensor, nn


class LeNet5(nn.Module):
    """Grey pictures of shape (N, 1, 28, 28) -> logits of shape (N, classes)."""

    def __init__(self, classes: int = 10) -> None:
        super().__init__()
        # The paper centres the digit in 32×32 pixels: padding by 2 does the same.
        self.conv1 = nn.Conv2d(1, 6, kernel_size=5, padding=2)  # C1: 6 maps of 28×28
        self.sigmoid1 = nn.Sigmoid()
        self.pool1 = nn.AvgPool2d(2)  # S2: 14×14
        self.conv2 = nn.Conv2d(6, 16, kernel_size=5)  # C3: 16 maps of 10×10
        self.sigmoid2 = nn.Sigmoid()
        self.pool2 = nn.AvgPool2d(2)  # S4: 5×5
        self.flatten = nn.Flatten()
        self.fc1 = nn.Linear(16 * 5 * 5, 120)  # C5
        self.sigmoid3 = nn.Sigmoid()
        self.fc2 = nn.Linear(120, 84)  # F6
        self.sigmoid4 = nn.Sigmoid()
        self.fc3 = nn.Linear(84, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.pool1(self.sigmoid1(self.conv1(x)))
        x = self.pool2(self.sigmoid2(self.conv2(x)))
        x = self.flatten(x)
        x = self.sigmoid3(self.fc1(x))
        x = self.sigmoid4(self.fc2(x))
        logits: Tensor = self.fc3(x)
        return logits
