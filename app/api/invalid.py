"""What validation found, in words for the person: which field, what it holds, what it may hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.api.schemas.problem import FieldProblem
from app.catalogue import say
from convscope.message import Message

# By pydantic's types of error; what is not listed keeps pydantic's own words.
WORDS = {
    "literal_error": Message("choose one of {expected}"),
    "int_parsing": Message("a whole number is needed"),
    "int_type": Message("a whole number is needed"),
    "int_from_float": Message("a whole number is needed"),
    "int_parsing_size": Message("the number is too long"),
    "greater_than_equal": Message("at least {ge} is needed"),
    "less_than_equal": Message("at most {le} is possible"),
    "string_type": Message("text is needed"),
    "extra_forbidden": Message("there is no such field"),
    "model_attributes_type": Message(
        "a JSON object is needed, with Content-Type: application/json"
    ),
}
LONGEST_QUOTE = 80


def field_problem(error: Mapping[str, Any], language: str) -> FieldProblem:
    """One of the errors of a `RequestValidationError`, said in a language."""
    not_json = error["type"] == "json_invalid"
    place = "body" if not_json else ".".join(str(part) for part in error["loc"])
    words = say(_not_json(error) if not_json else _problem(error), language)
    return FieldProblem(field=encodable(place), problem=encodable(words))


def encodable(text: str) -> str:
    """The text without lone surrogates: JSON carries them in, UTF-8 does not carry them out."""
    return text.encode("utf-8", "backslashreplace").decode()


def _not_json(error: Mapping[str, Any]) -> Message:
    return Message("is not JSON: {error}", {"error": error["ctx"]["error"]})


def _problem(error: Mapping[str, Any]) -> Message:
    if error["type"] == "missing":
        if error["loc"][-1] == "file":
            return Message("is missing: send the picture as a multipart form")
        return Message("is missing")
    if "UploadFile" in error["msg"]:
        return Message("is not a file: send it as a file with a name, not as text")
    words = WORDS.get(error["type"])
    wanted = error["msg"] if words is None else Message(words.text, error.get("ctx", {}))
    return Message("is {value}: {wanted}", {"value": _shortened(error["input"]), "wanted": wanted})


def _shortened(value: object) -> str:
    words = repr(value.decode(errors="replace") if isinstance(value, bytes) else value)
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE]}…"
