"""One cell of a layer -> the numbers and the arithmetic that made it.

There is one file for each kind of layer; each reads the layer's own parameters and the captured
outputs of its inputs, and works the number out in float64, apart from torch. What does not come out
as the network has it is not shown: `kind` is then "opaque", with the reason in `operands`.
"""

from __future__ import annotations

import torch
from torch import fx

from convscope.cells import opaque, pixel, softmax
from convscope.cells.call import Call
from convscope.cells.explanation import Arithmetic, Explanation
from convscope.cells.place import Cell, Index, index_of
from convscope.cells.registry import explainer_of
from convscope.cells.rounding import agree
from convscope.cells.values import Unclear
from convscope.graph import Graph
from convscope.layers import SOFTMAX, Layer
from convscope.runs import Run
from convscope.trace import is_torch_layer

# How many of many terms are written out unless something else is asked for.
MOST_TERMS = 12

# timm's convolution that pads as TensorFlow does; it cannot be traced, but what it does is known.
KNOWN_MODULES = ("Conv2dSame",)
KNOWN_PACKAGES = ("torch", "_operator", "builtins")


def explain(
    run: Run, layer: str, channel: int, y: int, x: int, *, most: int | None = MOST_TERMS
) -> Explanation:
    """Take one cell of a layer's maps apart, down to its multiplications.

    `channel`, `y` and `x` are those of `convscope.maps.as_maps`: of a vector, y and x are 0. Of
    many terms the `most` largest are written out and the rest is one number; None writes out all.
    Raises `UnknownLayer`, `UnknownChannel` or `UnknownCell`.
    """
    found, output = run.layer(layer), run.view(layer)
    cell = (channel, y, x)
    index = index_of(layer, output.shape, cell)
    value = float(output[index])
    try:
        with torch.inference_mode():
            arithmetic = _arithmetic(run, found, cell, index, most)
    except Unclear as reason:
        return _explanation(found, cell, value, opaque.because(str(reason)))
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError):
        # Whatever code a network consists of comes by here, with arguments that nobody foresaw.
        return _explanation(found, cell, value, opaque.because(opaque.NO_RULE))
    if not agree(value, arithmetic.explained, arithmetic.rounding):
        arithmetic = opaque.because(opaque.DISAGREES)
    return _explanation(found, cell, value, arithmetic)


def _arithmetic(run: Run, layer: Layer, cell: Cell, index: Index, most: int | None) -> Arithmetic:
    graph = run.network.graph
    if layer.kind == "input":
        return pixel.explain(run, layer.name, cell)
    if layer.name in graph.kept:
        explainer = explainer_of(layer.op) if _is_known(graph, graph.kept[layer.name]) else None
        if explainer is None:
            raise Unclear(opaque.NO_RULE)
        return explainer(Call(run, layer, index, most))
    if layer.op == SOFTMAX and layer.inputs:
        return softmax.of_answer(run, layer.inputs[0], index[0], most)
    raise Unclear(opaque.HOOKED)


def _is_known(graph: Graph, node: fx.Node) -> bool:
    """Is it torch's own operation, and not another of the same name?"""
    if node.op == "call_module":
        assert graph.traced is not None
        module = graph.traced.get_submodule(str(node.target))
        return is_torch_layer(module) or type(module).__name__ in KNOWN_MODULES
    home = getattr(node.target, "__module__", None) or "torch"
    return node.op == "call_method" or home.startswith(KNOWN_PACKAGES)


def _explanation(layer: Layer, cell: Cell, value: float, arithmetic: Arithmetic) -> Explanation:
    known = arithmetic.operands.kind != opaque.Opaque.kind
    return Explanation(
        layer=layer.name,
        op=layer.op,
        cell=cell,
        value=value,
        inputs=layer.inputs,
        formula=arithmetic.formula,
        explained=arithmetic.explained if known else None,
        rounding=arithmetic.rounding if known else None,
        operands=arithmetic.operands,
    )
