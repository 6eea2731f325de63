"""Pictures on disk: what is written, how long it stays."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from app.store.images import DAY, Images, Keeping
from convscope.errors import BadRequest, ImageError, UnknownImage
from convscope.photo import Limits
from tests.api.pictures import encoded, picture


def images(folder: Path, days: float = 30, total_bytes: int = 10**9) -> Images:
    return Images(folder, Limits(), Keeping(days, total_bytes), cache_bytes=0)


def age(path: Path, days: float) -> None:
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def test_an_upload_is_one_private_file(tmp_path: Path) -> None:
    data = encoded(picture())
    image, photo = images(tmp_path / "new" / "folder").add(data)
    (file,) = (tmp_path / "new" / "folder").iterdir()
    assert file.name == image
    assert file.read_bytes() == data
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert (photo.width, photo.height) == (60, 40)


def test_of_a_bad_upload_nothing_is_kept(tmp_path: Path) -> None:
    store = images(tmp_path)
    for data in (b"", b"hello", encoded(picture())[:-50]):
        with pytest.raises(ImageError):
            store.add(data)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "image", ["", ".", "..", "/etc/passwd", "../secret", "a" * 32 + "/x", "g" * 32, "cat\n", "ca"]
)
def test_an_id_never_becomes_a_path(tmp_path: Path, image: str) -> None:
    (tmp_path / "secret").write_bytes(encoded(picture()))
    store = images(tmp_path / "images")
    assert not store.has(image)
    with pytest.raises(UnknownImage):
        store.open(image)
    with pytest.raises(UnknownImage):
        store.delete(image)
    assert (tmp_path / "secret").exists()


def test_old_uploads_go_at_start_and_at_upload(tmp_path: Path) -> None:
    store = images(tmp_path)
    old, new = (store.add(encoded(picture(seed=seed)))[0] for seed in (1, 2))
    age(tmp_path / old, days=31)
    age(tmp_path / new, days=29)

    assert images(tmp_path).has(new)
    assert not store.has(old)

    age(tmp_path / new, days=31)
    store.add(encoded(picture(seed=3)))
    assert not store.has(new)


def test_uploading_again_begins_the_time_anew(tmp_path: Path) -> None:
    store = images(tmp_path)
    data = encoded(picture())
    image, _ = store.add(data)
    age(tmp_path / image, days=31)
    store.add(data)
    store.sweep()
    assert store.has(image)


def test_the_oldest_go_while_all_together_are_too_big(tmp_path: Path) -> None:
    files = [encoded(picture(seed=seed), "BMP") for seed in range(4)]
    store = images(tmp_path, total_bytes=2 * len(files[0]) + 10)
    kept = []
    for days, data in zip((4, 3, 2), files, strict=False):
        image, _ = store.add(data)
        age(tmp_path / image, days)
        kept.append(image)
    newest, _ = store.add(files[3])
    assert [store.has(image) for image in (*kept, newest)] == [False, False, True, True]


def test_an_upload_outlives_its_own_answer(tmp_path: Path) -> None:
    store = images(tmp_path, total_bytes=1)
    first, _ = store.add(encoded(picture(seed=1)))
    assert store.has(first)
    second, _ = store.add(encoded(picture(seed=2)))
    assert (store.has(first), store.has(second)) == (False, True)


def test_what_an_interrupted_upload_left_goes(tmp_path: Path) -> None:
    abandoned, recent = (tmp_path / f".{name * 32}.{name * 16}.part" for name in "ab")
    for file in (abandoned, recent):
        file.write_bytes(b"half a picture")
    age(abandoned, days=0.1)
    images(tmp_path)
    assert (abandoned.exists(), recent.exists()) == (False, True)


def test_files_of_somebody_else_are_neither_removed_nor_counted(tmp_path: Path) -> None:
    ours, _ = images(tmp_path).add(encoded(picture()))
    theirs = [tmp_path / name for name in ("holiday.jpg", ".cache.part", "A" * 32, "a" * 31)]
    for file in theirs:
        file.write_bytes(bytes(10_000))
        age(file, days=400)
    folder, link = tmp_path / ("b" * 32), tmp_path / ("c" * 32)
    folder.mkdir()
    link.symlink_to(theirs[0])
    age(folder, days=400)

    store = images(tmp_path, total_bytes=20_000)

    assert store.has(ours)
    assert all(path.exists() for path in (*theirs, folder))
    assert link.is_symlink()


def test_whoever_wants_to_know_is_told_what_was_removed(tmp_path: Path) -> None:
    store = images(tmp_path)
    told: list[str] = []
    store.on_removal(told.append)
    deleted, swept = (store.add(encoded(picture(seed=seed)))[0] for seed in (1, 2))
    store.delete(deleted)
    age(tmp_path / swept, days=31)
    store.sweep()
    assert told == [deleted, swept]


def test_samples_are_there_and_stay(tmp_path: Path) -> None:
    store = images(tmp_path)
    assert store.open("cat").width == 451
    with pytest.raises(BadRequest, match="sample"):
        store.delete("cat")
