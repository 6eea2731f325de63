"""`convscope serve`: finding the web app, taking the port, serving, leaving."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from convscope.errors import ConvscopeError
from convscope.serving import listen, web_folder

ROOT = Path(__file__).parents[2]


@pytest.fixture
def busy_port() -> Iterator[int]:
    with listen("127.0.0.1", 0) as door:
        yield door.getsockname()[1]


def start(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "convscope.cli", "serve", *arguments],
        env={**os.environ, "CONVSCOPE_DATA": str(tmp_path), **environment},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def has_ipv6() -> bool:
    try:
        listen("::1", 0).close()
    except ConvscopeError:
        return False
    return True


def test_a_checkout_serves_its_own_root():
    assert web_folder() == ROOT


def test_an_installed_package_serves_what_it_carries(tmp_path):
    main = tmp_path / "convscope" / "web" / "app" / "main.py"
    main.parent.mkdir(parents=True)
    main.touch()
    assert web_folder(tmp_path / "convscope") == tmp_path / "convscope" / "web"


def test_a_package_without_its_web_app_says_so(tmp_path):
    with pytest.raises(ConvscopeError, match="holds no web app: install Convscope again"):
        web_folder(tmp_path / "convscope")


def test_a_port_in_use_is_refused_with_another_to_take(busy_port):
    with pytest.raises(ConvscopeError) as refusal:
        listen("127.0.0.1", busy_port)
    assert f"Port {busy_port} is already in use" in str(refusal.value)
    assert f"`make run PORT={busy_port + 1}`" in str(refusal.value)


@pytest.mark.parametrize("host", ["192.0.2.1", "256.0.0.1"])
def test_a_host_of_another_machine_is_refused(host):
    with pytest.raises(ConvscopeError, match=f"Nothing can listen on host {host}"):
        listen(host, 0)


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_an_ipv6_host_is_listened_on():
    with listen("::1", 0) as door:
        assert door.family == socket.AF_INET6


def test_it_serves_and_leaves_quietly_when_interrupted(tmp_path):
    with start(tmp_path, "--port", "0") as server:
        first = server.stdout.readline()
        assert first.startswith("Convscope is at http://127.0.0.1:")
        with urllib.request.urlopen(f"{first.split()[3]}/healthz", timeout=30) as answer:
            assert answer.status == 200
        server.send_signal(signal.SIGINT)
        rest, complaints = server.communicate(timeout=120)
    assert (rest, complaints, server.returncode) == ("", "", 0)


def test_host_and_port_come_from_the_environment(tmp_path, busy_port):
    with start(tmp_path, CONVSCOPE_HOST="127.0.0.1", CONVSCOPE_PORT=str(busy_port)) as server:
        rest, complaints = server.communicate(timeout=120)
    assert (rest, server.returncode) == ("", 2)
    assert complaints.startswith(f"Port {busy_port} is already in use")
    assert len(complaints.splitlines()) == 1


def test_options_win_over_the_environment(tmp_path, busy_port):
    with start(tmp_path, "--port", str(busy_port), CONVSCOPE_PORT="0") as server:
        _, complaints = server.communicate(timeout=120)
    assert complaints.startswith(f"Port {busy_port} is already in use")


def test_a_setting_that_cannot_be_used_is_refused_in_words(tmp_path):
    with start(tmp_path, CONVSCOPE_PORT="many") as server:
        _, complaints = server.communicate(timeout=120)
    assert server.returncode == 2
    assert complaints.startswith("CONVSCOPE_PORT=many cannot be used")
