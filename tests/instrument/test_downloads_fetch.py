"""One file over HTTP, from a server that behaves and from servers that do not."""

from __future__ import annotations

import errno
import hashlib
import shutil
import threading
from collections import namedtuple
from pathlib import Path

import pytest

from convscope.downloads.expected import Expected
from convscope.downloads.fetch import Patience, fetch
from convscope.downloads.part import Part
from convscope.downloads.progress import Progress
from convscope.downloads.watch import Cancelled, Watch
from convscope.errors import (
    DownloadDamaged,
    DownloadError,
    DownloadRefused,
    NoRoom,
    Unreachable,
)
from tests import mean_server as mean
from tests.mean_server import CONTENT, MeanServer, serving

DIGEST = hashlib.sha256(CONTENT).hexdigest()
RIGHT = Expected(DIGEST[:8], len(CONTENT))
BRISK = Patience(silence=30, attempts=3, pause=0.01)
HASTY = Patience(silence=0.2, attempts=3, pause=0.01)
HALF = 150_000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "checkpoints" / "weights-01234567.pth"


def get(server: MeanServer, target: Path, **options: object) -> Path:
    return fetch(server.url, target, **{"expected": RIGHT, "patience": BRISK, **options})


def lying_about(target: Path) -> list[str]:
    """The files in the target's folder, locks aside."""
    return sorted(path.name for path in target.parent.iterdir() if path.is_file())


def assert_whole(target: Path) -> None:
    assert target.read_bytes() == CONTENT
    assert lying_about(target) == [target.name]


def interrupted(target: Path, content: bytes, url: str, validator: str = mean.ETAG) -> None:
    """Leave what a download of an earlier process left."""
    target.parent.mkdir()
    with Part(target, url).open(0, validator) as file:
        file.write(content)


@pytest.mark.parametrize("manner", [mean.well, mean.ignoring_ranges, mean.without_length])
def test_a_file_arrives_whole(target, manner):
    with serving(manner) as server:
        assert get(server, target) == target
    assert_whole(target)


def test_progress_is_told_from_nothing_to_all(target):
    told: list[Progress] = []
    with serving(mean.well) as server:
        get(server, target, watch=Watch(told.append))
    assert told[0] == Progress(0, len(CONTENT), None)
    assert (told[-1].done, told[-1].total) == (len(CONTENT), len(CONTENT))
    assert [each.done for each in told] == sorted(each.done for each in told)


def test_an_unannounced_length_is_not_made_up(target):
    told: list[Progress] = []
    with serving(mean.without_length) as server:
        get(server, target, watch=Watch(told.append))
    assert {each.total for each in told} == {None}


def test_a_redirect_is_followed(target):
    with serving(mean.well) as server, serving(mean.redirecting_to(server.url)) as first:
        get(first, target)
    assert_whole(target)


def test_what_is_there_is_not_fetched_again(target):
    target.parent.mkdir()
    target.write_bytes(CONTENT)
    with serving(mean.well) as server:
        get(server, target)
        assert server.asked == []


def test_a_damaged_file_that_is_there_is_replaced(target):
    target.parent.mkdir()
    target.write_bytes(CONTENT[:1000])
    with serving(mean.well) as server:
        get(server, target)
    assert_whole(target)


def test_a_damaged_file_that_is_there_stays_where_there_is_no_other(target):
    target.parent.mkdir()
    target.write_bytes(b"mine")
    with serving(mean.refusing(404)) as server, pytest.raises(DownloadRefused):
        get(server, target)
    assert target.read_bytes() == b"mine"


def test_a_dropped_connection_is_gone_on_with(target):
    with serving(mean.dropping_at(HALF), mean.well) as server:
        get(server, target)
        assert server.ranges() == [None, f"bytes={HALF}-"]
        assert server.asked[1].headers["If-Range"] == mean.ETAG
    assert_whole(target)


def test_many_drops_are_no_failure_while_each_brings_more(target):
    drops = [mean.dropping_at(end) for end in range(50_000, 300_000, 50_000)]
    with serving(*drops, mean.well) as server:
        get(server, target)
        assert len(server.asked) == 6
    assert_whole(target)


def test_without_a_validator_the_file_is_fetched_from_its_beginning(target):
    with serving(mean.dropping_at(HALF, mean.NO_TAG), mean.well) as server:
        get(server, target)
        assert server.ranges() == [None, None]
    assert_whole(target)


def test_a_weak_validator_is_none(target):
    weak = {"ETag": 'W/"about-the-same"'}
    with serving(mean.dropping_at(HALF, weak), mean.well) as server:
        get(server, target)
        assert server.ranges() == [None, None]


def test_the_date_of_the_last_change_is_a_validator(target):
    date = "Wed, 21 Oct 2015 07:28:00 GMT"
    dated = {"Last-Modified": date}
    with serving(mean.dropping_at(HALF, dated), mean.well) as server:
        get(server, target)
        assert server.asked[1].headers["If-Range"] == date
    assert_whole(target)


def test_a_server_that_ignores_ranges_gives_all_again(target):
    with serving(mean.dropping_at(HALF), mean.ignoring_ranges) as server:
        get(server, target)
        assert len(server.asked) == 2
    assert_whole(target)


@pytest.mark.parametrize("manner", [mean.giving_another_part, mean.refusing(416)])
def test_a_rest_that_does_not_fit_is_not_used(target, manner):
    with serving(mean.dropping_at(HALF), manner, mean.well) as server:
        get(server, target)
        assert server.ranges() == [None, f"bytes={HALF}-", None]
    assert_whole(target)


def test_another_version_is_fetched_from_its_beginning(target):
    with serving(mean.well) as server:
        interrupted(target, b"x" * HALF, server.url, '"an-older-version"')
        get(server, target)
        assert server.ranges() == [f"bytes={HALF}-"]
    assert_whole(target)


def test_a_rest_of_another_version_is_not_used(target):
    def careless(handler: mean.Handler) -> None:
        del handler.headers["If-Range"]
        mean.sending(handler, CONTENT, {"ETag": '"the-second-version"'})

    with serving(mean.dropping_at(HALF), careless, mean.well) as server:
        get(server, target, expected=Expected())
        assert server.ranges() == [None, f"bytes={HALF}-", None]
    assert_whole(target)


def test_what_an_earlier_process_left_is_gone_on_with(target):
    told: list[Progress] = []
    with serving(mean.well) as server:
        interrupted(target, CONTENT[:HALF], server.url)
        get(server, target, watch=Watch(told.append))
        assert server.ranges() == [f"bytes={HALF}-"]
    assert told[0] == Progress(HALF, len(CONTENT), None)
    assert_whole(target)


@pytest.mark.parametrize("note", ["", "{", "[]", '{"url": "http://elsewhere/", "validator": "x"}'])
def test_a_part_of_unknown_origin_is_not_gone_on_with(target, note):
    target.parent.mkdir()
    target.with_name(f"{target.name}.part").write_bytes(b"x" * HALF)
    target.with_name(f"{target.name}.part.json").write_text(note)
    with serving(mean.well) as server:
        get(server, target)
        assert server.ranges() == [None]
    assert_whole(target)


@pytest.mark.parametrize(
    ("manner", "error", "words", "requests"),
    [
        (mean.refusing(404), DownloadRefused, r"answered 404 \(Not Found\).*update the package", 1),
        (mean.refusing(410), DownloadRefused, r"410.*update the package", 1),
        (mean.refusing(403), DownloadRefused, r"403 \(Forbidden\).*in a browser", 1),
        (mean.refusing(206), DownloadRefused, r"206.*try again later", 1),
        (mean.refusing(304), DownloadRefused, r"304.*try again later", 1),
        (mean.refusing(599), DownloadRefused, r"599 \(no known status\).*try again later", 1),
        (mean.refusing(500), DownloadRefused, r"500 \(Internal Server Error\).*again later", 3),
        (mean.refusing(503), DownloadRefused, r"503.*try again later", 3),
        (mean.web_page, DownloadDamaged, r"a web page in place of the file.*sign in", 1),
        (mean.dropping_at(0), Unreachable, r"broke off at 0 bytes", 3),
    ],
)
def test_a_failure_says_what_to_do_and_leaves_nothing(target, manner, error, words, requests):
    with serving(manner) as server:
        with pytest.raises(error, match=words):
            get(server, target)
        assert len(server.asked) == requests
    assert lying_about(target) == []


@pytest.mark.parametrize("manner", [mean.hanging, mean.hanging_after(0)])
def test_a_server_that_hangs_is_given_up(target, manner):
    with serving(manner) as server:
        with pytest.raises(Unreachable, match=r"was silent for 0\.2 s.*put it at"):
            get(server, target, patience=HASTY)
        assert len(server.asked) == 3
    assert lying_about(target) == []


def test_a_file_that_is_shorter_than_announced_is_kept_for_later(target):
    with serving(mean.dropping_at(HALF)) as server:
        with pytest.raises(Unreachable, match=r"broke off at 150,000 bytes.*put it at"):
            get(server, target)
        assert server.ranges() == [None, *[f"bytes={HALF}-"] * 2]
        assert lying_about(target) == [f"{target.name}.part", f"{target.name}.part.json"]

        server.manners = [mean.well]
        get(server, target)
        assert server.ranges()[-1] == f"bytes={HALF}-"
    assert_whole(target)


def test_a_rest_that_is_never_given_whole_ends_in_words(target):
    def stingy(handler: mean.Handler) -> None:
        """Ends each answer properly and short of what it says the file has."""
        begin = handler.wanted_from()
        length = {"Content-Length": "0", "Content-Range": f"bytes {begin}-{begin}/{len(CONTENT)}"}
        handler.begin(206, {**length, **mean.TAGGED})

    with (
        serving(mean.dropping_at(HALF), stingy) as server,
        pytest.raises(Unreachable, match=r"broke off after 150,000 of 300,000 bytes"),
    ):
        get(server, target)


def test_two_drops_and_a_server_that_comes_back(target):
    with serving(mean.refusing(503), mean.dropping_at(0), mean.well) as server:
        get(server, target)
    assert_whole(target)


def test_endless_redirects(target):
    with serving(mean.well) as server:
        server.manners = [mean.redirecting_to(server.url)]
        with pytest.raises(Unreachable, match=r"only sends from one address to the next; fetch"):
            get(server, target)
    assert lying_about(target) == []


def test_a_server_that_is_not_there_is_asked_once(target):
    with serving(mean.well) as server:
        url = server.url
    with pytest.raises(Unreachable, match=r"cannot be reached.*put it at .*weights"):
        fetch(url, target, patience=Patience(pause=60))
    assert lying_about(target) == []


def test_another_hash_leaves_nothing(target):
    with (
        serving(mean.well) as server,
        pytest.raises(DownloadDamaged, match=rf"begins with {DIGEST[:8]}, not 01234567"),
    ):
        get(server, target, expected=Expected("01234567"))
    assert lying_about(target) == []


def test_a_bad_beginning_is_found_by_the_hash_and_forgotten(target):
    with serving(mean.well) as server:
        interrupted(target, b"x" * HALF, server.url)
        with pytest.raises(DownloadDamaged):
            get(server, target)
        assert lying_about(target) == []
        get(server, target)
    assert_whole(target)


def test_a_disk_without_room_is_known_before_a_byte_is_written(target, monkeypatch):
    usage = namedtuple("usage", "total used free")(10**12, 10**12, 1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with (
        serving(mean.well) as server,
        pytest.raises(NoRoom, match=r"0\.3 MB are still to come.*0\.0 MB free.*TORCH_HOME"),
    ):
        get(server, target)
    assert lying_about(target) == []


def test_only_the_rest_needs_room(target, monkeypatch):
    usage = namedtuple("usage", "total used free")(10**12, 10**12, len(CONTENT) - HALF)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with serving(mean.well) as server:
        interrupted(target, CONTENT[:HALF], server.url)
        get(server, target)
    assert_whole(target)


class FullFile:
    """A file on a disk with room for no more."""

    def __init__(self, file):
        self._file = file

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()

    def write(self, data):
        self._file.write(data[:100])
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_fills_up_keeps_nothing(target, monkeypatch):
    opened = Part.open
    monkeypatch.setattr(Part, "open", lambda *arguments: FullFile(opened(*arguments)))
    with (
        serving(mean.well) as server,
        pytest.raises(NoRoom, match=r"is full; nothing was kept.*TORCH_HOME"),
    ):
        get(server, target)
    assert lying_about(target) == []


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with (
        serving(mean.well) as server,
        pytest.raises(NoRoom, match=r"cannot be written \(.*TORCH_HOME"),
    ):
        get(server, tmp_path / "file" / "weights.pth")


def test_a_slow_download_can_be_cancelled_and_gone_on_with(target):
    stop = threading.Event()

    def report(progress: Progress) -> None:
        if progress.done:
            stop.set()

    with serving(mean.trickling, mean.well) as server:
        with pytest.raises(Cancelled):
            get(server, target, watch=Watch(report, stop))
        assert lying_about(target) == [f"{target.name}.part", f"{target.name}.part.json"]
        get(server, target)
        assert server.ranges()[1] is not None
    assert_whole(target)


def test_a_pause_between_attempts_can_be_cancelled(target):
    stop = threading.Event()

    def refuse(handler: mean.Handler) -> None:
        mean.refusing(503)(handler)
        stop.set()

    with serving(refuse) as server, pytest.raises(Cancelled):
        get(server, target, watch=Watch(cancelled=stop), patience=Patience(pause=600))


def test_cancelled_before_it_begins_nothing_is_asked(target):
    stop = threading.Event()
    stop.set()
    with serving(mean.well) as server:
        with pytest.raises(Cancelled):
            get(server, target, watch=Watch(cancelled=stop))
        assert server.asked == []


def test_who_comes_second_waits_and_fetches_nothing(target):
    arrived = threading.Event()
    answers: list[Path | DownloadError] = []

    def wait_then_send(handler: mean.Handler) -> None:
        arrived.set()
        handler.server.released.wait()
        mean.well(handler)

    with serving(wait_then_send) as server:
        patient = Patience(silence=60)
        threads = [
            threading.Thread(target=lambda: answers.append(get(server, target, patience=patient)))
            for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        arrived.wait()
        server.released.set()
        for thread in threads:
            thread.join()
        assert len(server.asked) == 1
    assert answers == [target] * 3
    assert_whole(target)


def test_who_waits_for_another_can_be_cancelled(target):
    stop = threading.Event()
    arrived = threading.Event()

    def never(handler: mean.Handler) -> None:
        arrived.set()
        mean.hanging(handler)

    def first() -> None:
        with pytest.raises(Unreachable):
            get(server, target, patience=Patience(silence=60, attempts=1))

    with serving(never) as server:
        thread = threading.Thread(target=first)
        thread.start()
        arrived.wait()
        threading.Timer(0.05, stop.set).start()
        with pytest.raises(Cancelled):
            get(server, target, watch=Watch(cancelled=stop))
        assert len(server.asked) == 1
        server.released.set()
        thread.join()
