"""The kinds of layer, and which operations belong to each: data, no code worth the name.

Names on the right are class names of modules and names of functions or tensor methods. A module
of a class not listed has the kind of the nearest class it derives from.
"""

from __future__ import annotations

from torch import nn

KINDS: dict[str, tuple[str, ...]] = {
    "convolution": (
        "_ConvNd", "_ConvTransposeNd", "conv1d", "conv2d", "conv3d",
        "conv_transpose1d", "conv_transpose2d", "conv_transpose3d",
    ),
    "pooling": (
        "_MaxPoolNd", "_AvgPoolNd", "_AdaptiveAvgPoolNd", "_AdaptiveMaxPoolNd", "_LPPoolNd",
        "FractionalMaxPool2d", "max_pool1d", "max_pool2d", "max_pool3d",
        "avg_pool1d", "avg_pool2d", "avg_pool3d", "adaptive_avg_pool1d", "adaptive_avg_pool2d",
        "adaptive_max_pool2d", "lp_pool2d", "mean", "amax",
    ),
    "activation": (
        "ReLU", "ReLU6", "LeakyReLU", "PReLU", "RReLU", "ELU", "CELU", "SELU", "GELU", "SiLU",
        "Mish", "Hardswish", "Hardsigmoid", "Hardtanh", "Sigmoid", "LogSigmoid", "Tanh",
        "Tanhshrink", "Softplus", "Softshrink", "Hardshrink", "Softsign", "Softmax", "Softmax2d",
        "LogSoftmax", "Threshold", "GLU",
        "relu", "relu6", "leaky_relu", "prelu", "rrelu", "elu", "celu", "selu", "gelu", "silu",
        "mish", "hardswish", "hardsigmoid", "hardtanh", "sigmoid", "logsigmoid", "tanh",
        "softplus", "softsign", "softmax", "log_softmax", "threshold", "glu", "clamp",
    ),
    "normalization": (
        "_BatchNorm", "_InstanceNorm", "LayerNorm", "GroupNorm", "LocalResponseNorm", "RMSNorm",
        "batch_norm", "instance_norm", "layer_norm", "group_norm", "local_response_norm",
        "rms_norm", "normalize",
    ),
    "linear": ("Linear", "Bilinear", "linear", "bilinear", "addmm"),
    "addition": ("add",),
    "concatenation": ("cat", "concat", "concatenate", "stack"),
    "multiplication": ("mul", "multiply"),
    "dropout": (
        "_DropoutNd", "dropout", "dropout1d", "dropout2d", "feature_dropout",
        "stochastic_depth",
    ),
    "reshape": (
        "Flatten", "Unflatten", "PixelShuffle", "PixelUnshuffle", "ChannelShuffle", "flatten",
        "view", "reshape", "permute", "transpose", "squeeze", "unsqueeze", "expand", "getitem",
        "unbind", "pixel_shuffle", "channel_shuffle", "contiguous",
    ),
}  # fmt: skip

ALL_KINDS = ("input", *KINDS, "output", "other")

_KIND_OF = {name: kind for kind, names in KINDS.items() for name in names}


def kind_of_module(module: nn.Module) -> str:
    """The kind of a module, by its class or the nearest listed class above it."""
    for ancestor in type(module).__mro__:
        if ancestor.__name__ in _KIND_OF:
            return _KIND_OF[ancestor.__name__]
    return "other"


def kind_of_function(name: str) -> str:
    """The kind of a function or tensor method, by its name."""
    return _KIND_OF.get(name, "other")
