"""An output exactly as it was computed: NPY and JSON."""

from __future__ import annotations

import io

import numpy as np

from convscope.maps import Floats


def npy(values: Floats) -> bytes:
    """The bytes of an .npy file: float32, C-contiguous, of the same shape."""
    buffer = io.BytesIO()
    array = np.asarray(values, dtype=np.float32, order="C")
    np.lib.format.write_array(buffer, array, allow_pickle=False)
    return buffer.getvalue()


def to_json(values: Floats) -> bytes:
    """Nested JSON lists of the same shape, NaN and infinities as null.

    Numbers have nine significant digits, which is enough to bring back the very same float32.
    """
    array = np.asarray(values, dtype=np.float32)
    if array.ndim == 0:
        return _write(array, "%.9g").encode()
    # One template for all items: formatting them in one go is the fastest that Python does.
    template = "%.9g"
    for length in reversed(array.shape[1:]):
        template = "[" + ",".join([template] * length) + "]"
    return ("[" + ",".join(_write(item, template) for item in array) + "]").encode()


def _write(item: Floats, template: str) -> str:
    numbers = np.ravel(item)
    text = template % tuple(numbers.tolist())
    if not np.isfinite(numbers).all():
        text = text.replace("-inf", "null").replace("inf", "null").replace("nan", "null")
    if np.signbit(numbers[numbers == 0]).any():
        # Readers take "-0" for a whole number and lose its sign. An exponent has two digits, so
        # this meets nothing else.
        text = text.replace("-0,", "-0.0,").replace("-0]", "-0.0]")
    return "-0.0" if text == "-0" else text
