"""The real server in a process of its own, with a data folder of its own.

The benchmarks, the screenshot and the browser tests all meet this one.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

COMMAND = ("-m", "convscope.cli")
PATIENCE = 90  # seconds


@contextmanager
def serving(*program: str, **settings: str) -> Iterator[str]:
    """The base address of a server that is ready.

    `program` is what Python runs in place of Convscope's command line; `settings` are more
    variables of its environment.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, *(program or COMMAND), "serve", "--port", str(port)]
        environment = {**os.environ, "CONVSCOPE_DATA": data, **settings}
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        base = f"http://127.0.0.1:{port}"
        try:
            _wait(base, process)
            yield base
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait(base: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{base}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"The server did not become ready (exit {process.poll()}).")
