"""The README's shell commands for the API, sent to a real server."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np

from tests.test_readme import blocks

BASE = "http://127.0.0.1:8000"


def test_the_api_example(server: str, tmp_path: Path) -> None:
    (code,) = blocks("sh", "The API")
    assert BASE in code
    code = code.replace(BASE, server).replace("python3", shlex.quote(sys.executable))
    subprocess.run(["bash", "-euc", code], cwd=tmp_path, check=True)
    assert json.loads((tmp_path / "run.json").read_text())["model"] == "efficientnet_lite0"
    assert np.load(tmp_path / "act1.npy").shape == (96, 112, 112)
