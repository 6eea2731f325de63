"""The card of weights that a library publishes, from its index."""

from __future__ import annotations

import re
from typing import Any

from convscope.models.card import Card
from convscope.models.index import Entry

BYTES_PER_PARAMETER = 4


def card_of(
    entry: Entry, source: str, id: str, name: str, weights: dict[str, Any], **more: Any
) -> Card:
    """The card as it is before anything was downloaded; `more` are further fields of it."""
    known = {"bytes": None, "about_bytes": BYTES_PER_PARAMETER * entry.parameters, "sha256": None}
    return Card(
        id=id,
        name=name,
        family=entry.family,
        source=source,
        status="downloadable",
        classes=entry.classes,
        parameters=entry.parameters,
        preprocess=entry.preprocess,
        weights={**weights, **known},
        year=entry.year,
        paper=entry.paper,
        summary=entry.summary,
        macs=entry.macs,
        depth=entry.depth,
        licence=entry.licence,
        convolutional=entry.convolutional,
        **more,
    )


def at_address(url: str, source: str) -> dict[str, Any]:
    """What is known of a file from its address: its name, which ends in the digest's beginning."""
    name = url.rpartition("/")[2]
    digits = re.search(r"-([0-9a-f]{8,})\.", name)
    prefix = digits[1] if digits else ""
    return {"name": name, "source": source, "url": url, "sha256_prefix": prefix}
