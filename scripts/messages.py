"""Every message of the code: of the templates, of the page's scripts, and of Python."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from app.catalogue import LOOKED_UP
from convscope import errors
from convscope.models import index

ROOT = Path(__file__).parents[1]

# A call in JavaScript whose message is a literal: t("…"), tn("…", "…", count), tNodes("…").
STRING = r'"((?:[^"\\]|\\.)*)"'
SCRIPT_CALL = re.compile(rf"\b(t|tn|tNodes)\(\s*{STRING}(?:\s*,\s*{STRING})?")

ERRORS = {name for name, _ in inspect.getmembers(errors, inspect.isclass)}
LOOKED_UP_CALLS = {"sentence", "Unclear"}
# By name, which argument of a call in Python is the message: the titles of problems come second.
PYTHON_CALLS = dict.fromkeys({"Message", *LOOKED_UP_CALLS, *ERRORS}, 0) | {"Kind": 1}


class Found(NamedTuple):
    """A message and the file that says it, from the root of the checkout."""

    message: str | tuple[str, str]
    file: str
    looked_up: bool = False


def extract() -> Catalog:
    """All messages, each with the files that say it."""
    catalogue = Catalog(project="convscope", charset="utf-8")
    for found in (*_of_templates(), *_of_scripts(), *_of_python(), *_of_data()):
        comments = [LOOKED_UP] if found.looked_up else []
        catalogue.add(found.message, locations=[(found.file, 0)], auto_comments=comments)
    return catalogue


def _of_templates() -> Iterator[Found]:
    methods = [("**.html", "jinja2.ext:babel_extract")]
    options = {"**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}
    for file, _, message, *_ in extract_from_dir(ROOT / "templates", methods, options):
        yield Found(message, f"templates/{file}")


def _of_scripts() -> Iterator[Found]:
    for path in sorted((ROOT / "static" / "js").rglob("*.js")):
        for name, *texts in SCRIPT_CALL.findall(path.read_text(encoding="utf-8")):
            one, many = (text.replace('\\"', '"') for text in texts)
            yield Found((one, many) if name == "tn" else one, _from_root(path))


def _of_python() -> Iterator[Found]:
    for room in ("app", "convscope"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for call in message_calls(path):
                for text in _literals(call.args[PYTHON_CALLS[_name(call)]]):
                    yield Found(text, _from_root(path), _name(call) in LOOKED_UP_CALLS)


def _of_data() -> Iterator[Found]:
    """What is data and not code: titles of the samples, and what to look at in a family."""
    samples = ROOT / "convscope" / "samples" / "samples.toml"
    for sample in tomllib.loads(samples.read_text(encoding="utf-8"))["sample"]:
        yield Found(sample["title"], _from_root(samples), looked_up=True)
    for library in ("torchvision", "timm"):
        looks = {entry.summary for entry in index.read(library).entries} - {""}
        for look in sorted(looks):
            yield Found(look, f"convscope/models/index/{library}.json", looked_up=True)


def message_calls(path: Path) -> Iterator[ast.Call]:
    """The calls in a file of Python that say a message."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            at = PYTHON_CALLS.get(_name(node))
            if at is not None and len(node.args) > at:
                yield node


def _name(call: ast.Call) -> str:
    """`Message(…)` and `errors.Busy(…)` by their last word."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _literals(argument: ast.expr) -> Iterator[str]:
    """The text of a literal, or both of a choice between two."""
    match argument:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from _literals(one)
            yield from _literals(other)


def _from_root(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
