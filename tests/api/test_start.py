"""The server listens before torch is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

MAKE_APP = """
import sys
from pathlib import Path
from app.config import Settings
from app.main import create_app

create_app(Settings(data=Path(sys.argv[1])))
print(*sorted({"torch", "timm", "torchvision", "fastapi_offline", "cv2"} & set(sys.modules)))
"""


def test_making_the_app_imports_nothing_slow_and_warns_of_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", MAKE_APP, str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("", "")
