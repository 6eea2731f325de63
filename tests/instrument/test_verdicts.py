"""The answers of two runs, class by class."""

from __future__ import annotations

import convscope
from convscope.runs import Run
from convscope.samples import read_sample
from convscope.verdicts import verdicts


def run(model: str, photo: str) -> Run:
    return convscope.run(model, read_sample(photo))


def test_both_probabilities_of_every_class_that_is_among_the_best_of_either() -> None:
    a, b = run("resnet_mini", "cat"), run("vgg_mini", "rocket")
    found = verdicts(a, b, best=3)
    assert found is not None
    assert {each.index for each in found} == {
        each.index for one in (a, b) for each in one.predictions[:3]
    }
    for each in found:
        for probability, one in ((each.a, a), (each.b, b)):
            (same,) = [p for p in one.predictions if p.index == each.index]
            assert (probability, each.label) == (same.probability, same.label)
    strength = [max(each.a, each.b) for each in found]
    assert strength == sorted(strength, reverse=True)


def test_a_network_and_its_untrained_twin_have_the_same_classes() -> None:
    assert verdicts(run("lenet5", "digit5"), run("lenet5@untrained", "digit5")) is not None


def test_ten_classes_of_something_else_are_not_compared() -> None:
    assert verdicts(run("lenet5", "digit5"), run("resnet_mini", "cat")) is None
