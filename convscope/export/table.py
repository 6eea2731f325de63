"""Figures as CSV (RFC 4180): of every layer of a run, or of every channel of a layer.

Floats are written with all the digits that bring back the very same number. A figure that does not
exist, because no value is finite, is empty; `nonfinite` counts NaN and infinities.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from convscope.maps import Floats
from convscope.stats import ChannelStats, channel_stats

if TYPE_CHECKING:
    from convscope.layers import Layer
    from convscope.runs import Run

FIGURES = ("minimum", "maximum", "mean", "std", "zeros", "nonfinite")
OF_LAYERS = ("layer", "kind", "op", "shape", "parameters", "macs", *FIGURES, "dead")
OF_CHANNELS = ("channel", *FIGURES, "dead")

# With one of these at its start a spreadsheet takes a text for a formula, and carries it out.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | None


def layers_csv(run: Run, kind: str | None = None) -> bytes:
    """A row for every layer, or for those of one kind; `dead` counts channels that are all zero."""
    layers = [layer for layer in run.layers if kind in (None, layer.kind)]
    return _table(OF_LAYERS, (_of_layer(layer, run.view(layer.name)) for layer in layers))


def channels_csv(values: Floats) -> bytes:
    """A row for every channel of an output; `dead` is whether all of its values are zero."""
    return _table(OF_CHANNELS, _of_channels(channel_stats(values)))


def _of_layer(layer: Layer, values: Floats) -> tuple[Cell, ...]:
    figures = channel_stats(values)
    whole = vars(figures.summary())
    return (
        _text(layer.name),
        layer.kind,
        _text(layer.op),
        "x".join(str(side) for side in layer.shape),
        layer.parameters,
        layer.macs,
        *(whole[name] for name in FIGURES),
        int(figures.dead.sum()),
    )


def _of_channels(figures: ChannelStats) -> Iterable[tuple[Cell, ...]]:
    columns = [getattr(figures, name).tolist() for name in (*FIGURES, "dead")]
    for channel, row in enumerate(zip(*columns, strict=True)):
        yield channel, *(_known(figure) for figure in row)


def _known(figure: float | bool) -> Cell:
    if isinstance(figure, bool):
        return str(figure).lower()
    return None if math.isnan(figure) else figure


def _text(words: str) -> str:
    """The apostrophe says that this is text; a spreadsheet does not show it."""
    return f"'{words}" if words.startswith(FORMULA) else words


def _table(header: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
