"""Capture of all layers against the plain forward pass of the same network."""

from __future__ import annotations

import copy
import gc

import torch

from benchmarks import networks, report
from benchmarks.timing import in_turn, median, ratio
from convscope import memory
from convscope.capture import Program
from convscope.graph import build


def main() -> None:
    memory.keep_pages()
    report.heading("Capture of all layers against the plain forward pass (224 px, medians of 21)")
    for name in networks.NAMES:
        _measure(name)


def _measure(name: str) -> None:
    default = networks.make(name)
    nhwc = copy.deepcopy(default).to(memory_format=torch.channels_last)
    picture = networks.picture()
    batch = picture.unsqueeze(0)
    batch_nhwc = batch.contiguous(memory_format=torch.channels_last)
    capture = Program(nhwc, build(nhwc, (3, 224, 224)))
    gc.collect()
    with torch.inference_mode():
        times = in_turn(
            {
                "capture": lambda: capture(picture, "channels_last"),
                "default": lambda: default(batch),
                "channels_last": lambda: nhwc(batch_nhwc),
            }
        )
    faster = min(("default", "channels_last"), key=lambda each: median(times[each]))
    report.line(f"{name}: against the default layout", ratio(times, "capture", "default"), 1.0)
    report.line(f"{name}: against the faster ({faster})", ratio(times, "capture", faster), 1.1)
    milliseconds = ", ".join(f"{each} {median(values):.1f} ms" for each, values in times.items())
    report.note(f"  {milliseconds}")
