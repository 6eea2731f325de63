"""The networks that are measured, with seeded random weights where none come with Convscope."""

from __future__ import annotations

import torch
import torchvision
from torch import nn

from convscope.models import DEFAULT, build, find

TORCHVISION = ("alexnet", "vgg16", "googlenet", "resnet50", "densenet121", "efficientnet_b0")
NAMES = (DEFAULT, *TORCHVISION)


def make(name: str) -> nn.Module:
    """A network in evaluation mode, in torch's default memory layout."""
    if name == DEFAULT:
        return build(find(DEFAULT))
    torch.manual_seed(0)
    options = {"init_weights": False} if name == "googlenet" else {}
    module: nn.Module = torchvision.models.get_model(name, weights=None, **options)
    return module.eval()


def picture() -> torch.Tensor:
    return torch.randn(3, 224, 224, generator=torch.Generator().manual_seed(0))
