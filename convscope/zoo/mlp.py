"""A multilayer perceptron: what there was before convolution.

It has as many parameters as LeNet-5 and the same activation, but it sees a picture as a list of
784 numbers: which pixels are neighbours it is never told.
"""

from __future__ import annotations

from torch import Tensor, nn

HIDDEN = 64


class MLP(nn.Module):
    """Grey pictures of shape (N, 1, 28, 28) -> logits of shape (N, classes)."""

    def __init__(self, classes: int = 10) -> None:
        super().__init__()
        self.flatten = nn.Flatten()
        self.fc1 = nn.Linear(28 * 28, HIDDEN)
        self.sigmoid1 = nn.Sigmoid()
        self.fc2 = nn.Linear(HIDDEN, HIDDEN)
        self.sigmoid2 = nn.Sigmoid()
        self.fc3 = nn.Linear(HIDDEN, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.flatten(x)
        x = self.sigmoid1(self.fc1(x))
        x = self.sigmoid2(self.fc2(x))
        logits: Tensor = self.fc3(x)
        return logits
