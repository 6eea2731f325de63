"""The OpenAPI document: what may go wrong in every call, and bytes that are no JSON."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from app.api.errors import KINDS, MEDIA_TYPE
from app.api.schemas.problem import FieldProblem, Problem

DESCRIPTION = """\
Every number that a pretrained convolutional network computes on the way to its answer.

Upload a photo (or take a sample), run a network on it, read every layer. Ids are opaque; what they
name never changes, so answers about images and runs may be cached for good. Every error is a
problem document (RFC 9457, `application/problem+json`) whose `code` is stable and whose `detail`
says what to do.
"""

Responses = dict[int | str, dict[str, Any]]

_REFERENCE = {"$ref": "#/components/schemas/Problem"}


def problems(*statuses: int) -> Responses:
    """The problem documents of a call, by status; those that every call may have are added."""
    return {status: _problem(status) for status in sorted({*statuses, 421, 500})}


def binary(
    description: str, *media_types: str, headers: Mapping[str, str] | None = None
) -> Responses:
    """A successful answer that is bytes rather than JSON, and what its headers tell."""
    schema = {"schema": {"type": "string", "format": "binary"}}
    answer: dict[str, Any] = {
        "description": description,
        "content": dict.fromkeys(media_types, schema),
    }
    if headers is not None:
        answer["headers"] = {
            name: {"description": words, "schema": {"type": "string"}}
            for name, words in headers.items()
        }
    return {200: answer}


def operation_id(route: APIRoute) -> str:
    """`get_run` -> `getRun`: the name that generated clients give to a call."""
    first, *others = route.name.split("_")
    return first + "".join(word.capitalize() for word in others)


def describe(app: FastAPI) -> None:
    """Have the app's document carry the schema of problems, which no route returns as a model."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(
                title=app.title,
                version=app.version,
                description=DESCRIPTION,
                routes=app.routes,
            )
            _summarise(document)
            schemas = document.setdefault("components", {}).setdefault("schemas", {})
            template = "#/components/schemas/{model}"
            for model in (Problem, FieldProblem):
                schema = model.model_json_schema(ref_template=template)
                schema.pop("$defs", None)
                schemas[model.__name__] = schema
            app.openapi_schema = document
        return app.openapi_schema

    # The way that FastAPI documents for extending the document.
    app.openapi = openapi  # type: ignore[method-assign]


def _summarise(document: dict[str, Any]) -> None:
    """Let the list of calls say what each does, not what its function is called."""
    for path in document["paths"].values():
        for operation in path.values():
            first, _, _ = operation.get("description", "").partition(".")
            operation["summary"] = first.split(";")[0].replace("\n", " ") or operation["summary"]


def _problem(status: int) -> dict[str, Any]:
    codes = sorted(error.code for error, kind in KINDS.items() if kind.status == status)
    named = f" Codes: {', '.join(f'`{code}`' for code in codes)}." if codes else ""
    description = f"{HTTPStatus(status).phrase}.{named}"
    return {"description": description, "content": {MEDIA_TYPE: {"schema": _REFERENCE}}}
