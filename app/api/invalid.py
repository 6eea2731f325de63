"""What validation found, in words for the person: which field, what it holds, what it may hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.api.schemas.problem import FieldProblem

# By pydantic's types of error; what is not listed keeps pydantic's own words.
WORDS = {
    "literal_error": "choose one of {expected}",
    "int_parsing": "a whole number is needed",
    "int_type": "a whole number is needed",
    "int_from_float": "a whole number is needed",
    "int_parsing_size": "the number is too long",
    "greater_than_equal": "at least {ge} is needed",
    "less_than_equal": "at most {le} is possible",
    "string_type": "text is needed",
    "extra_forbidden": "there is no such field",
    "model_attributes_type": "a JSON object is needed, with Content-Type: application/json",
}
LONGEST_QUOTE = 80


def field_problem(error: Mapping[str, Any]) -> FieldProblem:
    """One of the errors of a `RequestValidationError`."""
    if error["type"] == "json_invalid":
        return FieldProblem(field="body", problem=f"is not JSON: {error['ctx']['error']}")
    place = ".".join(str(part) for part in error["loc"])
    return FieldProblem(field=encodable(place), problem=encodable(_problem(error)))


def encodable(text: str) -> str:
    """The text without lone surrogates: JSON carries them in, UTF-8 does not carry them out."""
    return text.encode("utf-8", "backslashreplace").decode()


def _problem(error: Mapping[str, Any]) -> str:
    if error["type"] == "missing":
        form = error["loc"][-1] == "file"
        return "is missing: send the picture as a multipart form" if form else "is missing"
    if "UploadFile" in error["msg"]:
        return "is not a file: send it as a file with a name, not as text"
    words = WORDS.get(error["type"])
    wanted = error["msg"] if words is None else words.format(**error.get("ctx", {}))
    return f"is {_shortened(error['input'])}: {wanted}"


def _shortened(value: object) -> str:
    words = repr(value.decode(errors="replace") if isinstance(value, bytes) else value)
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE]}…"
