"""What is answered for every error, and the only place that knows statuses."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

from starlette.responses import Response

from app.api.invalid import encodable
from app.api.schemas.problem import FieldProblem, Problem, Reason
from app.catalogue import say
from app.language import ENGLISH
from convscope import errors
from convscope.message import Message

log = logging.getLogger("uvicorn.error")

MEDIA_TYPE = "application/problem+json"


class Kind(NamedTuple):
    """What all occurrences of one class of error have in common."""

    status: int
    title: str
    headers: Mapping[str, str] = {}


KINDS: dict[type[errors.ConvscopeError], Kind] = {
    errors.ConvscopeError: Kind(500, "Something went wrong"),
    errors.ImageError: Kind(422, "The picture cannot be used"),
    errors.EmptyFile: Kind(400, "The file is empty"),
    errors.NotAnImage: Kind(415, "The file is not a picture"),
    errors.UnsupportedFormat: Kind(415, "The picture's format is not opened"),
    errors.DamagedImage: Kind(422, "The picture is damaged"),
    errors.FileTooLarge: Kind(413, "The upload has too many bytes"),
    errors.TooManyPixels: Kind(413, "The picture has too many pixels"),
    errors.UnknownThing: Kind(404, "There is no such thing"),
    errors.UnknownModel: Kind(404, "There is no such model"),
    errors.UnknownImage: Kind(404, "There is no such image"),
    errors.UnknownRun: Kind(404, "There is no such run"),
    errors.UnknownLayer: Kind(404, "There is no such layer"),
    errors.UnknownChannel: Kind(404, "There is no such channel"),
    errors.UnknownCell: Kind(404, "There is no such cell"),
    errors.NoWeights: Kind(404, "The layer has no weights"),
    errors.NoParts: Kind(404, "The map is not made of parts"),
    errors.NoSkip: Kind(404, "The layer adds up no skip"),
    errors.UnknownJob: Kind(404, "There is no such job"),
    errors.BadRequest: Kind(400, "The request cannot be carried out"),
    errors.BadChannels: Kind(400, "The channel list cannot be read"),
    errors.BadOption: Kind(400, "An option is outside its choices"),
    errors.ShapesDiffer: Kind(400, "The outputs have different shapes"),
    errors.ModelError: Kind(500, "The network cannot be used"),
    errors.NotDownloaded: Kind(409, "The network's weights are not downloaded"),
    errors.ModelBroken: Kind(409, "The network's files are not right"),
    errors.WeightsMissing: Kind(503, "The network's weights are missing"),
    errors.WeightsDamaged: Kind(500, "The network's weights are damaged"),
    errors.ModelFailed: Kind(500, "The network failed"),
    errors.DownloadError: Kind(502, "The weights could not be fetched"),
    errors.NotDownloadable: Kind(409, "There is nothing to download"),
    errors.Unreachable: Kind(504, "The weights' server was not reached"),
    errors.DownloadRefused: Kind(502, "The weights' server did not give the file"),
    errors.DownloadDamaged: Kind(502, "What was downloaded is not the file"),
    errors.NoRoom: Kind(507, "The weights do not fit on the disk"),
    errors.Busy: Kind(503, "Too much is waiting already", {"Retry-After": "2"}),
    errors.HostNotAllowed: Kind(421, "The host is not served here"),
    errors.OriginNotAllowed: Kind(403, "Another site may not change anything here"),
}

# What can go wrong before the instrument is asked at all, by code.
WEB_KINDS: dict[str, Kind] = {
    "method_not_allowed": Kind(405, "The method is not possible here"),
    "invalid_request": Kind(422, "The request has a value that cannot be used"),
    "not_ready": Kind(503, "The server is not ready", {"Retry-After": "1"}),
    "internal_error": Kind(500, "Something went wrong in the server"),
}


TITLES = {
    **{error.code: kind.title for error, kind in KINDS.items()},
    **{code: kind.title for code, kind in WEB_KINDS.items()},
}


def kind_of(error: type[errors.ConvscopeError]) -> Kind:
    """The kind of an error, its own or that of the nearest class above it."""
    return next(KINDS[ancestor] for ancestor in error.__mro__ if ancestor in KINDS)


def problem(
    code: str,
    kind: Kind,
    detail: Message,
    language: str = ENGLISH,
    fields: list[FieldProblem] | None = None,
) -> Response:
    """The answer for one error, said in a language; it is never cached."""
    body = Problem(**reason(code, kind, detail, language).model_dump(), errors=fields)
    return Response(
        body.model_dump_json(exclude_none=True),
        kind.status,
        {**kind.headers, **said_in(language), "Cache-Control": "no-store"},
        MEDIA_TYPE,
    )


def said_in(language: str) -> dict[str, str]:
    """The headers of an answer that would be said otherwise to somebody else."""
    return {"Content-Language": language, "Vary": "Accept-Language"}


def reason_of(error: errors.ConvscopeError, language: str) -> Reason:
    """What would be answered for an error, as a part of another answer."""
    return reason(error.code, kind_of(type(error)), error.message, language)


def reason(code: str, kind: Kind, detail: Message, language: str) -> Reason:
    """What is wrong, said in a language, whatever form it is answered in."""
    return Reason(
        type=f"/docs#{code}",
        title=say(Message(kind.title), language),
        status=kind.status,
        detail=encodable(say(detail, language)),
        code=code,
    )


def answer_for(error: errors.ConvscopeError, language: str = ENGLISH) -> Response:
    note(error)
    return problem(error.code, kind_of(type(error)), error.message, language)


def note(error: errors.ConvscopeError) -> None:
    """Keep in the log what is a fault of the server."""
    if kind_of(type(error)).status == HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s: %s", error.code, error)


def from_status(
    status: HTTPStatus,
    language: str,
    detail: Message | None = None,
    headers: Mapping[str, str] = {},
) -> Response:
    """The problem for a status that no class of the tree stands for."""
    code = status.name.lower()
    kind = Kind(status, TITLES.get(code, status.phrase), headers)
    return problem(
        code, kind, detail or framework_words(status.description or status.phrase), language
    )


def framework_words(words: str) -> Message:
    """What the framework says of an error, which is English in every language."""
    return Message("{words}. GET /docs shows what every call takes.", {"words": words.rstrip(".")})
