"""Batches: the same numbers as `Preprocess`, every picture once, and honest shifts."""

from __future__ import annotations

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from convscope.zoo.batches import in_order, normalise, shift_and_mirror, shuffled
from convscope.zoo.catalog import DIGIT, object_of
from convscope.zoo.data import Pictures
from tests.instrument.zoo_pictures import pictures

OBJECT = object_of(32)


def test_normalising_gives_what_the_instrument_gives_the_network():
    for preprocess, mode in ((OBJECT, "RGB"), (DIGIT, "L")):
        some = pictures(preprocess, 3)
        batch = normalise(some.levels, preprocess)
        for levels, values in zip(some.levels, batch, strict=True):
            picture = Image.fromarray(levels.numpy().squeeze(), mode=None).convert(mode)
            torch.testing.assert_close(values, preprocess(picture), rtol=0, atol=1e-6)


def test_all_pictures_come_in_order_and_unchanged():
    some = pictures(OBJECT, 25)
    batches = list(in_order(some, OBJECT, batch=10))
    assert [len(labels) for _, labels in batches] == [10, 10, 5]
    assert torch.equal(torch.cat([x for x, _ in batches]), normalise(some.levels, OBJECT))
    assert torch.equal(torch.cat([labels for _, labels in batches]), some.labels)


def test_shuffling_shows_every_picture_once_with_its_own_label():
    some = Pictures(torch.arange(23, dtype=torch.uint8).view(23, 1, 1, 1), torch.arange(23))
    seen = []
    for values, labels in shuffled(some, DIGIT, 5, 0, torch.Generator().manual_seed(3)):
        levels = (values.squeeze() * DIGIT.std[0] + DIGIT.mean[0]) * 255
        assert torch.equal(levels.round().long().view(-1), labels)
        seen += labels.tolist()
    assert sorted(seen) == list(range(23))
    assert seen != list(range(23))


@given(seed=st.integers(0, 2**31), most=st.integers(1, 4), size=st.integers(5, 9))
def test_a_moved_picture_is_a_window_of_the_reflected_one(seed, most, size):
    generator = torch.Generator().manual_seed(seed)
    levels = torch.randint(0, 256, (2, size, size, 1), generator=generator).to(torch.uint8)
    moved = shift_and_mirror(levels, torch.tensor([1]), most, generator)[0].numpy().squeeze()
    around = np.pad(levels[1].numpy().squeeze(), most, mode="reflect")
    windows = [
        around[top : top + size, left : left + size]
        for top in range(2 * most + 1)
        for left in range(2 * most + 1)
    ]
    assert any(
        np.array_equal(moved, window) or np.array_equal(moved, window[:, ::-1])
        for window in windows
    )


def test_about_half_of_the_pictures_are_mirrored():
    levels = torch.zeros(1, 9, 9, 1, dtype=torch.uint8)
    levels[:, :, :2] = 255
    chosen = torch.zeros(400, dtype=torch.long)
    moved = shift_and_mirror(levels, chosen, 1, torch.Generator().manual_seed(0))
    mirrored = int((moved[:, 0, 7, 0] == 255).sum())
    # The bar at the left edge is only seen at the right one where it was mirrored.
    assert 100 < mirrored < 300
