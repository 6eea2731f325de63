"""Which methods a path has, for answers to those it has not."""

from __future__ import annotations

import re

from fastapi import FastAPI


def methods_at(app: FastAPI, path: str) -> str:
    """`/api/v1/images/cat` -> `DELETE, GET, HEAD`; empty for what is no call of the API."""
    found = {
        method.upper()
        for template, methods in app.openapi()["paths"].items()
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path)
        for method in methods
    }
    return ", ".join(sorted(found | ({"HEAD"} if "GET" in found else set())))
