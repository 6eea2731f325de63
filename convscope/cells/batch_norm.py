"""One cell of a batch normalisation: the channel's statistics and its two learned numbers."""

from __future__ import annotations

from convscope.cells.call import Call, entry
from convscope.cells.explanation import Arithmetic
from convscope.cells.normalization import Statistics, normalized
from convscope.message import sentence


def explain(call: Call) -> Arithmetic:
    """By running statistics, or by those of this picture where the layer keeps none."""
    channel = call.index[1]
    mean, variance = call.array("running_mean"), call.array("running_var")
    if mean is None or variance is None or _of_the_batch(call):
        statistics = Statistics.of(call.input[:, channel], sentence("this picture's map"))
    else:
        statistics = Statistics(
            float(mean[channel]),
            float(variance[channel]),
            sentence("running statistics of the channel"),
        )
    parameters = (entry(call.array(name), channel) for name in ("weight", "bias"))
    return normalized(call, "batch", statistics, *parameters)


def _of_the_batch(call: Call) -> bool:
    """A module in training mode was run in evaluation mode all the same."""
    return call.module is None and bool(call.setting("training", False))
