"""Peak memory of a capture against the bytes that it captured, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks import networks, report

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def main() -> None:
    report.heading("Peak memory of one capture against the bytes captured")
    if not CLEAR.exists():
        report.note("only measured on Linux")
        return
    for name in networks.NAMES:
        command = [sys.executable, "-W", "ignore", "-m", "benchmarks.peak", name]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
        grown, captured = map(int, answer.stdout.split())
        report.line(f"{name}: {captured / 1e6:.0f} MB captured", grown / captured, 1.3)


def measure(name: str) -> tuple[int, int]:
    """Bytes by which the peak rose over what was resident before, and bytes captured.

    The plain network has run before, so that what torch sets up once is not counted.
    """
    import torch  # noqa: PLC0415 (the parent process has no need of it)

    from convscope import memory  # noqa: PLC0415
    from convscope.capture import Program  # noqa: PLC0415
    from convscope.graph import build  # noqa: PLC0415

    module = networks.make(name).to(memory_format=torch.channels_last)
    picture = networks.picture()
    program = Program(module, build(module, (3, 224, 224)))
    # Only now: what the first passes left behind would otherwise be used again unseen.
    _give_back()
    before = _resident("VmRSS")
    CLEAR.write_text("5")  # start the high-water mark anew
    memory.keep_pages()
    outputs = program(picture).outputs
    grown = _resident("VmHWM") - before
    storages = [output.untyped_storage() for output in outputs.values()]
    return grown, sum({each.data_ptr(): each.nbytes() for each in storages}.values())


def _give_back() -> None:
    import ctypes  # noqa: PLC0415
    import gc  # noqa: PLC0415

    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)


def _resident(field: str) -> int:
    for text in STATUS.read_text().splitlines():
        if text.startswith(field):
            return int(text.split()[1]) * 1024
    raise RuntimeError(f"{STATUS} has no {field}")


if __name__ == "__main__":
    print(*measure(sys.argv[1]))
