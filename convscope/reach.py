"""How each operation widens the receptive field: the rules that `convscope/fields.py` serves.

An operation with no rule here has no defined field, nor has what follows it: better none than a
wrong one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from convscope.fields import Axis, Field, merged

Shape = tuple[int, ...]
Parameters = Mapping[str, Any]
Rule = Callable[["Step"], "Field | None"]


class Step:
    """One operation: the fields of its inputs, the shapes around it, its hyperparameters.

    Shapes are `(C, H, W)`, or `(C,)` where no spatial axes are left.
    """

    def __init__(
        self,
        op: str,
        kind: str,
        inputs: Sequence[tuple[Field | None, Shape]],
        shape: Shape,
        parameters: Parameters,
    ) -> None:
        self.op = op
        self.kind = kind
        self.fields = [field for field, _ in inputs]
        self.shapes = [shape for _, shape in inputs]
        self.shape = shape
        self.parameters = parameters

    def pair(self, name: str, default: int) -> tuple[int, int]:
        """A hyperparameter given as one number or as one per axis."""
        value = self.parameters.get(name)
        if value is None or value == ():
            return default, default
        if isinstance(value, int):
            return value, value
        rows, columns = (*value, *value)[:2]
        return int(rows), int(columns)


def field_after(step: Step) -> Field | None:
    """The field of one operation's output, or None where it is not defined."""
    if not step.fields or any(field is None for field in step.fields):
        return None
    rule = RULES_BY_OP.get(step.op) or RULES_BY_KIND.get(step.kind)
    return rule(step) if rule else None


def _window(step: Step) -> Field | None:
    if len(step.fields) != 1:
        return None  # kernels that are computed from the picture see it too
    (field,) = step.fields
    if field is None or len(step.shape) != 3 or "kernel_size" not in step.parameters:
        return None
    kernel = step.pair("kernel_size", 1)
    # Pooling without a stride steps by its kernel; a convolution steps by one.
    stride = step.pair("stride", 1)
    if step.kind == "pooling" and not step.parameters.get("stride"):
        stride = kernel
    dilation = step.pair("dilation", 1)
    axes = []
    for n, axis in enumerate((field.y, field.x)):
        reach = (kernel[n] - 1) * dilation[n]
        padding = _padding(step, n, len(axis), reach, stride[n])
        axes.append(axis.window(step.shape[1 + n], kernel[n], stride[n], padding, dilation[n]))
    return Field(*axes)


def _padding(step: Step, n: int, length: int, reach: int, stride: int) -> int:
    """Cells of padding before the first; TensorFlow's uneven padding is told by the shapes."""
    if step.parameters.get("padding") == "same":
        return reach // 2
    if step.parameters.get("padding") == "valid":
        return 0
    cells, declared = step.shape[1 + n], step.pair("padding", 0)[n]
    expected = (length + 2 * declared - reach - 1) // stride + 1
    if step.parameters.get("ceil_mode") or cells == expected:
        return declared
    return max((cells - 1) * stride + reach + 1 - length, 0) // 2


def _adaptive(step: Step) -> Field | None:
    (field,) = step.fields
    if field is None or len(step.shape) != 3:
        return None
    return Field(field.y.adaptive(step.shape[1]), field.x.adaptive(step.shape[2]))


def _pointwise(step: Step) -> Field | None:
    field = merged(step.fields)
    if field is None or (len(step.shape) == 3 and step.shape[1:] != (len(field.y), len(field.x))):
        return None
    return field


def _across_channels(step: Step) -> Field | None:
    """A softmax or the like: pointwise over the map only where it runs along the channels."""
    return _pointwise(step) if step.parameters.get("dim") in (1, -3) else None


def _everywhere(step: Step) -> Field | None:
    """Statistics over the whole map: every cell depends on every other."""
    field = merged(step.fields)
    if field is None or len(step.parameters.get("normalized_shape", step.shape)) != len(step.shape):
        return None
    return field.whole(len(field.y), len(field.x))


def _mean(step: Step) -> Field | None:
    """A mean over rows and columns is global pooling; any other is no receptive field of ours."""
    (field,) = step.fields
    if field is None or len(step.shapes[0]) != 3:
        return None
    reduced = step.shape in ((step.shapes[0][0],), (step.shapes[0][0], 1, 1))
    return field.whole() if reduced else None


def _linear(step: Step) -> Field | None:
    field = merged(step.fields[:1])
    return field.whole() if field is not None and len(step.shape) == 1 else None


def _reshape(step: Step) -> Field | None:
    """Moving channels about changes nothing; flattening leaves what the whole map sees."""
    if len(step.fields) != 1 or step.fields[0] is None:
        return None
    field, before, after = step.fields[0], step.shapes[0], step.shape
    if len(after) == 1:
        return field.whole() if not field.single else field
    if len(before) == 1 and all(size == 1 for size in after[1:]):
        return field
    same_plane = before[-2:] == after[-2:] and min(len(before), len(after)) >= 3
    return field if same_plane and not _moves_plane(step, len(before)) else None


def _moves_plane(step: Step, axes: int) -> bool:
    """Does a transposition touch rows or columns? (Axes are counted with the batch.)"""
    if step.op not in ("transpose", "permute"):
        return False
    named = [step.parameters.get(name) for name in ("arguments", "dims", "dim0", "dim1")]
    order = [axis % (axes + 1) for axis in _integers([each for each in named if each is not None])]
    if not order:
        return True
    if step.op == "permute":
        return order[-2:] != [axes - 1, axes]
    return any(axis >= axes - 1 for axis in order)


def _integers(values: Any) -> list[int]:
    if isinstance(values, int):
        return [values]
    return [each for value in values for each in _integers(value)]


def _pad(step: Step) -> Field | None:
    """Padding on all sides: left, right, top, bottom, as torch lists them."""
    (field,) = step.fields
    padding = step.parameters.get("padding", step.parameters.get("pad"))
    if field is None or padding is None or len(step.shape) != 3:
        return None
    left, _, top, _ = (padding,) * 4 if isinstance(padding, int) else (*padding, 0, 0, 0, 0)[:4]

    def padded(axis: Axis, cells: int, before: int) -> Axis:
        return axis.window(cells, kernel=1, stride=1, padding=before, dilation=1)

    return Field(padded(field.y, step.shape[1], top), padded(field.x, step.shape[2], left))


RULES_BY_KIND: dict[str, Rule] = {
    "convolution": _window,
    "pooling": _window,
    "activation": _pointwise,
    "addition": _pointwise,
    "multiplication": _pointwise,
    "concatenation": _pointwise,
    "dropout": _pointwise,
    "normalization": _pointwise,
    "linear": _linear,
    "reshape": _reshape,
}

RULES_BY_OP: dict[str, Rule] = {
    **dict.fromkeys(
        ("AdaptiveAvgPool2d", "AdaptiveMaxPool2d", "adaptive_avg_pool2d", "adaptive_max_pool2d"),
        _adaptive,
    ),
    **dict.fromkeys(("mean", "amax"), _mean),
    **dict.fromkeys(
        ("GroupNorm", "InstanceNorm2d", "LayerNorm", "group_norm", "instance_norm", "layer_norm"),
        _everywhere,
    ),
    **dict.fromkeys(
        ("Softmax", "LogSoftmax", "GLU", "softmax", "log_softmax", "glu", "normalize"),
        _across_channels,
    ),
    **dict.fromkeys(("sub", "truediv", "neg", "pow", "exp", "sqrt", "rsub"), _pointwise),
    **dict.fromkeys(
        ("pad", "ZeroPad2d", "ConstantPad2d", "ReflectionPad2d", "ReplicationPad2d"), _pad
    ),
    # A transposed convolution's cells differ in what they see, from one to the next.
    **dict.fromkeys(("ConvTranspose2d", "conv_transpose2d"), lambda _step: None),
}
