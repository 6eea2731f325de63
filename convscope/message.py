"""A sentence for the person, apart from its values, so that any language can say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


def sentence(text: str) -> str:
    """The text as it is. It marks a literal for translation by whoever shows it later."""
    return text


@dataclass(frozen=True)
class Message:
    """English `text` with `{name}`, `{name!r}` or `{name:,}` where a value stands.

    A value may be a message itself. The English sentence is `str(message)`; another language fills
    its own text in with the same `values`.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format_map(self.values) if self.values else self.text


def in_a_row(parts: Sequence[object], between: str) -> Message:
    """The parts, any of which may be a message, with a sign between them as in every language."""
    values = {f"part{at}": part for at, part in enumerate(parts)}
    return Message(between.join(f"{{{name}}}" for name in values), values)
