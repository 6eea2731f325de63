"""One module called several times -> its calls.

A trace does not say where one call of a module ends and the next begins, but a module that runs
again leaves the same operations again.
"""

from __future__ import annotations

from collections.abc import Sequence

from convscope.layers import Layer


def calls(layers: Sequence[Layer]) -> int:
    """How often a module ran that left these layers, in the order of execution.

    More than once only where they are one sequence of operations several times over, learned
    parameters among them; two additions side by side are no two calls.
    """
    steps = [step_of(layer) for layer in layers]
    learned = any(layer.parameters for layer in layers)
    for length in range(1, len(steps) // 2 + 1 if learned else 1):
        if len(steps) % length == 0 and steps == steps[:length] * (len(steps) // length):
            return len(steps) // length
    return 1


def step_of(layer: Layer) -> str:
    """What a layer is called whenever it runs: the module, or the function where it is called."""
    return f"{layer.path}.{layer.op}" if is_function(layer) else layer.path


def is_function(layer: Layer) -> bool:
    """Is a layer a function called in a module, rather than a module of its own?"""
    return layer.path == "" or layer.name.startswith(f"{layer.path}.")
