"""Loaded networks: once however many ask, within a budget of bytes."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

import pytest

from convscope import models, runs
from convscope.errors import WeightsDamaged
from convscope.loading import Loader
from convscope.models import bundled
from convscope.models.card import Card
from convscope.network import Network
from convscope.photo import open_photo
from convscope.samples import read_sample


def card(id: str, digest: str = "") -> Card:
    known = bundled.CARDS[0]
    return Card(
        id=id, name=id, family="", source="file", status="ready", classes=1, parameters=1,
        preprocess=known.preprocess, weights={"sha256": digest},
    )  # fmt: skip


@dataclass
class Made:
    """Stands for a network: a name, and as many bytes as it has."""

    card: Card
    nbytes: int


@dataclass
class Factory:
    """Builds slowly enough that everybody asks meanwhile, and counts."""

    sizes: dict[str, int] = field(default_factory=dict)
    built: list[str] = field(default_factory=list)
    may_finish: threading.Event = field(default_factory=threading.Event)

    def __call__(self, card: Card) -> Any:
        self.built.append(card.id)
        assert self.may_finish.wait(10)
        return Made(card, self.sizes.get(card.id, 10))


def asked_by_many(loader: Loader, cards: list[Card], factory: Factory) -> list[Any]:
    found: list[Any] = [None] * len(cards)

    def ask(number: int) -> None:
        found[number] = loader.get(cards[number])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(len(cards))]
    for thread in threads:
        thread.start()
    factory.may_finish.set()
    for thread in threads:
        thread.join()
    return found


def test_whoever_asks_at_once_gets_the_same_network() -> None:
    factory = Factory()
    found = asked_by_many(Loader(factory, 100), [card("a")] * 6, factory)
    assert factory.built == ["a"]
    assert len(set(map(id, found))) == 1


def test_two_networks_are_built_side_by_side() -> None:
    factory = Factory()
    found = asked_by_many(Loader(factory, 100), [card("a"), card("b")], factory)
    assert sorted(factory.built) == ["a", "b"]
    assert [each.card.id for each in found] == ["a", "b"]


def test_the_longest_unused_one_goes() -> None:
    factory = Factory({"a": 40, "b": 40, "c": 40})
    factory.may_finish.set()
    loader = Loader(factory, 100)
    first = loader.get(card("a"))
    loader.get(card("b"))
    assert loader.get(card("a")) is first
    loader.get(card("c"))
    assert loader.nbytes == 80
    loader.get(card("a"))
    loader.get(card("b"))
    assert factory.built == ["a", "b", "c", "b"]


def test_other_weights_under_the_same_name_are_another_network() -> None:
    factory = Factory()
    factory.may_finish.set()
    loader = Loader(factory, 100)
    assert loader.get(card("a", "1")) is not loader.get(card("a", "2"))
    assert factory.built == ["a", "a"]


def test_a_failure_is_told_to_all_that_wait_and_not_kept() -> None:
    failures = [WeightsDamaged("damaged"), None]

    def make(card: Card) -> Any:
        if failure := failures.pop(0):
            raise failure
        return Made(card, 1)

    loader = Loader(make, 100)
    with pytest.raises(WeightsDamaged):
        loader.get(card("a"))
    assert loader.get(card("a")).card.id == "a"


def test_a_run_goes_on_with_a_network_that_was_let_go() -> None:
    def make(card: Card) -> Network:
        return Network(card, models.build(card), models.labels(card))

    loader, photo = Loader(make, 0), open_photo(read_sample("cat"))
    lenet, mlp = models.find("lenet5@untrained"), models.find("mlp@untrained")
    run = runs.run(loader.get(lenet), photo)
    loader.get(mlp)
    assert loader.get(lenet) is not run.network
    assert runs.run(run.network, photo).predictions == run.predictions
