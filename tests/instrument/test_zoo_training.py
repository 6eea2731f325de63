"""Training: it learns, it can be stopped at any time, and it goes on as if it never had been."""

from __future__ import annotations

import dataclasses

import pytest
import torch
from torch import nn

from convscope.errors import BadOption
from convscope.zoo import catalog
from convscope.zoo.data import DataSet
from convscope.zoo.training import Epoch, Plan, Training
from tests.instrument.zoo_pictures import data_set

NETWORKS = [entry.id for entry in catalog.ENTRIES]
# Dropout and normalisation, shifts and bfloat16: everything that resuming could get wrong.
RESUMED = ["vgg_mini", "googlenet_mini", "lenet5", "alexnet_mini"]


def start(network: str, pictures: int, **changes: object) -> Training:
    entry = catalog.find(network)
    # Three steps an epoch are no warm-up: the networks' own rates would be too high.
    settings = {"epochs": 3, "batch": 16, "peak": 0.002, **changes}
    recipe = dataclasses.replace(entry.recipe, **settings)
    return Training(Plan(entry.make, entry.preprocess, recipe), pictures, torch.device("cpu"))


def data_of(network: str) -> DataSet:
    return data_set(catalog.find(network).preprocess)


def without_time(epochs: list[Epoch]) -> list[Epoch]:
    return [dataclasses.replace(epoch, seconds=0.0) for epoch in epochs]


def ignore(epoch: Epoch) -> None:
    pass


@pytest.mark.parametrize("network", NETWORKS)
def test_one_step_on_a_handful_of_pictures_lowers_their_loss(network):
    entry = catalog.find(network)
    torch.manual_seed(0)
    module = entry.make().eval()
    size = entry.preprocess
    handful = torch.randn(
        8, size.channels, size.height, size.width, generator=torch.Generator().manual_seed(1)
    )
    labels = torch.arange(8)

    def loss() -> torch.Tensor:
        return nn.functional.cross_entropy(module(handful), labels)

    before = loss()
    before.backward()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.sub_(1e-3 * parameter.grad)
        assert loss() < before


def test_a_few_epochs_teach_a_network_what_is_easily_seen():
    training = start("resnet_mini", 40, epochs=10, peak=0.02)
    epochs = training.run(data_of("resnet_mini"), None, ignore)
    assert epochs[-1].train_loss < epochs[0].train_loss
    assert epochs[-1].train_accuracy >= 0.3  # by chance it would be 0.1


@pytest.mark.parametrize("network", RESUMED)
def test_resuming_equals_never_having_stopped_bit_for_bit(network, tmp_path):
    data, checkpoint = data_of(network), tmp_path / "checkpoint"
    straight = start(network, 40)
    expected = without_time(straight.run(data, None, ignore))

    def stop_after_the_second(epoch: Epoch) -> None:
        if epoch.epoch == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        start(network, 40).run(data, checkpoint, stop_after_the_second)
    torch.rand(7)  # the state that chance is in must not matter
    resumed = start(network, 40)
    reported: list[int] = []
    epochs = resumed.run(data, checkpoint, lambda epoch: reported.append(epoch.epoch))
    assert reported == [3]
    assert without_time(epochs) == expected
    for name, value in straight.module.state_dict().items():
        assert torch.equal(value, resumed.module.state_dict()[name]), name


def test_another_seed_is_another_training():
    entry = catalog.find("lenet5")
    first, second = (
        Training(Plan(entry.make, entry.preprocess, entry.recipe, seed), 40) for seed in (0, 1)
    )
    assert not torch.equal(first.module.conv1.weight, second.module.conv1.weight)


def test_a_checkpoint_of_another_recipe_is_refused_in_words(tmp_path):
    checkpoint = tmp_path / "lenet5.checkpoint"
    start("lenet5", 40).run(data_of("lenet5"), checkpoint, ignore)
    with pytest.raises(BadOption, match=r"peak was 0.002, now it is 0.1.*lenet5.checkpoint"):
        start("lenet5", 40, peak=0.1).run(data_of("lenet5"), checkpoint, ignore)


@pytest.mark.parametrize("damage", [b"", b"not a checkpoint at all", None])
def test_a_damaged_checkpoint_is_refused_in_words(damage, tmp_path):
    checkpoint = tmp_path / "lenet5.checkpoint"
    start("lenet5", 40).run(data_of("lenet5"), checkpoint, ignore)
    whole = checkpoint.read_bytes()
    checkpoint.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    with pytest.raises(BadOption, match="The checkpoint is damaged. Delete it.*lenet5.checkpoint"):
        start("lenet5", 40).run(data_of("lenet5"), checkpoint, ignore)


def test_only_weights_decay():
    decayed, spared = start("resnet_mini", 40).optimiser.param_groups
    assert decayed["weight_decay"] > 0
    assert spared["weight_decay"] == 0
    assert all(parameter.ndim > 1 for parameter in decayed["params"])
    assert all(parameter.ndim == 1 for parameter in spared["params"])
