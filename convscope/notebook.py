"""A run as a notebook shows it: the answer, and of every layer its strongest maps."""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from convscope import render, stats

if TYPE_CHECKING:
    from convscope.layers import Layer
    from convscope.runs import Run

MAPS, SIZE = 8, 48
BEST = 5

TABLE = (
    '<table style="border-collapse:collapse;font-size:12px">'
    "<caption style='text-align:left'>{caption}</caption><tbody>{rows}</tbody></table>"
)
ROW = (
    '<tr><td style="text-align:left;padding:2px 12px 2px 0"><code>{name}</code><br>'
    '{kind} · {shape}</td><td style="padding:2px;text-align:left">'
    '<img alt="{alt}" src="data:image/png;base64,{picture}" style="image-rendering:pixelated">'
    "</td></tr>"
)


def run_as_html(run: Run) -> str:
    """The run as one HTML table: a caption with the answer, a row for every layer."""
    answer = ", ".join(f"{escape(p.label)} {p.probability:.1%}" for p in run.predictions[:BEST])
    caption = f"<b>{escape(run.network.card.name)}</b>: {answer or 'no classes'}"
    return TABLE.format(caption=caption, rows="".join(_row(run, layer) for layer in run.layers))


def _row(run: Run, layer: Layer) -> str:
    name, values = layer.name, run.view(layer.name)
    channels = stats.strongest(values, MAPS)
    maps = render.as_maps(values)
    picture = render.png(maps[channels], size=SIZE, columns=MAPS, scale_of=maps)
    shape = "×".join(str(length) for length in layer.shape)
    return ROW.format(
        name=escape(name),
        kind=layer.kind,
        shape=shape,
        alt=escape(f"{len(channels)} maps of {name}"),
        picture=base64.b64encode(picture).decode(),
    )
