"""Small networks, each with one thing that is easily got wrong."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F


class InPlace(nn.Module):
    """Every way to write over a tensor that torch offers."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(4, 4, 3, padding=1)
        self.conv3 = nn.Conv2d(4, 4, 3, padding=1)

    def forward(self, x):
        x = self.relu(self.conv(x))
        y = self.conv2(x)
        y += x
        y = F.relu(y, True)
        z = self.conv3(y)
        z.mul_(0.5)
        F.hardtanh(z, -1.0, 1.0, inplace=True)
        torch.sigmoid_(z)
        return z.mean((2, 3))


class OverwrittenThroughAView(nn.Module):
    """A view is overwritten, and with it the convolution's own output."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)

    def forward(self, x):
        x = self.conv(x)
        flat = x.view(x.shape[0], -1)
        flat.clamp_(min=0)
        return x.mean((2, 3))


class Branches(nn.Module):
    """Branches of different reach, joined by concatenation and addition."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 4, 3, stride=2, padding=1)
        self.narrow = nn.Conv2d(4, 4, 1)
        self.wide = nn.Conv2d(4, 4, 5, padding=2)
        self.dilated = nn.Conv2d(4, 4, 3, padding=2, dilation=2)
        self.pool = nn.AvgPool2d(3, stride=1, padding=1)
        self.down = nn.Conv2d(16, 8, 3, stride=2, padding=1)
        self.skip = nn.Conv2d(16, 8, 1, stride=2)
        self.average = nn.AvgPool2d(2)

    def forward(self, x):
        x = self.stem(x)
        x = torch.cat((self.narrow(x), self.wide(x), self.dilated(x), self.pool(x)), 1)
        return self.average(self.down(x) + self.skip(x))


class Gate(nn.Module):
    """Squeeze-and-excitation: every cell comes to depend on the whole picture."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3, padding=1)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Conv2d(4, 4, 1)

    def forward(self, x):
        x = self.conv(x)
        return x * torch.sigmoid(self.fc(self.pool(x)))


class Uneven(nn.Module):
    """Padding on one side only, a stride, and an adaptive pooling to three by three."""

    def __init__(self):
        super().__init__()
        self.pad = nn.ZeroPad2d((0, 1, 0, 1))
        self.conv = nn.Conv2d(1, 4, 3, stride=2)
        self.pool = nn.AdaptiveAvgPool2d(4)
        self.fc = nn.Linear(64, 5)

    def forward(self, x):
        x = self.pool(self.conv(self.pad(x)))
        return self.fc(torch.flatten(x, 1))


class ControlFlow(nn.Module):
    """Its path depends on the values, so it cannot be traced."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.relu = nn.ReLU(inplace=True)
        self.fc = nn.Linear(4, 10)

    def forward(self, x):
        x = self.conv(x)
        if x.sum() > -1e30:
            x = self.relu(x)
        return self.fc(x.mean((2, 3)))


class EarlyExit(nn.Module):
    """Answers early where the picture is bright, and goes on where it is not."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.early = nn.Linear(4, 3)
        self.late = nn.Linear(4, 3)

    def forward(self, x):
        bright = x.mean() > 0
        x = self.conv(x).mean((2, 3))
        return self.early(x) if bright else self.late(x)


class ClosedPart(nn.Module):
    """Traceable itself, with one part that is not."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 3, 3, padding=1)
        self.inner = ControlFlow()

    def forward(self, x):
        return self.inner(F.relu(self.stem(x)))


class Shared(nn.Module):
    """One module called three times."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 3, padding=1)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        for _ in range(3):
            x = self.relu(self.conv(x))
        return x.flatten(1)


class Raises(nn.Module):
    """Runs when it is traced, and raises on a dark picture."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 2, 3)

    def forward(self, x):
        if x.abs().max() < 1e-6:
            raise ValueError("this picture is too dark")
        return self.conv(x).mean((2, 3))
