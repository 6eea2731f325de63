"""Which Chromium the browser tests drive: one that is already here, else Playwright's own.

`python -m tests.browser.chromium` makes sure that there is one, and that Playwright can drive it.
What is missing is installed: Playwright's own browser, or, as root on Debian, the system's.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Playwright's Node needs it and no package of Python's brings it.
DRIVER_LIBRARY = "libatomic1"
PLAYWRIGHT_SECONDS = 300
APT_SECONDS = 900
# In a process of its own, because a test's own Playwright may be running in this one.
LAUNCH = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    playwright.chromium.launch(args=["--no-sandbox"]).close()
"""


@functools.cache
def find_chromium() -> str | None:
    """The path of a Chromium on PATH that starts, or None: then Playwright's own is used."""
    return next((path for name in NAMES if (path := shutil.which(name)) and _starts(path)), None)


def _succeeds(*command: str, seconds: int) -> bool:
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _starts(executable: str) -> bool:
    """Whether the browser runs: a file alone may be a placeholder or lack its libraries."""
    return _succeeds(executable, "--version", seconds=60)


def _playwrights_own_starts() -> bool:
    return _succeeds(sys.executable, "-c", LAUNCH, seconds=60)


def _apt_install(package: str) -> bool:
    """Install one of Debian's packages, if that can be done without asking anybody."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    _succeeds("apt-get", "update", seconds=APT_SECONDS)
    return _succeeds("apt-get", "install", "-y", package, seconds=APT_SECONDS)


def _driver_starts() -> bool:
    return _succeeds(sys.executable, "-m", "playwright", "--version", seconds=60)


def ensure_driver() -> None:
    """Install what Playwright itself lacks on a bare Debian; raise SystemExit if that fails."""
    if _driver_starts() or (_apt_install(DRIVER_LIBRARY) and _driver_starts()):
        return
    raise SystemExit(
        "Playwright, which drives the browser tests, does not start: install what it lacks, "
        f"on Debian with `sudo apt-get install {DRIVER_LIBRARY}`, and run `make test` again."
    )


def ensure_chromium() -> None:
    """Install a Chromium if there is none; raise SystemExit with one sentence if that fails."""
    if find_chromium() or _playwrights_own_starts():
        return
    print("Installing Chromium for the browser tests (about 0.2 GB, a few minutes) ...", flush=True)
    playwright = (sys.executable, "-m", "playwright", "install", "chromium")
    if _succeeds(*playwright, seconds=PLAYWRIGHT_SECONDS) and _playwrights_own_starts():
        return
    find_chromium.cache_clear()
    if _apt_install("chromium") and find_chromium():
        return
    raise SystemExit(
        "The browser tests need Chromium and it could not be installed: install it yourself, "
        "on Debian with `sudo apt-get install chromium`, and run `make test` again."
    )


if __name__ == "__main__":
    ensure_driver()
    ensure_chromium()
