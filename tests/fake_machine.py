"""A copy of the set-up scripts on a machine made of stand-ins, for tests of what they say and do.

Only a few harmless commands of the real machine are on PATH; Python, pip, apt-get and npm are
small scripts that write down what they were asked.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
REAL_COMMANDS = (
    "bash", "cat", "chmod", "cp", "cut", "dirname", "grep", "mkdir", "rm", "sed", "sha256sum",
    "tail", "tee",
)  # fmt: skip

# The version that it claims, what it lacks and how its pip fails lie beside it as files.
PYTHON = r"""#!/usr/bin/env bash
home={home}
echo "python $*" >>"$home/calls"
case "$*" in
    --version) echo "Python 3.11.7" ;;
    *version_info\ \<*) [ ! -e "$home/python-is-old" ] ;;
    *ensurepip*) [ ! -e "$home/venv-is-missing" ] ;;
    *-venv*) echo python3.11-venv ;;
    *urlopen*) [ ! -e "$home/cpu-index-is-away" ] ;;
    "-m venv"*)
        rm -rf .venv
        mkdir -p .venv/bin
        cp "$0" .venv/bin/python ;;
    "-m pip install"*)
        if [ -e "$home/pip-fails" ]; then
            cat "$home/pip-fails"
            exit 1
        fi ;;
esac
"""
APT = r"""#!/usr/bin/env bash
echo "apt-get $*" >>{home}/calls
rm -f {home}/venv-is-missing
"""


class FakeMachine:
    """A machine with a Python 3.11, in which one thing after another can be broken."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.checkout = home / "checkout"
        self.bin = home / "bin"
        self.bin.mkdir()
        for name in REAL_COMMANDS:
            (self.bin / name).symlink_to(shutil.which(name) or name)
        shutil.copytree(ROOT / "scripts", self.checkout / "scripts")
        shutil.copy(ROOT / "pyproject.toml", self.checkout)
        self.command("python3", PYTHON)
        self.command("id", "#!/usr/bin/env bash\necho 1000\n")

    def command(self, name: str, script: str) -> None:
        path = self.bin / name
        path.write_text(script.replace("{home}", str(self.home)))
        path.chmod(0o755)

    def become_root_of_debian(self) -> None:
        self.command("id", "#!/usr/bin/env bash\necho 0\n")
        self.command("apt-get", APT)

    def mark(self, name: str, text: str = "") -> None:
        """Break something: see PYTHON for the names."""
        (self.home / name).write_text(text)

    def setup(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run scripts/setup and forget the calls that were made before."""
        (self.home / "calls").unlink(missing_ok=True)
        return subprocess.run(
            [self.bin / "bash", "scripts/setup", *arguments],
            cwd=self.checkout,
            env={"PATH": str(self.bin), "HOME": os.fspath(self.home), **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def calls(self, containing: str = "") -> list[str]:
        """What the last set-up asked of the stand-ins."""
        path = self.home / "calls"
        lines = path.read_text().splitlines() if path.exists() else []
        return [line for line in lines if containing in line]

    def pip_calls(self) -> list[str]:
        """What the last set-up asked pip to install."""
        return [call.split("progress-bar off ")[1] for call in self.calls("pip install")]
