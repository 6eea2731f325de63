"""`convscope download`: what it prints, and how it refuses."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from convscope.cli import main
from convscope.downloads.commands import SHOW_SECONDS, Line
from convscope.downloads.progress import Progress
from tests import mean_server as mean
from tests.mean_server import CONTENT, serving
from tests.shelf import MODEL, Shelf


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    shelf = Shelf(tmp_path / "hub" / "checkpoints")
    shelf.install(monkeypatch)
    return shelf


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_download_says_where_the_file_is(shelf, capsys):
    with serving(mean.well) as server:
        shelf.add(server.url)
        assert main(["download", MODEL]) == 0
    path = shelf.checkpoints / "small.pth"
    assert capsys.readouterr() == (f"{MODEL}: 0.3 MB in {path}\n", "")
    assert path.read_bytes() == CONTENT


def test_what_is_here_is_not_fetched_again(shelf, capsys):
    with serving(mean.well) as server:
        shelf.put(shelf.add(server.url))
        assert main(["download", MODEL]) == 0
        assert server.asked == []
    assert "0.3 MB in" in capsys.readouterr().out


def test_a_failure_is_one_sentence(shelf, capsys):
    with serving(mean.refusing(404)) as server:
        shelf.add(server.url)
        assert main(["download", MODEL]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "answered 404 (Not Found)" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("model", ["efficientnet_lite0", "lenet5"])
def test_what_needs_no_download_says_so(shelf, capsys, model):
    assert main(["download", model]) == 2
    assert "There is nothing to download for" in capsys.readouterr().err


def test_an_interrupted_download_goes_on_next_time(shelf, capsys, monkeypatch):
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with serving(mean.well) as server:
        shelf.add(server.url)
        with monkeypatch.context() as patch:
            patch.setattr(Line, "show", interrupt)
            assert main(["download", MODEL]) == 130
        assert main(["download", MODEL]) == 0
    assert (shelf.checkpoints / "small.pth").read_bytes() == CONTENT


def test_the_line_is_written_anew_now_and_then():
    now = 5.0
    out = Terminal()
    line = Line("small.pth", out, lambda: now)
    line.show(Progress(0, 2_000_000, None))
    line.show(Progress(1_000_000, 2_000_000, None))
    now += SHOW_SECONDS
    line.show(Progress(2_000_000, 2_000_000, 1e6))
    line.clear()
    assert out.getvalue().split("\r\x1b[K") == [
        "",
        "small.pth  0.0 MB of 2.0 MB (0%)",
        "small.pth  2.0 MB of 2.0 MB (100%), 1.0 MB/s",
        "",
    ]


def test_where_nobody_sees_it_there_is_no_line():
    out = io.StringIO()
    line = Line("small.pth", out)
    line.show(Progress(0, None, None))
    line.clear()
    assert out.getvalue() == ""
