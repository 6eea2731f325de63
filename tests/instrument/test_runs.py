"""A photo through a network, by the library: the answers, the values, the pictures."""

from __future__ import annotations

import base64
import io
import re

import numpy as np
import pytest
import timm
import torch
from PIL import ExifTags, Image
from torch import nn

import convscope
from convscope.errors import DamagedImage, UnknownLayer
from convscope.models import bundled
from convscope.photo import open_photo
from convscope.samples import read_sample
from tests.instrument import small_networks
from tests.instrument.references import seeded


@pytest.fixture(scope="module")
def cat() -> convscope.Run:
    return convscope.run("efficientnet_lite0", read_sample("cat"))


def test_known_answers(cat):
    assert [p.label for p in cat.predictions[:3]] == ["tiger cat", "Egyptian cat", "tabby"]
    coffee = convscope.run("efficientnet_lite0", read_sample("espresso")).predictions[0]
    assert coffee.label == "espresso"
    assert coffee.probability > 0.9
    assert (
        convscope.run("efficientnet_lite0", read_sample("rocket")).predictions[0].label == "missile"
    )


@pytest.mark.parametrize("sample", ["cat", "espresso", "rocket", "astronaut"])
def test_probabilities_are_those_of_timms_whole_pipeline(sample):
    module = timm.create_model("tf_efficientnet_lite0").eval()
    entries = torch.load(bundled._weights_file(), weights_only=True)
    module.load_state_dict(dict(zip(module.state_dict(), entries.values(), strict=True)))
    transform = timm.data.create_transform(**timm.data.resolve_data_config({}, model=module))
    photo = Image.open(io.BytesIO(read_sample(sample))).convert("RGB")
    with torch.inference_mode():
        expected = module(transform(photo).unsqueeze(0)).softmax(1)[0]
    predictions = convscope.run("efficientnet_lite0", photo).predictions
    assert len(predictions) == 1000
    for prediction in predictions:
        assert prediction.probability == pytest.approx(float(expected[prediction.index]), abs=1e-4)


def test_every_output_has_its_declared_shape_and_is_contiguous_float32(cat):
    for layer in cat.layers:
        values = cat.output(layer.name)
        assert values.shape == layer.shape, layer.name
        assert values.dtype == np.float32
        assert values.flags.c_contiguous
        assert np.array_equal(values, cat.view(layer.name))


def test_outputs_cannot_be_written_to(cat):
    with pytest.raises(ValueError, match="read-only"):
        cat.view("conv_stem")[0] = 0


def test_its_bytes_are_those_of_its_distinct_outputs(cat):
    # Flattening gives a view of what was pooled: the same numbers in memory once.
    total = sum(cat.output(layer.name).nbytes for layer in cat.layers)
    assert cat.nbytes == total - cat.output("flatten").nbytes


def test_the_same_photo_gives_the_same_numbers():
    first = convscope.run("efficientnet_lite0", read_sample("cat"))
    second = convscope.run("efficientnet_lite0", open_photo(read_sample("cat")))
    for layer in first.layers:
        assert np.array_equal(first.view(layer.name), second.view(layer.name)), layer.name


def test_input_and_frame(cat):
    assert cat.input.shape == (3, 224, 224)
    assert (cat.width, cat.height) == (451, 300)
    assert cat.frame.height == pytest.approx(300 * 0.875)


def test_timing_tells_where_the_time_went(cat):
    assert set(cat.timing) == {"preprocess", "forward"}
    assert all(milliseconds > 0 for milliseconds in cat.timing.values())


def test_any_module_and_any_kind_of_picture(tmp_path):
    module = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d(1))
    path = tmp_path / "grey.png"
    Image.new("L", (300, 200), 128).save(path)
    for picture in (path, str(path), path.read_bytes(), Image.open(path)):
        run = convscope.run(module, picture)
        assert run.output("1").min() >= 0
        assert run.predictions == ()
    with pytest.raises(UnknownLayer):
        run.output("3")


def test_a_damaged_picture_is_refused_in_words():
    with pytest.raises(DamagedImage):
        convscope.run("efficientnet_lite0", read_sample("cat")[:20_000])


def test_a_notebook_shows_every_layer_as_a_picture(cat):
    html = cat._repr_html_()
    assert "tiger cat 38" in html
    pictures = re.findall(r'src="data:image/png;base64,([^"]+)"', html)
    assert len(pictures) == len(cat.layers)
    for picture in pictures:
        with Image.open(io.BytesIO(base64.b64decode(picture))) as opened:
            assert opened.height == 48
    assert cat.network.card.name in repr(cat)


def test_a_notebook_escapes_names():
    run = convscope.run(seeded(small_networks.ControlFlow), Image.new("RGB", (64, 64)))
    run.network.labels = ("<script>",) * 10
    again = convscope.run(run.network, Image.new("RGB", (64, 64)))
    assert "<script>" not in again._repr_html_()
    assert "&lt;script&gt;" in again._repr_html_()


def test_an_opened_picture_is_turned_upright_as_a_file_is(tmp_path):
    path = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    Image.new("RGB", (90, 60), "red").save(path, exif=exif)
    module = nn.Conv2d(3, 2, 3)
    with Image.open(path) as opened:
        runs = [convscope.run(module, picture) for picture in (path, opened)]
    assert {(run.width, run.height) for run in runs} == {(60, 90)}
