"""Which Chromium is driven, on machines made of stand-ins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import chromium

WORKS = "#!/bin/sh\necho Chromium 1\n"
PLACEHOLDER = "#!/bin/sh\nexit 1\n"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An otherwise empty folder as PATH, and no browser of Playwright's own."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    chromium.find_chromium.cache_clear()
    yield tmp_path
    chromium.find_chromium.cache_clear()


def command(machine: Path, name: str, script: str) -> str:
    path = machine / name
    path.write_text(script)
    path.chmod(0o755)
    return str(path)


def test_a_browser_of_the_machine_is_taken(machine):
    path = command(machine, "google-chrome", WORKS)
    assert chromium.find_chromium() == path


def test_a_placeholder_is_passed_over(machine):
    command(machine, "chromium", PLACEHOLDER)
    path = command(machine, "chromium-browser", WORKS)
    assert chromium.find_chromium() == path


def test_without_one_playwrights_own_is_meant(machine):
    assert chromium.find_chromium() is None


def test_nothing_is_installed_where_there_is_one(machine, capsys):
    command(machine, "chromium", WORKS)
    chromium.ensure_chromium()
    assert capsys.readouterr().out == ""


def test_root_gets_the_systems_package(machine, monkeypatch, capsys):
    browser = machine / "chromium"
    command(machine, "apt-get", f"#!/bin/sh\necho '{WORKS}' >{browser}\n/bin/chmod +x {browser}\n")
    monkeypatch.setattr(chromium.sys, "executable", "/none/python")
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 0)
    chromium.ensure_chromium()
    assert chromium.find_chromium() == str(browser)
    assert "Installing Chromium for the browser tests" in capsys.readouterr().out


def test_where_none_can_be_installed_it_says_how(machine, monkeypatch):
    monkeypatch.setattr(chromium.sys, "executable", "/none/python")
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match="`sudo apt-get install chromium`"):
        chromium.ensure_chromium()


def test_root_gets_what_playwright_itself_lacks(machine, monkeypatch):
    library = machine / "libatomic"
    driver = command(machine, "python", f"#!/bin/sh\n[ -e {library} ]\n")
    command(machine, "apt-get", f'#!/bin/sh\n[ "$3" != libatomic1 ] || : >{library}\n')
    monkeypatch.setattr(chromium.sys, "executable", driver)
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 0)
    chromium.ensure_driver()
    assert library.exists()


def test_without_root_it_says_what_playwright_lacks(machine, monkeypatch):
    monkeypatch.setattr(chromium.sys, "executable", command(machine, "python", PLACEHOLDER))
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match="`sudo apt-get install libatomic1`"):
        chromium.ensure_driver()
