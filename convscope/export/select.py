"""The list of layers as a person writes it: `conv1,fc`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convscope.errors import BadOption

if TYPE_CHECKING:
    from convscope.runs import Run


def parse_layers(spec: str | None, run: Run) -> list[str]:
    """The names of the layers that a list names, in its order; None asks for all of them.

    Raises UnknownLayer for a name that the run does not have, BadOption for one given twice.
    """
    if spec is None:
        return [layer.name for layer in run.layers]
    chosen: dict[str, None] = {}
    for part in spec.split(","):
        name = run.layer(part.strip()).name
        if name in chosen:
            raise BadOption(
                "layers={spec!r} names {name!r} twice. Name it once.", spec=spec[:80], name=name
            )
        chosen[name] = None
    return list(chosen)
