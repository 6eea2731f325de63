"""Trainings without augmentation or without dropout: they differ in that and in nothing else."""

from __future__ import annotations

import dataclasses

import pytest
import torch
from torch import nn

from convscope.zoo import ablated, catalog
from tests.instrument.zoo_files import write_cifar10


def plans(network: str):
    entry = catalog.find(network)
    return entry, {name: plan(entry, 3) for name, plan in ablated.VARIANTS.items()}


def dropouts(module: nn.Module) -> list[float]:
    return [part.p for part in module.modules() if isinstance(part, nn.Dropout)]


@pytest.mark.parametrize("network", ablated.NETWORKS)
def test_each_variant_leaves_out_its_own_thing_only(network):
    entry, variant = plans(network)
    assert entry.recipe.shift > 0
    assert all(p > 0 for p in dropouts(entry.make()))
    still, whole = variant["without augmentation"], variant["without dropout"]
    assert dataclasses.replace(still.recipe, shift=entry.recipe.shift) == entry.recipe
    assert dropouts(still.make()) == dropouts(entry.make())
    assert whole.recipe == entry.recipe
    assert set(dropouts(whole.make())) == {0.0}


@pytest.mark.parametrize("network", ablated.NETWORKS)
def test_a_variant_begins_with_the_weights_of_the_network_as_trained(network):
    entry, variant = plans(network)
    states = []
    for make in (entry.make, *(plan.make for plan in variant.values())):
        torch.manual_seed(3)
        states.append(make().state_dict())
    for state in states[1:]:
        assert all(torch.equal(state[name], value) for name, value in states[0].items())


def test_a_variant_is_trained_once_and_goes_on_where_it_was_stopped(tmp_path):
    write_cifar10(tmp_path)
    kept, seen = tmp_path / "kept", []

    def stop_after_two(epoch, _):
        seen.append(epoch)
        if len(seen) == 2:
            raise KeyboardInterrupt

    def train(report):
        return ablated.train("vgg_mini", "without augmentation", tmp_path, kept, report)

    with pytest.raises(KeyboardInterrupt):
        train(stop_after_two)
    figures = train(lambda epoch, _: seen.append(epoch))
    epochs = catalog.find("vgg_mini").recipe.epochs
    assert [epoch.epoch for epoch in seen] == list(range(1, epochs + 1))
    assert figures["train"] == [epoch.train_accuracy for epoch in seen]
    assert figures["test"] == [epoch.test_accuracy for epoch in seen]
    assert train(lambda *_: pytest.fail("trained again")) == figures
