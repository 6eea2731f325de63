from __future__ import annotations

import ast
import copy
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convscope import errors
from convscope.errors import ConvscopeError, UnknownLayer
from convscope.message import Message

ROOT = Path(__file__).parents[2]
CLASSES = {
    name
    for name, found in vars(errors).items()
    if isinstance(found, type) and issubclass(found, ConvscopeError)
}
FIELD = re.compile(r"\{(\w+)")

values = st.one_of(st.text(), st.integers(), st.sampled_from(["{", "}}", "{name}", "%s", "{0!r}"]))


def made() -> Iterator[tuple[str, ast.Call]]:
    """Every call of a class of errors, and where it stands."""
    for folder in ("convscope", "app"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _name(node.func) in CLASSES:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def test_every_error_is_made_of_a_literal_text() -> None:
    glued = [
        place
        for place, call in made()
        if not (len(call.args) == 1 and isinstance(call.args[0], ast.Constant))
    ]
    assert not glued


def test_every_value_of_a_text_is_given_and_no_other() -> None:
    wrong = [
        place
        for place, call in made()
        if all(keyword.arg for keyword in call.keywords)
        and {keyword.arg for keyword in call.keywords} != _fields(call)
    ]
    assert not wrong


def _fields(call: ast.Call) -> set[str]:
    """What the text names; without values it is said as it is, braces and all."""
    text = call.args[0].value if isinstance(call.args[0], ast.Constant) else ""
    return set(FIELD.findall(str(text).replace("{{", ""))) if call.keywords else set()


@given(name=values, advice=values)
def test_every_value_is_said_as_it_is(name: object, advice: object) -> None:
    error = UnknownLayer("There is no layer {name!r}: {advice}.", name=name, advice=advice)
    assert str(error) == f"There is no layer {name!r}: {advice}."


@given(text=st.text())
def test_a_text_without_values_is_said_as_it_is(text: str) -> None:
    assert str(ConvscopeError(text)) == text


@pytest.mark.parametrize("through", [copy.copy, lambda each: pickle.loads(pickle.dumps(each))])
@given(name=values)
def test_a_copy_says_the_same_in_every_language(through: object, name: object) -> None:
    assert callable(through)
    advice = Message("The first is {first}.", {"first": name})
    error = UnknownLayer("There is no layer {name!r}. {advice}", name=name, advice=advice)
    copied = through(error)
    assert type(copied) is UnknownLayer
    assert str(copied) == str(error)
    assert copied.message == error.message
