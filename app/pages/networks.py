"""The page of all networks: the families in order of time, their figures, what was found out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.api.deps import ServicesDep
from app.pages import numerals
from app.pages.families import FAMILIES, address
from app.pages.templates import render
from convscope.errors import ModelError
from convscope.zoo import findings

if TYPE_CHECKING:
    from convscope.models.card import Card

router = APIRouter(include_in_schema=False)

# Networks that come with Convscope are told of; others are in the table only.
TOLD = ("bundled", "zoo")
NO_YEAR = 9999

Found = TypeVar("Found")

log = logging.getLogger("uvicorn.error")


@router.get("/networks", response_class=HTMLResponse)
def get_networks(request: Request, all: ServicesDep) -> Response:
    """At once, even while torch is being imported: then without what only the cards know."""
    imported = all.networks.is_imported
    cards = all.networks.list() if imported else ()
    return render(
        request,
        "networks",
        imported=imported,
        families=FAMILIES,
        told={family.name: _told(family.name, cards) for family in FAMILIES},
        by_id={card.id: card for card in cards},
        here=sorted((card for card in cards if card.status != "downloadable"), key=_year),
        elsewhere=sum(card.status == "downloadable" for card in cards),
        shifts=_found(findings.shifts),
        shuffled=_found(findings.shuffled),
        ablations=_found(findings.ablations),
        address=address,
        numerals=numerals,
    )


def _told(family: str, cards: tuple[Card, ...]) -> list[Card]:
    return [card for card in cards if card.family == family and card.source in TOLD]


def _year(card: Card) -> int:
    return card.year or NO_YEAR


def _found(read: Callable[[], Found | None]) -> Found | None:
    """What was found out, or None: a damaged file costs one chart, not the page."""
    try:
        return read()
    except ModelError as error:
        log.error("%s: %s", error.code, error)
        return None
