"""The one part that several of the networks share."""

from __future__ import annotations

from torch import Tensor, nn


class ConvNormReLU(nn.Module):
    """Convolution that keeps the size (at stride 1), batch normalisation, ReLU.

    Maps of shape (N, channels, h, w) -> (N, out, ⌈h / stride⌉, ⌈w / stride⌉).
    """

    def __init__(self, channels: int, out: int, kernel: int, stride: int = 1) -> None:
        super().__init__()
        # The normalisation subtracts the mean, and with it any bias.
        self.conv = nn.Conv2d(channels, out, kernel, stride, padding=kernel // 2, bias=False)
        self.bn = nn.BatchNorm2d(out)
        self.relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        activated: Tensor = self.relu(self.bn(self.conv(x)))
        return activated
