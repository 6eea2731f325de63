"""The catalogue: every message has its Korean, and nothing else is in it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message

from app.catalogue import catalogue_file, say, script_texts, translations
from convscope.message import Message as Sentence
from scripts.catalogue import update, written
from scripts.messages import extract, message_calls
from tests.english import forms, read_catalogue

ROOT = Path(__file__).parents[1]
ENTRIES = [message for message in read_catalogue() if message.id]

# Korean chooses these by the sound before them, and nobody knows how a value sounds; of percentages
# one does, so that they may have a particle right behind them.
BOTH_PARTICLES = re.compile(r"은\(는\)|이\(가\)|을\(를\)|과\(와\)|와\(과\)|\(으\)|\(이\)")
BARE_PARTICLE = re.compile(r"(?<!%)\}[`'\"]?(?:은|는|이|가|을|를|과|와|으로|로)(?![가-힣])")
WORD = re.compile(r"[A-Za-z]{2,}")

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


def test_no_particle_stands_behind_a_value_of_unknown_sound() -> None:
    texts = [text for each in ENTRIES for text in forms(each.string)]
    assert [text for text in texts if BOTH_PARTICLES.search(text)] == []
    assert [text for text in texts if BARE_PARTICLE.search(text)] == []


def test_values_are_no_english_words() -> None:
    """Words within a sentence are a `Message` too, or they stay English within the Korean."""
    found = [text for value in values_in_python() for text in literals_of(value)]
    assert [text for text in found if WORD.search(text)] == []
    said = ast.parse("f(a='b', c=d or 'e', g='h' if i else f'j {k} l', m=' or '.join(n))").body
    (call,) = [node for node in ast.walk(said[0]) if isinstance(node, ast.Call) and node.keywords]
    assert [text for each in call.keywords for text in literals_of(each.value)] == [
        "b", "e", "h", "j ", " l", " or ",
    ]  # fmt: skip


def values_in_python() -> Iterator[ast.expr]:
    for room in ("app", "convscope"):
        for path in (ROOT / room).rglob("*.py"):
            for call in message_calls(path):
                yield from (keyword.value for keyword in call.keywords)
                for argument in call.args:
                    yield from argument.values if isinstance(argument, ast.Dict) else ()


def literals_of(value: ast.expr) -> Iterator[str]:
    """The texts in an expression, but those that it only looks something up by."""
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            yield from (*literals_of(one), *literals_of(other))
        case ast.BoolOp(values=parts) | ast.JoinedStr(values=parts):
            for part in parts:
                yield from literals_of(part)
        case ast.Call(func=ast.Attribute(value=called)):
            yield from literals_of(called)


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
