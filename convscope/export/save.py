"""A run, or one layer of it, as a file whose ending says what is in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from convscope import exact, render
from convscope.errors import BadOption
from convscope.export import OF_A_LAYER, OF_A_RUN, one_of
from convscope.export.npz import npz
from convscope.export.select import parse_layers
from convscope.export.table import channels_csv, layers_csv
from convscope.message import Message
from convscope.order import choose

if TYPE_CHECKING:
    from convscope.maps import Floats
    from convscope.runs import Run


class Options(TypedDict, total=False):
    """What of a run or a layer is wanted, and how: the options of the API, under the same names."""

    layers: str
    channels: str
    sort: str
    normalize: str
    colormap: str
    size: int
    columns: int
    gap: str


CHOICE = ("channels", "sort")
LOOK = (*CHOICE, "normalize", "colormap", "size", "columns", "gap")
# By ending, of a run and of a layer; what is not named here takes no options.
OF_RUNS = {".npz": ("layers",)}
OF_LAYERS = {".npy": CHOICE, ".json": CHOICE, ".png": LOOK, ".webp": LOOK}
EXACT: dict[str, Callable[[Floats], bytes]] = {".npy": exact.npy, ".json": exact.to_json}
PICTURES = {".png": render.png, ".webp": render.webp}


def save(run: Run, path: Path, layer: str | None = None, **options: Unpack[Options]) -> None:
    """Write a run to a file, or one `layer` of it as the options say.

    Of a run: `.npz`, every output or those of some `layers` ("conv1,fc"), for `numpy.load`;
    `.csv`, figures of every layer. Of a layer: `.npy` and `.json`, exactly as computed; `.csv`,
    figures of every channel; `.png` and `.webp`, a grid of coloured maps. `channels` ("0,3,5-9")
    and `sort` ("index", "spread", "mean", "max") choose and order the maps; the other options are
    those of `render.png`. Raises UnknownLayer, BadChannels, UnknownChannel, and BadOption, also
    for an ending or an option that does not fit.
    """
    ending = path.suffix.lower()
    check_ending(path, layer)
    _check_options(ending, layer, options)
    if layer is not None:
        path.write_bytes(_layer(run.view(layer), ending, options))
    elif ending == ".csv":
        path.write_bytes(layers_csv(run))
    else:
        names = parse_layers(options.get("layers"), run)
        with path.open("wb") as file:
            file.writelines(npz((name, run.view(name)) for name in names))


def check_ending(path: Path, layer: str | None) -> None:
    """Raise BadOption unless a file of this name can hold a run or, if one is named, a layer."""
    ending = path.suffix.lower()
    if layer is None and ending not in OF_A_RUN:
        raise BadOption(
            "{path} cannot hold a whole run: let it end in {endings}, or name a layer.",
            path=path,
            endings=one_of(OF_A_RUN),
        )
    if layer is not None and ending not in OF_A_LAYER:
        raise BadOption(
            "{path} cannot hold a layer: let it end in {endings}.",
            path=path,
            endings=one_of(OF_A_LAYER),
        )


def _check_options(ending: str, layer: str | None, options: Options) -> None:
    takes: tuple[str, ...] = (OF_RUNS if layer is None else OF_LAYERS).get(ending, ())
    for name in options:
        if name not in takes:
            advice = Message("It has none.")
            if takes:
                advice = Message("Its options are {known}.", {"known": ", ".join(takes)})
            raise BadOption(
                "{name}= is no option of this {ending} file. {advice}",
                name=name,
                ending=ending,
                advice=advice,
            )


def _layer(values: Floats, ending: str, options: Options) -> bytes:
    if ending == ".csv":
        return channels_csv(values)
    _, chosen = choose(values, options.get("channels"), options.get("sort"))
    if ending in EXACT:
        return EXACT[ending](chosen)
    return PICTURES[ending](
        chosen,
        options.get("normalize"),
        options.get("colormap"),
        options.get("size"),
        options.get("columns"),
        gap=options.get("gap", "light"),
        scale_of=values,
    )
