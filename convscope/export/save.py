"""A run, or one layer of it, as a file whose ending says what is in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from convscope import exact, render
from convscope.errors import BadOption
from convscope.export import OF_A_LAYER, OF_A_RUN, one_of
from convscope.export.npz import npz
from convscope.export.table import channels_csv, layers_csv
from convscope.order import choose

if TYPE_CHECKING:
    from convscope.maps import Floats
    from convscope.runs import Run


class Options(TypedDict, total=False):
    """How a layer is wanted: the options of the API's maps, under the same names."""

    channels: str
    sort: str
    normalize: str
    colormap: str
    size: int
    columns: int
    gap: str


CHOICE = ("channels", "sort")
LOOK = (*CHOICE, "normalize", "colormap", "size", "columns", "gap")
# By ending; what is not named here takes no options.
TAKES = {".npy": CHOICE, ".json": CHOICE, ".png": LOOK, ".webp": LOOK}
EXACT: dict[str, Callable[[Floats], bytes]] = {".npy": exact.npy, ".json": exact.to_json}
PICTURES = {".png": render.png, ".webp": render.webp}


def save(run: Run, path: Path, layer: str | None = None, **options: Unpack[Options]) -> None:
    """Write a run to a file, or one `layer` of it as the options say.

    Of a run: `.npz`, every output, for `numpy.load`; `.csv`, figures of every layer. Of a layer:
    `.npy` and `.json`, exactly as computed; `.csv`, figures of every channel; `.png` and `.webp`,
    a grid of coloured maps. `channels` ("0,3,5-9") and `sort` ("index", "spread", "mean", "max")
    choose and order the maps; the other options are those of `render.png`. Raises UnknownLayer,
    BadChannels, UnknownChannel, and BadOption, also for an ending or an option that does not fit.
    """
    ending = path.suffix.lower()
    check_ending(path, layer)
    _check_options(ending, layer, options)
    if layer is not None:
        path.write_bytes(_layer(run.view(layer), ending, options))
    elif ending == ".csv":
        path.write_bytes(layers_csv(run))
    else:
        with path.open("wb") as file:
            file.writelines(npz((each.name, run.view(each.name)) for each in run.layers))


def check_ending(path: Path, layer: str | None) -> None:
    """Raise BadOption unless a file of this name can hold a run or, if one is named, a layer."""
    known, what = (OF_A_RUN, "a whole run") if layer is None else (OF_A_LAYER, "a layer")
    if path.suffix.lower() not in known:
        otherwise = ", or name a layer" if layer is None else ""
        raise BadOption(f"{path} cannot hold {what}: let it end in {one_of(known)}{otherwise}.")


def _check_options(ending: str, layer: str | None, options: Options) -> None:
    takes = () if layer is None else TAKES.get(ending, ())
    for name in options:
        if name not in takes:
            words = f"Its options are {', '.join(takes)}." if takes else "It has none."
            raise BadOption(f"{name}= is no option of this {ending} file. {words}")


def _layer(values: Floats, ending: str, options: Options) -> bytes:
    if ending == ".csv":
        return channels_csv(values)
    if ending in PICTURES:
        return _picture(values, ending, **options)
    _, chosen = choose(values, options.get("channels"), options.get("sort"))
    return EXACT[ending](chosen)


def _picture(
    values: Floats,
    ending: str,
    *,
    channels: str | None = None,
    sort: str | None = None,
    normalize: str | None = None,
    colormap: str | None = None,
    size: int | None = None,
    columns: int | None = None,
    gap: str = "light",
) -> bytes:
    _, chosen = choose(values, channels, sort)
    draw = PICTURES[ending]
    return draw(chosen, normalize, colormap, size, columns, gap=gap, scale_of=values)
