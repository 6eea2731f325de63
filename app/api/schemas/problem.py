"""The one shape of every error (RFC 9457)."""

from __future__ import annotations

from pydantic import BaseModel, Field


class FieldProblem(BaseModel):
    """One part of a request that cannot be used."""

    field: str = Field(description="Where: `query.size`, `body.model`, `path.channel`, …")
    problem: str = Field(description="What is wrong with it.")


class Reason(BaseModel):
    """Why something was not carried out, in words that say what to do."""

    type: str = Field(description="Address of the explanation of this code on the API page.")
    title: str = Field(description="The kind of problem, the same for every occurrence.")
    status: int = Field(description="The HTTP status of this answer.")
    detail: str = Field(description="What happened this time and what to do about it.")
    code: str = Field(description="Stable name of the kind of problem, for programs.")


class Problem(Reason):
    """Why a request was not carried out."""

    errors: list[FieldProblem] | None = Field(
        default=None, description="With `invalid_request`: every field that cannot be used."
    )
