"""The catalogue: every message has its Korean, and nothing else is in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message

from app.catalogue import catalogue_file, say, script_texts, translations
from convscope.message import Message as Sentence
from scripts.catalogue import update, written
from scripts.messages import extract
from tests.english import forms, read_catalogue

ROOT = Path(__file__).parents[1]
ENTRIES = [message for message in read_catalogue() if message.id]

# What a value, or markup around it, looks like in a message.
MARKS = re.compile(r"%\(\w+\)s|%%|\{\w+(?:![rs])?(?::[^}]*)?\}|</?\w+[^>]*>")
SCRIPT_CALL = re.compile(r"(?<![\w.$])(?:\.\.\.)?\b(?:t|tn|tNodes)\((\s*\S[^\n]*)")
LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"\s*[,)]|"(?:[^"\\]|\\.)*"$')
LOOKED_UP = re.compile(r"[\w.]+\)")  # a text that an answer brought


def name_of(message: Message) -> str:
    return forms(message.id)[0]


def test_the_catalogue_is_what_the_code_says_now() -> None:
    """Else run `python -m scripts.catalogue`, and write what is new in Korean."""
    wanted = {name_of(message) for message in extract() if message.id}
    assert {name_of(message) for message in ENTRIES} == wanted


def test_the_file_is_as_its_script_writes_it() -> None:
    assert written(update("ko")) == catalogue_file("ko").read_bytes()


def test_every_message_has_its_korean() -> None:
    bare = [name_of(each) for each in ENTRIES if not all(map(str.strip, forms(each.string)))]
    assert bare == []
    assert [name_of(each) for each in ENTRIES if each.fuzzy] == []


def test_the_korean_has_the_values_and_the_markup_of_the_english() -> None:
    assert [name_of(each) for each in ENTRIES if not is_whole(each)] == []


def is_whole(message: Message) -> bool:
    # The last form has every value; one of a single thing may spell its number out.
    wanted = Counter(MARKS.findall(forms(message.id)[-1]))
    return all(Counter(MARKS.findall(text)) == wanted for text in forms(message.string))


def test_scripts_say_literals_or_what_an_answer_brought() -> None:
    """The messages of a choice, or of pieces put together, would not be found."""
    calls = [call.strip() for line in script_lines() for call in SCRIPT_CALL.findall(line)]
    assert len(calls) > 300
    assert [each for each in calls if not LITERAL.match(each) and not LOOKED_UP.match(each)] == []


def script_lines() -> Iterator[str]:
    for path in (ROOT / "static" / "js").rglob("*.js"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.lstrip().startswith(("*", "/*", "//", "export function")):
                yield line


def test_a_sentence_is_said_with_its_values_and_the_sentences_in_it() -> None:
    korean = translations("ko").gettext
    inner = Sentence("Channel {channel}", {"channel": 3})
    outer = Sentence("Show {title}", {"title": inner})
    assert say(outer, "en") == "Show Channel 3"
    assert say(outer, "ko") == korean("Show {title}").format(
        title=korean("Channel {channel}").format(channel=3)
    )


def test_what_scripts_say_cannot_close_the_element_that_holds_it() -> None:
    assert "<" not in script_texts("ko")
    assert script_texts("en") == "{}"
