"""Which file explains which operation: data, no code worth the name.

Names are those of module classes, functions and tensor methods in small letters without
underscores, so that `MaxPool2d` and `max_pool2d` are one.
"""

from __future__ import annotations

from collections.abc import Callable

from convscope.cells import (
    activation,
    adaptive,
    arithmetic,
    batch_norm,
    concatenation,
    convolution,
    group_norm,
    linear,
    local_response,
    matmul,
    moved,
    padding,
    reduction,
    sliding,
    softmax,
    transposed,
)
from convscope.cells.call import Call
from convscope.cells.explanation import Arithmetic
from convscope.cells.functions import FUNCTIONS

Explainer = Callable[[Call], Arithmetic]

_NAMES: dict[Explainer, tuple[str, ...]] = {
    convolution.explain: ("conv1d", "conv2d", "conv2dsame"),
    transposed.explain: ("convtranspose1d", "convtranspose2d"),
    sliding.explain_maximum: ("maxpool1d", "maxpool2d"),
    sliding.explain_mean: ("avgpool1d", "avgpool2d"),
    adaptive.explain_maximum: ("adaptivemaxpool1d", "adaptivemaxpool2d"),
    adaptive.explain_mean: ("adaptiveavgpool1d", "adaptiveavgpool2d"),
    reduction.explain_mean: ("mean",),
    reduction.explain_sum: ("sum",),
    reduction.explain_maximum: ("amax",),
    batch_norm.explain: ("batchnorm1d", "batchnorm2d", "batchnorm"),
    group_norm.explain_layer: ("layernorm",),
    group_norm.explain_root_mean_square: ("rmsnorm",),
    group_norm.explain_group: ("groupnorm",),
    group_norm.explain_instance: ("instancenorm1d", "instancenorm2d", "instancenorm"),
    local_response.explain: ("localresponsenorm",),
    activation.explain: tuple(FUNCTIONS),
    activation.explain_prelu: ("prelu",),
    softmax.explain: ("softmax", "softmax2d", "logsoftmax"),
    linear.explain: ("linear",),
    matmul.explain: ("matmul", "bmm", "mm"),
    arithmetic.explain: tuple(arithmetic.OPERATIONS),
    arithmetic.explain_negative: ("neg", "negative"),
    concatenation.explain: ("cat", "concat", "concatenate"),
    concatenation.explain_stack: ("stack",),
    moved.explain_same_place: (
        "dropout", "dropout1d", "dropout2d", "alphadropout", "featuredropout", "stochasticdepth",
        "contiguous", "clone", "detach", "to", "type", "float",
    ),
    moved.explain: (
        "flatten", "unflatten", "view", "reshape", "permute", "transpose", "swapaxes", "swapdims",
        "movedim", "moveaxis", "t", "squeeze", "unsqueeze", "expand", "expandas", "viewas",
        "reshapeas", "repeat", "tile", "getitem", "select", "narrow", "roll", "flip",
        "pixelshuffle", "pixelunshuffle", "channelshuffle", "upsamplingnearest2d",
    ),
    padding.explain: (
        "pad", "zeropad1d", "zeropad2d", "constantpad1d", "constantpad2d", "reflectionpad1d",
        "reflectionpad2d", "replicationpad1d", "replicationpad2d", "circularpad1d",
        "circularpad2d",
    ),
    moved.explain_enlarging: ("upsample", "interpolate"),
}  # fmt: skip

EXPLAINERS: dict[str, Explainer] = {
    name: explainer for explainer, names in _NAMES.items() for name in names
}


def explainer_of(op: str) -> Explainer | None:
    """The explainer of an operation's name, or None where there is none."""
    return EXPLAINERS.get(op.replace("_", "").lower())
