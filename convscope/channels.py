"""The list of channels as a person writes it: `0,3,5-9`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convscope.errors import BadChannels, UnknownChannel
from convscope.message import Message

_PART = re.compile(r"(\d{1,9})(?:\s*-\s*(\d{1,9}))?", re.ASCII)
_HOW = Message("Write channel numbers and ranges separated by commas, such as 0,3,5-9.")


def parse_channels(spec: str | None, channels: int) -> list[int]:
    """Read a channel list for a layer of `channels` channels, in the order it was written.

    None asks for all of them. Raises BadChannels for a list that cannot be read, for a range that
    runs backwards and for a channel named twice; UnknownChannel for one that the layer lacks.
    """
    if spec is None:
        return list(range(channels))
    chosen: dict[int, None] = {}
    for part in spec.split(","):
        for channel in _parse_part(part.strip(), spec, channels):
            if channel in chosen:
                raise BadChannels(
                    "The channel list {spec!r} names {channel} twice. Name it once.",
                    spec=spec[:80],
                    channel=channel,
                )
            chosen[channel] = None
    return list(chosen)


def format_channels(channels: Sequence[int]) -> str:
    """Write channels in their order, neighbours as a range, as `parse_channels` reads them."""
    ranges: list[tuple[int, int]] = []
    for channel in channels:
        if ranges and ranges[-1][1] + 1 == channel:
            ranges[-1] = (ranges[-1][0], channel)
        else:
            ranges.append((channel, channel))
    return ",".join(f"{a}-{b}" if a < b else str(a) for a, b in ranges)


def _parse_part(part: str, spec: str, channels: int) -> range:
    found = _PART.fullmatch(part)
    if found is None:
        raise BadChannels(
            "{part!r} in the channel list {spec!r} cannot be read. {how}",
            part=part[:40],
            spec=spec[:80],
            how=_HOW,
        )
    first = int(found[1])
    last = first if found[2] is None else int(found[2])
    if last < first:
        raise BadChannels(
            "The range {part!r} runs backwards. Write it as {last}-{first}.",
            part=part,
            last=last,
            first=first,
        )
    if last >= channels:
        raise UnknownChannel(
            "There is no channel {last}. {known}", last=last, known=_known(channels)
        )
    return range(first, last + 1)


def _known(channels: int) -> Message:
    if channels == 1:
        return Message("This layer has one channel, number 0.")
    return Message(
        "This layer has {count} channels, numbered 0 to {last}.",
        {"count": channels, "last": channels - 1},
    )
