"""One file of the hub, from a server that speaks as much of its language as that takes."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import threading
from collections import namedtuple
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from huggingface_hub import constants, file_download

from convscope.downloads.hub import fetch_from_hub, kept_of_hub
from convscope.downloads.progress import Progress
from convscope.downloads.watch import Cancelled, Watch
from convscope.errors import DownloadDamaged, DownloadRefused, NoRoom, Unreachable
from tests import mean_server as mean
from tests.mean_server import CONTENT, Handler, Manner, MeanServer, serving

REPO, FILE = "timm/small.test", "model.safetensors"
PATH = f"/{REPO}/resolve/main/{FILE}"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
COMMIT = "0123456789abcdef0123456789abcdef01234567"
TOLD = {
    "X-Repo-Commit": COMMIT,
    "X-Linked-Etag": f'"{DIGEST}"',
    "X-Linked-Size": str(len(CONTENT)),
    "Content-Length": "0",
}
HALF = 150_000


def told_by_the_hub(handler: Handler) -> None:
    handler.begin(200, TOLD)


def redirecting(handler: Handler) -> None:
    """As the hub does for large files: they lie elsewhere."""
    handler.begin(302, {**TOLD, "Location": f"http://localhost:{handler.server.server_port}/cdn"})


@contextmanager
def hub(head: Manner, *get: Manner) -> Iterator[MeanServer]:
    """A hub that answers HEAD with one manner, and GET with one after the other."""
    manners = list(get)

    def answer(handler: Handler) -> None:
        if handler.command == "HEAD":
            head(handler)
        else:
            (manners.pop(0) if len(manners) > 1 else manners[0])(handler)

    with serving(answer) as server:
        yield server


def gets(server: MeanServer) -> list[Handler]:
    return [each for each in server.asked if each.command == "GET"]


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library waits a second between attempts, and counts in large pieces."""
    monkeypatch.setattr("convscope.downloads.hub.PIECE_BYTES", 10_000)
    monkeypatch.setattr(file_download, "time", SimpleNamespace(sleep=lambda _: None))


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have it wait for an answer no longer than a test may take."""
    monkeypatch.setattr(constants, "HF_HUB_DOWNLOAD_TIMEOUT", 0.2)
    monkeypatch.setattr(constants, "HF_HUB_ETAG_TIMEOUT", 0.2)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "hub"


def fetch(server: MeanServer, cache: Path, **options: object) -> Path:
    endpoint = f"http://127.0.0.1:{server.server_port}"
    return fetch_from_hub(REPO, FILE, endpoint=endpoint, cache=cache, **options)


def bytes_lying_in(cache: Path) -> list[str]:
    """The files in which the cache keeps bytes, whole or not."""
    return [path.name for path in cache.rglob("blobs/*")]


def test_a_file_comes_to_where_the_library_looks_for_it(cache):
    told: list[Progress] = []
    with hub(told_by_the_hub, mean.well) as server:
        path = fetch(server, cache, watch=Watch(told.append))
        assert [(each.command, each.path) for each in server.asked] == [
            ("HEAD", PATH), ("HEAD", PATH), ("GET", PATH),
        ]  # fmt: skip
    folder = cache / "models--timm--small.test"
    assert path == folder / "snapshots" / COMMIT / FILE
    assert path.read_bytes() == CONTENT
    assert (folder / "refs" / "main").read_text() == COMMIT
    assert told[0] == Progress(0, len(CONTENT), None)
    assert (told[-1].done, told[-1].total) == (len(CONTENT), len(CONTENT))
    assert kept_of_hub(REPO, FILE, cache) == path


def test_what_is_there_is_not_asked_for_again(cache):
    with hub(told_by_the_hub, mean.well) as server:
        path = fetch(server, cache)
        asked = len(server.asked)
        assert fetch(server, cache) == path
        assert len(server.asked) == asked


def test_what_was_not_fetched_is_not_there(cache):
    assert kept_of_hub(REPO, FILE, cache) is None


def test_a_damaged_file_in_the_cache_is_fetched_again(cache):
    with hub(told_by_the_hub, mean.well) as server:
        path = fetch(server, cache)
        path.resolve().write_bytes(b"damaged")
        assert kept_of_hub(REPO, FILE, cache) is None
        assert fetch(server, cache) == path
    assert path.read_bytes() == CONTENT


def test_large_files_lie_elsewhere(cache):
    with hub(redirecting, mean.well) as server:
        assert fetch(server, cache).read_bytes() == CONTENT
        assert [each.path for each in gets(server)] == ["/cdn"]


def test_a_dropped_connection_is_gone_on_with(cache):
    with hub(told_by_the_hub, mean.dropping_at(HALF), mean.well) as server:
        assert fetch(server, cache).read_bytes() == CONTENT
        assert [each.headers.get("Range") for each in gets(server)] == [None, f"bytes={HALF}-"]


def coded(status: int, code: str) -> Manner:
    """A refusal in the hub's own words."""

    def manner(handler: Handler) -> None:
        handler.begin(status, {"X-Error-Code": code, "Content-Length": "0"})

    return manner


@pytest.mark.parametrize(
    ("head", "error", "words"),
    [
        (
            coded(404, "EntryNotFound"),
            DownloadRefused,
            r"127\.0\.0\.1:\d+ answered 404 \(Not Found\).*update",
        ),
        (coded(401, "RepoNotFound"), DownloadRefused, r"not give timm/small.test to just anybody"),
        (coded(403, "GatedRepo"), DownloadRefused, r"accept its conditions.*hf auth login"),
        (mean.refusing(500), DownloadRefused, r"500 \(Internal Server Error\).*try again later"),
        (
            mean.web_page,
            Unreachable,
            r"fetched from http://127.*HF_ENDPOINT names another.*try again",
        ),
    ],
)
def test_a_refusal_says_what_to_do(cache, head, error, words):
    with hub(head, mean.well) as server, pytest.raises(error, match=words):
        fetch(server, cache)
    assert bytes_lying_in(cache) == []


@pytest.mark.parametrize(
    ("get", "error", "words"),
    [
        (mean.refusing(404), DownloadRefused, r"404 \(Not Found\)"),
        (mean.refusing(500), DownloadRefused, r"500.*try again later"),
        (mean.web_page, Unreachable, r"size 300000 but has size.*try again"),
        (mean.dropping_at(HALF), Unreachable, r"try again"),
        (
            lambda handler: mean.sending(handler, b"x" * len(CONTENT)),
            DownloadDamaged,
            rf"not {DIGEST[:8]}\. It was not kept",
        ),
    ],
)
def test_a_failure_leaves_nothing(cache, get, error, words):
    with hub(told_by_the_hub, get) as server, pytest.raises(error, match=words):
        fetch(server, cache)
    assert bytes_lying_in(cache) == []
    assert kept_of_hub(REPO, FILE, cache) is None


@pytest.mark.parametrize("head", [mean.hanging, told_by_the_hub])
@pytest.mark.usefixtures("hasty")
def test_a_hub_that_hangs_is_given_up(cache, head):
    with (
        hub(head, mean.hanging) as server,
        pytest.raises(Unreachable, match=r"could not be fetched.*timed out.*try again"),
    ):
        fetch(server, cache)
    assert bytes_lying_in(cache) == []


def test_a_hub_that_is_not_there(cache):
    with hub(told_by_the_hub, mean.well) as server:
        pass
    with pytest.raises(Unreachable, match=r"could not be fetched.*Check the connection"):
        fetch(server, cache)


def test_offline_by_wish_says_so(cache, monkeypatch):
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with hub(told_by_the_hub, mean.well) as server:
        with pytest.raises(Unreachable, match=r"not in the cache, and HF_HUB_OFFLINE forbids"):
            fetch(server, cache)
        assert server.asked == []


def test_a_disk_without_room_is_known_before_a_byte_comes(cache, monkeypatch):
    usage = namedtuple("usage", "total used free")(10**12, 10**12, 1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with hub(told_by_the_hub, mean.well) as server:
        with pytest.raises(NoRoom, match=r"0\.3 MB are still to come.*HF_HOME"):
            fetch(server, cache)
        assert gets(server) == []


def test_a_disk_that_fills_up_keeps_nothing(cache):
    def full(progress: Progress) -> None:
        if progress.done:
            raise OSError(errno.ENOSPC, "No space left on device")

    with (
        hub(told_by_the_hub, mean.well) as server,
        pytest.raises(NoRoom, match=r"is full; nothing was kept.*HF_HOME"),
    ):
        fetch(server, cache, watch=Watch(full))
    assert bytes_lying_in(cache) == []


def test_a_download_can_be_cancelled(cache):
    stop = threading.Event()

    def report(progress: Progress) -> None:
        if progress.done:
            stop.set()

    with hub(told_by_the_hub, mean.trickling) as server, pytest.raises(Cancelled):
        fetch(server, cache, watch=Watch(report, stop))
    assert bytes_lying_in(cache) == []


def test_cancelled_before_it_begins_nothing_is_asked(cache):
    stop = threading.Event()
    stop.set()
    with hub(told_by_the_hub, mean.well) as server:
        with pytest.raises(Cancelled):
            fetch(server, cache, watch=Watch(cancelled=stop))
        assert server.asked == []


def test_the_environment_names_hub_and_cache(tmp_path):
    code = f"""
from types import SimpleNamespace
from convscope.downloads import download, kept
card = SimpleNamespace(name="small", weights={{"repo": {REPO!r}, "file": {FILE!r}}})
assert kept(card) is None
path = download(card)
assert path == kept(card)
print(path)
"""
    with hub(redirecting, mean.well) as server:
        endpoint = f"http://127.0.0.1:{server.server_port}"
        environment = {**os.environ, "HF_ENDPOINT": endpoint, "HF_HOME": str(tmp_path)}
        ran = subprocess.run(
            [sys.executable, "-c", code],
            env=environment, check=True, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
    assert ran.stderr == ""
    path = Path(ran.stdout.strip())
    assert path.is_relative_to(tmp_path / "hub")
    assert path.read_bytes() == CONTENT
