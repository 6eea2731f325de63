"""The answer to `GET /models`: 1,500 networks in JSON, quickly, and not twice to whoever has it.

What is said of a network changes only with its card, so each card is put into JSON once, and once
more in another language where it says more than constants.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.responses import Response

from app.api.errors import said_in
from app.api.schemas.models import ModelAnswer, ModelsWanted
from app.language import ENGLISH
from convscope.message import Message

if TYPE_CHECKING:
    from convscope.models.card import Card

_written: dict[tuple[str, str], tuple[Card, bytes]] = {}


def answer(cards: Sequence[Card], wanted: ModelsWanted, language: str, known: str) -> Response:
    """Those of the cards that are wanted; 304 where the client's ETags `known` have this one."""
    chosen = [card for card in cards if leaves(wanted, card)]
    end = None if wanted.limit is None else wanted.offset + wanted.limit
    models = b",".join(_json(card, language) for card in chosen[wanted.offset : end])
    body = b'{"models":[%b],"total":%d}' % (models, len(chosen))
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache", **said_in(language)}
    if etag in known:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def leaves(wanted: ModelsWanted, card: Card) -> bool:
    """Whether a network passes every filter that was given."""
    size = max(card.preprocess.height, card.preprocess.width)
    return (
        wanted.source in (None, card.source)
        and wanted.family in (None, card.family)
        and wanted.status in (None, card.status)
        and wanted.licence in (None, card.licence)
        and wanted.convolutional in (None, card.convolutional)
        and _within(card.parameters, wanted.parameters_min, wanted.parameters_max)
        and _within(size, wanted.input_size_min, wanted.input_size_max)
        and card.mentions(wanted.q or "")
    )


def _within(value: int, least: int | None, most: int | None) -> bool:
    return (least is None or value >= least) and (most is None or value <= most)


def _json(card: Card, language: str) -> bytes:
    """A card in JSON, from the last time unless the card is another one since."""
    spoken = isinstance(card.problem, Message) or isinstance(card.summary, Message)
    said = language if spoken else ENGLISH
    known = _written.get((card.id, said))
    if known is None or known[0] is not card:
        told = ModelAnswer.model_validate(card, context={"language": said})
        known = (card, told.model_dump_json().encode())
        _written[card.id, said] = known
    return known[1]
