"""In which order the maps of a layer are looked at."""

from __future__ import annotations

from convscope.channels import parse_channels
from convscope.maps import Floats, as_maps
from convscope.options import check_choice
from convscope.stats import channel_stats, descending, strongest

ORDERS = ("index", "spread", "mean", "max")


def ranked(values: Floats, by: str) -> list[int]:
    """The channels of an output, the first of them first.

    - "index": by their numbers
    - "spread": those that vary most over space, as `stats.strongest` finds them
    - "mean", "max": those with the highest mean, or the highest value

    Equal channels keep their order; those without a finite value come last. Raises BadOption.
    """
    check_choice("sort", by, ORDERS)
    maps = as_maps(values)
    if by == "index":
        return list(range(len(maps)))
    if by == "spread":
        return strongest(maps, len(maps))
    figures = channel_stats(maps)
    return descending(figures.mean if by == "mean" else figures.maximum)


def choose(
    values: Floats, channels: str | None = None, sort: str | None = None
) -> tuple[list[int], Floats]:
    """Some channels of an output, as `channels` lists them or in the order of `sort`.

    Returns their numbers and their values: (n,) of a vector, else (n, H, W). Where nothing is
    chosen it is the output itself. Raises BadChannels, UnknownChannel or BadOption.
    """
    maps = as_maps(values)
    chosen = parse_channels(channels, len(maps))
    if channels is None and sort is None:
        return chosen, values
    if sort is not None:
        # As they lie in memory: a copy's figures could differ in their last digit.
        some = maps if channels is None else maps[chosen]
        chosen = [chosen[place] for place in ranked(some, sort)]
    return chosen, values[chosen] if values.ndim == 1 else maps[chosen]
