"""Reading the data sets, and what is said of folders that lack something."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest
import torch
from PIL import Image

from convscope.errors import BadOption
from convscope.zoo.catalog import DIGIT, object_of
from convscope.zoo.data import CIFAR10, LABELS, MNIST, read
from tests.instrument.zoo_files import TEST, TRAIN, write_cifar10, write_mnist


def test_mnist_is_read_as_it_is(tmp_path):
    with np.load(write_mnist(tmp_path)) as arrays:
        data = read(MNIST, tmp_path, DIGIT)
        for part, pictures, count in (("train", data.train, TRAIN), ("test", data.test, TEST)):
            assert pictures.levels.shape == (count, 28, 28, 1)
            np.testing.assert_array_equal(pictures.levels.squeeze(3), arrays[f"{part}_images"])
            np.testing.assert_array_equal(pictures.labels, arrays[f"{part}_labels"])


@pytest.mark.parametrize("size", [32, 28])
def test_every_picture_of_cifar10_is_read_with_the_label_of_its_folder(tmp_path, size):
    path, preprocess = write_cifar10(tmp_path), object_of(size)
    data = read(CIFAR10, tmp_path, preprocess)
    with zipfile.ZipFile(path) as archive:
        for part, pictures in (("train", data.train), ("test", data.test)):
            expected = {label: [] for label in range(10)}
            for name in archive.namelist():
                folder, label, _ = name.split("/")
                if folder == part:
                    picture = Image.open(io.BytesIO(archive.read(name)))
                    seen = torch.from_numpy(np.array(preprocess.seen(picture)))
                    expected[LABELS[CIFAR10].index(label)].append(seen)
            for label, some in expected.items():
                levels = pictures.levels[pictures.labels == label]
                assert torch.equal(levels, torch.stack(some))


@pytest.mark.parametrize(("name", "file"), [(MNIST, "mnist.npz"), (CIFAR10, "cifar10-jpeg.zip")])
def test_a_missing_file_is_named_with_the_place_where_it_was_looked_for(tmp_path, name, file):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(BadOption) as refusal:
            read(name, folder, object_of(32))
        assert file in str(refusal.value)
        assert str(folder) in str(refusal.value)


def test_a_missing_array_is_named(tmp_path):
    write_mnist(tmp_path, without=("test_labels",))
    with pytest.raises(BadOption, match="mnist.npz.*test_labels"):
        read(MNIST, tmp_path, DIGIT)


def test_a_missing_class_is_named(tmp_path):
    write_cifar10(tmp_path, without="test/frog/")
    with pytest.raises(BadOption, match="cifar10-jpeg.zip.*no pictures in test/frog"):
        read(CIFAR10, tmp_path, object_of(32))


@pytest.mark.parametrize("kept", [0, 100, 0.5])
@pytest.mark.parametrize(
    ("name", "write", "preprocess"),
    [(MNIST, write_mnist, DIGIT), (CIFAR10, write_cifar10, object_of(32))],
)
def test_a_truncated_file_is_refused_in_words(tmp_path, name, write, preprocess, kept):
    path = write(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: kept if isinstance(kept, int) else int(len(whole) * kept)])
    with pytest.raises(BadOption, match=f"{path.name} is not .* Copy it again"):
        read(name, tmp_path, preprocess)


def test_one_damaged_picture_is_refused_in_words(tmp_path):
    path = write_cifar10(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("train/cat/9999.jpg", b"\xff\xd8 no picture")
    with pytest.raises(BadOption, match="train/cat/9999.jpg"):
        read(CIFAR10, tmp_path, object_of(32))


def test_labels_and_pictures_have_to_be_as_many(tmp_path):
    path = write_mnist(tmp_path)
    with np.load(path) as arrays:
        changed = {**arrays, "train_labels": arrays["train_labels"][:-1]}
    np.savez(path, **changed)
    with pytest.raises(BadOption, match="40 pictures.*39 labels"):
        read(MNIST, tmp_path, DIGIT)
