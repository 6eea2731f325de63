"""Answers about downloads."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.api.schemas.common import Answer
from app.api.schemas.problem import Reason

JobStatus = Literal["waiting", "running", "done", "failed", "cancelled"]


class JobAnswer(Answer):
    """How far the download of a network's weights is."""

    id: str
    model: str
    status: JobStatus = Field(description="The last three are final.")
    done: int = Field(description="Bytes that are here, those of an earlier attempt included.")
    total: int | None = Field(description="Bytes of the whole file, where that is known.")
    rate: float | None = Field(description="Bytes per second over the last three seconds.")
    problem: Reason | None = Field(description="Why it failed, as an error would be answered.")
