"""The way through a network that was never trained: what is said is true of random weights too."""

from __future__ import annotations

from dataclasses import replace

from convscope.lenses.step import Lens, Step
from convscope.message import Message


def untrained(lens: Lens) -> Lens:
    """The same way, which says first that these weights are random, and in its title at each step.

    Its other sentences are chosen by `Structure.trained`, where the steps are made.
    """
    title = Message("{title} · untrained", {"title": lens.title})
    steps = [*map(_told, lens.steps[:1]), *lens.steps[1:]]
    return replace(lens, title=title, steps=steps)


def _told(step: Step) -> Step:
    text = Message(
        "These weights are random numbers: what you see comes of the structure alone. {step}",
        {"step": step.text},
    )
    return replace(step, text=text)
