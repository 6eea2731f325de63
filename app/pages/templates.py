"""Where pages come from, and how one is answered, in the person's language."""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from app.catalogue import say, script_texts, translations
from app.language import ENGLISH, LANGUAGES, language_of
from convscope import __version__
from convscope.message import Message

WEB = Path(__file__).parents[2]
STATIC = WEB / "static"

# Not in the templates' context, which macros that were imported do not see.
_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


def render(request: Request, page: str, **context: Any) -> Response:
    """The page of a template, which every page's context tells the version and the language."""
    language = language_of(request)
    token = _language.set(language)
    try:
        answer = _templates.TemplateResponse(
            request, f"{page}.html", {"version": __version__, **_spoken(language), **context}
        )
    finally:
        _language.reset(token)
    answer.headers["Content-Language"] = language
    answer.headers["Vary"] = "Accept-Language, Cookie"
    return answer


def _spoken(language: str) -> dict[str, Any]:
    return {
        "language": language,
        "languages": LANGUAGES,
        "script_texts": Markup(script_texts(language)) if language != ENGLISH else None,
    }


def _gettext(message: str) -> str:
    return translations(_language.get()).gettext(message)


def _translated(text: str | Message) -> str:
    """For texts that come as data: escaped, and free to hold a per cent sign."""
    return say(text, _language.get()) if isinstance(text, Message) else _gettext(text)


def _ngettext(one: str, many: str, count: int) -> str:
    return translations(_language.get()).ngettext(one, many, count)


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(WEB / "templates"),
        autoescape=select_autoescape(),
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.filters["translated"] = _translated
    made.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    return made


_templates = Jinja2Templates(env=_environment())
