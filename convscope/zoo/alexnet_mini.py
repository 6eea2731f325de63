"""AlexNet in small: a large first kernel, ReLU, overlapping pooling, dropout.

Krizhevsky, Sutskever and Hinton, "ImageNet Classification with Deep Convolutional Neural
Networks" (2012), Figure 2: five convolutions and three fully connected layers. The first kernel
is 7×7 at stride 1 in place of 11×11 at stride 4, because the pictures are 7 times smaller; the
response normalisation, which later networks gave up, is left out. He's initialisation (2015) is
what lets eight layers without any normalisation begin to learn at once.
"""

from __future__ import annotations

from torch import Tensor, nn


class AlexNetMini(nn.Module):
    """Colour pictures of shape (N, 3, 32, 32) -> logits of shape (N, classes)."""

    def __init__(self, classes: int = 10) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 32, kernel_size=7, padding=3)
        self.relu1 = nn.ReLU()
        # Windows of 3 every 2 pixels overlap by one: the paper found that this overfits less.
        self.pool1 = nn.MaxPool2d(kernel_size=3, stride=2)  # 15×15
        self.conv2 = nn.Conv2d(32, 64, kernel_size=5, padding=2)
        self.relu2 = nn.ReLU()
        self.pool2 = nn.MaxPool2d(kernel_size=3, stride=2)  # 7×7
        self.conv3 = nn.Conv2d(64, 128, kernel_size=3, padding=1)
        self.relu3 = nn.ReLU()
        self.conv4 = nn.Conv2d(128, 128, kernel_size=3, padding=1)
        self.relu4 = nn.ReLU()
        self.conv5 = nn.Conv2d(128, 96, kernel_size=3, padding=1)
        self.relu5 = nn.ReLU()
        self.pool5 = nn.MaxPool2d(kernel_size=3, stride=2)  # 3×3
        self.flatten = nn.Flatten()
        self.dropout6 = nn.Dropout(0.5)
        self.fc6 = nn.Linear(96 * 3 * 3, 256)
        self.relu6 = nn.ReLU()
        self.dropout7 = nn.Dropout(0.5)
        self.fc7 = nn.Linear(256, 256)
        self.relu7 = nn.ReLU()
        self.fc8 = nn.Linear(256, classes)
        self.apply(_initialise)

    def forward(self, x: Tensor) -> Tensor:
        x = self.pool1(self.relu1(self.conv1(x)))
        x = self.pool2(self.relu2(self.conv2(x)))
        x = self.relu3(self.conv3(x))
        x = self.relu4(self.conv4(x))
        x = self.pool5(self.relu5(self.conv5(x)))
        x = self.flatten(x)
        x = self.relu6(self.fc6(self.dropout6(x)))
        x = self.relu7(self.fc7(self.dropout7(x)))
        logits: Tensor = self.fc8(x)
        return logits


def _initialise(module: nn.Module) -> None:
    if isinstance(module, (nn.Conv2d, nn.Linear)):
        nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        if module.bias is not None:
            nn.init.zeros_(module.bias)
