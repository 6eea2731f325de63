"""An ONNX file -> a network of torch's own layers, named as the file names its operations.

The conversion is onnx2torch's. It knows the operations of opset 17 and before, so that a newer file
is first written in those words, as far as the onnx package can say it so.
"""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from types import ModuleType
from typing import Any

from torch import fx, nn

from convscope.errors import BadOption, ModelBroken, WeightsDamaged

ENDING = ".onnx"
OPSET = 17
# What torch.fx writes a module's name between, in code that is then run, and what escapes there.
UNSAFE = re.compile(r"[\"\\\x00-\x1f\x7f]")


def read(path: Path) -> Any:
    """The model in a file, an `onnx.ModelProto`; raises `WeightsDamaged` or `ModelBroken`."""
    onnx = _package("onnx")
    try:
        model = onnx.load(path)
        onnx.checker.check_model(model)
    except Exception as error:  # what a damaged file makes a reader raise is nowhere listed
        raise WeightsDamaged(
            "{path} cannot be read as ONNX: {error}. Export it anew.",
            path=path,
            error=_first_line(error),
        ) from error
    return model


def input_size(model: Any) -> tuple[int, int | None, int | None]:
    """Channels, height and width of the input; what the file leaves open is None.

    Raises `BadOption` where it does not take pictures, and nothing but pictures.
    """
    weights = {each.name for each in model.graph.initializer}
    inputs = [each for each in model.graph.input if each.name not in weights]
    shapes = [each.type.tensor_type.shape.dim for each in inputs]
    if len(shapes) != 1 or len(shapes[0]) != 4 or not shapes[0][1].dim_value:
        raise BadOption(
            "The file takes {count} inputs ({names}): "
            "it has to take one, of the shape batch × channels × height × width.",
            count=len(inputs),
            names=", ".join(each.name for each in inputs),
        )
    _, channels, height, width = (axis.dim_value for axis in shapes[0])
    return channels, height or None, width or None


def simplified(model: Any) -> Any:
    """The same model in words that the conversion knows, with all of its weights in it."""
    model = _older(model)
    _drop_identities(model.graph)
    _drop_allowzero(model.graph)
    return model


def module_of(model: Any) -> nn.Module:
    """The network of a simplified model; raises `ModelBroken` where it cannot be converted."""
    convert = _package("onnx2torch").convert
    _make_names_safe(model.graph)
    try:
        module: fx.GraphModule = convert(model)
    except Exception as error:  # the conversion raises whatever it stumbles over
        raise ModelBroken(
            "The file has an operation that cannot be converted: {error}. "
            "Export it with opset_version={opset}, or add the checkpoint that it was made from.",
            error=_first_line(error),
            opset=OPSET,
        ) from error
    return _with_dots(module).eval()


def write(model: Any, path: Path) -> None:
    """Keep a model in one file."""
    _package("onnx").save_model(model, path)


def _package(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ModelBroken(
            "ONNX needs the package {name}: pip install 'convscope[onnx]'.", name=name
        ) from error


def _older(model: Any) -> Any:
    converter = _package("onnx.version_converter")
    version = max((each.version for each in model.opset_import if not each.domain), default=OPSET)
    if version <= OPSET:
        return model
    try:
        return converter.convert_version(model, OPSET)
    except Exception as error:  # the converter of the onnx package fails in many ways
        raise ModelBroken(
            "The file is of opset {version} and cannot be written in the words of opset {opset}: "
            "{error}. Export it with opset_version={opset}.",
            version=version,
            opset=OPSET,
            error=_first_line(error),
        ) from error


def _make_names_safe(graph: Any) -> None:
    """A name in a file must not end where torch.fx quotes it: the rest would be run as code."""
    for node in graph.node:
        node.name = UNSAFE.sub("_", node.name)


def _drop_identities(graph: Any) -> None:
    """Read weights where they are: exporters share equal ones by operations that do nothing."""
    names = {each.name: each.name for each in graph.initializer}
    kept = []
    for node in graph.node:
        if node.op_type == "Identity" and node.input[0] in names:
            names[node.output[0]] = names[node.input[0]]
        else:
            kept.append(node)
    for node in kept:
        node.input[:] = [names.get(each, each) for each in node.input]
    del graph.node[:]
    graph.node.extend(kept)


def _drop_allowzero(graph: Any) -> None:
    """Without a zero in the shape it changes nothing, and the conversion does not know it."""
    helper = _package("onnx.numpy_helper")
    shapes = {each.name: each for each in graph.initializer}
    for node in graph.node:
        if node.op_type != "Reshape" or node.input[1] not in shapes:
            continue
        if 0 not in helper.to_array(shapes[node.input[1]]):
            rest = [each for each in node.attribute if each.name != "allowzero"]
            del node.attribute[:]
            node.attribute.extend(rest)


def _with_dots(module: fx.GraphModule) -> fx.GraphModule:
    """The names of modules as torch writes them: a layer's name may have no slash in an address."""
    for node in module.graph.nodes:
        if node.op == "call_module" and "/" in node.target:
            name = node.target.strip("/").replace("/", ".")
            module.add_submodule(name, module.get_submodule(node.target))
            node.target = name
    module.delete_all_unused_submodules()
    module.recompile()
    return module


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
