"""Answers that are kept as files: under which name, and that a browser saves them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.responses import Response

from app.store.networks import split_run_id

if TYPE_CHECKING:
    from app.store.runs import KeptRun

CSV = "text/csv; charset=utf-8; header=present"

# The ids of uploads are digests; as much of one as tells photos apart is enough for a name.
UPLOAD = re.compile(r"[0-9a-f]{32}")
SHORT = 8
UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


def file_name(kept: KeptRun, ending: str, *parts: str) -> str:
    """`cat-efficientnet_lite0-conv_stem.csv`; static/js/takeaway/names.js names files likewise."""
    image, _ = split_run_id(kept.id)
    short = image[:SHORT] if UPLOAD.fullmatch(image) else image
    words = (short, kept.run.network.card.id, *parts)
    return f"{'-'.join(UNFIT.sub('_', word) for word in words)}.{ending}"


def attachment(name: str) -> dict[str, str]:
    """The header that names the file; a name of `file_name` needs no quoting."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def csv_file(table: bytes, name: str) -> Response:
    """A table as a file; figures never change, so neither does the file."""
    return Response(table, headers=attachment(name), media_type=CSV)
