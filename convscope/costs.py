"""What an operation costs: its parameters and its multiply-adds.

Multiply-adds are counted where a network multiplies by weights or multiplies two matrices:
convolutions, fully connected layers and matrix products. Normalisation, activation, pooling and
addition count as none, as the papers count them.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import torch
from torch import nn
from torch.nn.modules.conv import _ConvNd, _ConvTransposeNd

CONVOLUTIONS = ("conv1d", "conv2d", "conv3d")
TRANSPOSED = ("conv_transpose1d", "conv_transpose2d", "conv_transpose3d")
PRODUCTS = ("linear", "matmul", "bmm", "mm")
ATTENTION = "scaled_dot_product_attention"


def module_parameters(module: nn.Module) -> int:
    """How many learned numbers a module holds."""
    return sum(parameter.numel() for parameter in module.parameters())


def own_parameters(module: nn.Module) -> int:
    """Those of a module that are not in the modules inside it, which are layers of their own."""
    return sum(parameter.numel() for parameter in module.parameters(recurse=False))


def module_macs(module: nn.Module, source: torch.Size, output: torch.Size) -> int:
    """Multiply-adds of one module for one picture; shapes with the batch axis."""
    if isinstance(module, _ConvTransposeNd):
        return prod(source[2:]) * module.weight.numel()
    if isinstance(module, _ConvNd):
        return prod(output[2:]) * module.weight.numel()
    if isinstance(module, nn.Linear):
        return prod(output) * module.in_features
    return 0


def function_macs(op: str, operands: Sequence[torch.Size], output: torch.Size) -> int:
    """Multiply-adds of one function for one picture, from its tensors' shapes."""
    if len(operands) < 2:
        return 0
    first, second = operands[:2]
    if op in CONVOLUTIONS:
        return prod(output[2:]) * prod(second)
    if op in TRANSPOSED:
        return prod(first[2:]) * prod(second)
    if op == ATTENTION:
        # Queries by keys, then weights by values.
        return (prod(first) + prod(output)) * second[-2]
    return prod(output) * first[-1] if op in PRODUCTS else 0
