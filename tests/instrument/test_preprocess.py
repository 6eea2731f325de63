"""Preprocessing against timm's and torchvision's own transforms, and its geometry against light."""

from __future__ import annotations

import math
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
import pytest
import timm
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from timm.data import create_transform, resolve_data_config
from torchvision import models
from torchvision.transforms import InterpolationMode, functional

from convscope import preprocess
from convscope.errors import BadOption
from convscope.preprocess import Frame, Preprocess
from convscope.samples import list_samples, read_sample
from tests.instrument.made_files import noise

HALF = (0.5, 0.5, 0.5)
LITE0 = Preprocess(3, 224, 224, "bicubic", 0.875, HALF, HALF)
SAMPLES = [sample.id for sample in list_samples()]
SIDE = st.integers(1, 700)


@cache
def sample(id: str) -> Image.Image:
    return Image.open(BytesIO(read_sample(id))).convert("RGB")


@cache
def timm_lite0() -> Any:
    return create_transform(
        **resolve_data_config({}, model=timm.create_model("tf_efficientnet_lite0"))
    )


def timm_transform(options: Preprocess) -> Any:
    return create_transform(
        input_size=(options.channels, options.height, options.width),
        interpolation=options.interpolation,
        crop_pct=options.crop,
        crop_mode=options.crop_mode,
        mean=options.mean,
        std=options.std,
    )


def photo(width: int, height: int, seed: int = 0) -> Image.Image:
    return Image.fromarray(noise(width, height, seed=seed))


def distinct_presets() -> list[Any]:
    found = {}
    for name in models.list_models(module=models):
        for weights in models.get_model_weights(name):
            preset = weights.transforms()
            found[repr(preset)] = preset
    return list(found.values())


@pytest.mark.parametrize("id", SAMPLES)
def test_the_samples_are_what_timm_makes_of_them(id: str) -> None:
    assert torch.equal(LITE0(sample(id)), timm_lite0()(sample(id)))


@settings(deadline=None)
@given(SIDE, SIDE)
def test_any_size_is_what_timm_makes_of_it(width: int, height: int) -> None:
    picture = photo(width, height)
    assert torch.equal(LITE0(picture), timm_lite0()(picture))


@settings(deadline=None)
@given(
    width=st.integers(1, 200),
    height=st.integers(1, 200),
    input=st.tuples(st.integers(1, 64), st.integers(1, 64)),
    crop=st.tuples(st.floats(0.5, 1.0), st.sampled_from(["center", "squash"])),
    interpolation=st.sampled_from(["bicubic", "bilinear"]),
)
def test_any_options_are_what_timm_makes_of_them(
    width: int, height: int, input: tuple[int, int], crop: tuple[float, str], interpolation: str
) -> None:
    mean, std = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
    options = Preprocess(3, *input, interpolation, crop[0], mean, std, crop[1])
    picture = photo(width, height)
    assert torch.equal(options(picture), timm_transform(options)(picture))


@pytest.mark.parametrize("preset", distinct_presets(), ids=repr)
def test_torchvision_presets_are_followed(preset: Any) -> None:
    (side,), (shortest,) = preset.crop_size, preset.resize_size
    options = Preprocess(
        3,
        side,
        side,
        preset.interpolation.value,
        side / shortest,
        tuple(preset.mean),
        tuple(preset.std),
    )
    assert torch.equal(options(sample("rocket")), preset(sample("rocket")))


@settings(deadline=None)
@given(SIDE, SIDE)
def test_one_channel_is_the_grey_of_the_photo(width: int, height: int) -> None:
    options = Preprocess(1, 28, 28, "bilinear", 1.0, (0.1307,), (0.3081,))
    picture = photo(width, height)
    tensor = options(picture)
    assert tensor.shape == (1, 28, 28)
    assert torch.equal(tensor, timm_transform(options)(picture.convert("L")))


def test_the_tensor_is_contiguous_and_the_photo_untouched() -> None:
    picture = photo(300, 200)
    tensor = LITE0(picture)
    assert tensor.dtype == torch.float32
    assert tensor.is_contiguous()
    assert np.array_equal(np.asarray(picture), noise(300, 200))


@pytest.mark.parametrize(("width", "height"), [(10_000, 1), (1, 10_000), (1, 1), (7000, 20)])
def test_extreme_shapes_work(width: int, height: int) -> None:
    white = Image.new("RGB", (width, height), "white")
    assert torch.equal(LITE0(white), torch.ones(3, 224, 224))


@pytest.mark.parametrize(("width", "height"), [(10_000, 1), (1, 10_000)])
def test_a_strip_is_never_enlarged_as_a_whole(
    width: int, height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = []
    resize = Image.Image.resize

    def measured(picture: Image.Image, size: tuple[int, int], *rest: Any, **named: Any) -> Any:
        sizes.append(size)
        return resize(picture, size, *rest, **named)

    monkeypatch.setattr(Image.Image, "resize", measured)
    LITE0(photo(width, height))
    assert sizes
    assert max(across * down for across, down in sizes) <= 224 * 224


@settings(deadline=None)
@given(
    width=st.integers(1, 300),
    height=st.integers(1, 300),
    side=st.integers(1, 300),
    crop=st.floats(0.5, 1.0),
    interpolation=st.sampled_from(["bicubic", "bilinear"]),
)
def test_enlarging_only_the_frame_is_the_same_but_for_rounding(
    width: int, height: int, side: int, crop: float, interpolation: str
) -> None:
    options = Preprocess(3, side, side, interpolation, crop, HALF, HALF)
    picture = photo(width, height)
    whole = options.seen(picture)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(preprocess, "_MOST_PIXELS", 0)
        part = options.seen(picture)
    # Rows and columns are each rounded to whole levels, and a tie may fall to the other side.
    assert np.abs(np.asarray(whole, int) - np.asarray(part, int)).max() <= 2


def test_a_strip_is_what_torchvision_makes_of_it_at_greater_cost() -> None:
    picture = photo(1200, 4)
    resized = functional.resize(picture, [256], InterpolationMode.BICUBIC)
    assert resized.width * resized.height > preprocess._MOST_PIXELS
    expected = np.asarray(functional.center_crop(resized, [224, 224]), int)
    assert np.abs(np.asarray(LITE0.seen(picture), int) - expected).max() <= 1


@pytest.mark.parametrize("turn", [False, True])
def test_the_middle_of_the_longest_strip_is_as_sharp_as_that_of_a_short_one(turn: bool) -> None:
    middle = noise(101, 1)
    seen = []
    for length in (10_001, 50_000_001):
        levels = np.zeros((1, length, 3), np.uint8)
        levels[:, length // 2 - 50 : length // 2 + 51] = middle
        picture = Image.fromarray(levels.transpose(1, 0, 2) if turn else levels)
        seen.append(np.asarray(LITE0.seen(picture), int))
    assert np.abs(seen[0] - seen[1]).max() <= 1
    assert seen[0].std() > 1


@settings(deadline=None)
@given(SIDE, SIDE)
def test_the_frame_lies_in_the_middle_of_the_photo(width: int, height: int) -> None:
    frame = LITE0.frame(width, height)
    assert frame.left >= 0
    assert frame.top >= 0
    assert frame.left + frame.width <= width * (1 + 1e-12)
    assert frame.top + frame.height <= height * (1 + 1e-12)
    pixel = max(width, height) / 256  # of the resized picture, whose crop may be off by half of it
    assert frame.left + frame.width / 2 == pytest.approx(width / 2, abs=pixel)
    assert frame.top + frame.height / 2 == pytest.approx(height / 2, abs=pixel)


def test_the_frame_of_a_landscape_photo() -> None:
    frame = Preprocess(3, 224, 224, "bicubic", 0.875, HALF, HALF).frame(512, 256)
    assert frame == Frame(left=144, top=16, width=224, height=224)
    assert frame.to_photo(0, 0, 224, 224) == (16.5, 144.5)
    assert frame.to_photo(0, 0, 1, 1) == (128, 256)
    assert frame.to_cell(16.5, 144.5, 224, 224) == (0, 0)


def test_a_squashed_photo_is_seen_whole() -> None:
    options = Preprocess(3, 224, 224, "bicubic", 1.0, HALF, HALF, "squash")
    assert options.frame(512, 256) == Frame(left=0, top=0, width=512, height=256)
    assert options.frame(512, 256).to_photo(0, 0, 1, 1) == (128, 256)


@settings(deadline=None)
@given(
    SIDE,
    SIDE,
    st.tuples(st.integers(1, 300), st.integers(1, 300)),
    st.tuples(st.floats(-10, 310), st.floats(-10, 310)),
)
def test_to_the_photo_and_back_is_where_it_began(
    width: int, height: int, map: tuple[int, int], cell: tuple[float, float]
) -> None:
    frame = LITE0.frame(width, height)
    assert frame.to_cell(*frame.to_photo(*cell, *map), *map) == pytest.approx(cell, abs=1e-6)


@settings(deadline=None)
@given(
    width=st.integers(40, 600),
    height=st.integers(40, 600),
    place=st.tuples(st.floats(0.1, 0.9), st.floats(0.1, 0.9)),
)
def test_a_bright_dot_is_where_the_geometry_says(
    width: int, height: int, place: tuple[float, float]
) -> None:
    frame = LITE0.frame(width, height)
    half = max(1, math.ceil(frame.width / 60))  # a dot smaller than the filter may fade away
    y = min(max(int(frame.top + place[0] * frame.height), half), height - half)
    x = min(max(int(frame.left + place[1] * frame.width), half), width - half)
    levels = np.zeros((height, width, 3), np.uint8)
    levels[y - half : y + half, x - half : x + half] = 255  # its middle is the corner (y, x)
    light = np.asarray(LITE0.seen(Image.fromarray(levels)), float).sum(axis=2)
    rows, columns = np.indices(light.shape)
    middle = (rows * light).sum() / light.sum(), (columns * light).sum() / light.sum()
    cell = frame.width / 224
    assert frame.to_photo(*middle, 224, 224) == pytest.approx((y, x), abs=cell / 4)
    assert frame.to_cell(y, x, 224, 224) == pytest.approx(middle, abs=1 / 4)


@settings(deadline=None)
@given(
    width=SIDE,
    height=SIDE,
    channels=st.sampled_from([1, 3]),
    mean=st.floats(0, 1),
    std=st.floats(1 / 255, 2),
)
def test_the_way_back_gives_exactly_what_was_seen(
    width: int, height: int, channels: int, mean: float, std: float
) -> None:
    options = Preprocess(channels, 32, 32, "bicubic", 0.9, (mean,) * channels, (std,) * channels)
    picture = photo(width, height)
    seen, back = options.seen(picture), options.picture(options(picture))
    assert (back.mode, back.size) == (seen.mode, seen.size)
    assert np.array_equal(np.asarray(back), np.asarray(seen))


def test_values_that_no_photo_has_are_clipped_on_the_way_back() -> None:
    tensor = torch.tensor([-7.0, 0.0, 7.0]).view(3, 1, 1)
    picture = Preprocess(3, 1, 1, "bicubic", 1.0, HALF, HALF).picture(tensor)
    assert picture.getpixel((0, 0)) == (0, 128, 255)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("channels", 2),
        ("height", 0),
        ("width", -1),
        ("interpolation", "nearest"),
        ("crop", 0.0),
        ("crop", 1.5),
        ("crop_mode", "border"),
        ("mean", (0.5,)),
        ("std", (0.5, 0.5, 0.0)),
    ],
)
def test_options_that_cannot_be_are_refused(option: str, value: object) -> None:
    good = {name: getattr(LITE0, name) for name in LITE0.__dataclass_fields__}
    with pytest.raises(BadOption, match=option) as raised:
        Preprocess(**{**good, option: value})
    assert repr(value) in str(raised.value)
