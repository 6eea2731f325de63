"""Let the C library keep the memory pages that a run gives back.

A run of a 224-pixel network writes a hundred megabytes of outputs. By default every one of them
is mapped afresh and unmapped again, and the kernel spends as long clearing pages as some layers
take to compute. Kept pages cost nothing the second time. Only glibc has these switches; anywhere
else nothing is changed.
"""

from __future__ import annotations

import ctypes
from functools import cache

# From glibc's malloc.h.
M_TRIM_THRESHOLD = -1
M_TOP_PAD = -2
M_MMAP_THRESHOLD = -3

LARGEST_THRESHOLD = 32 * 2**20  # glibc takes no larger one
KEPT = 512 * 2**20
STEP = 64 * 2**20


@cache
def keep_pages() -> bool:
    """Set the thresholds once in this process; was the C library one that knows them?"""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return False
    kept = bool(mallopt(M_TRIM_THRESHOLD, KEPT))
    mallopt(M_TOP_PAD, STEP)
    return kept and bool(mallopt(M_MMAP_THRESHOLD, LARGEST_THRESHOLD))
