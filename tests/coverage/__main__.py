"""`make test-all-models`: all architectures one after another, as the table of docs/coverage.md.

The table is written to standard output, progress to standard error. Names on the command line
choose some of them. The exit status is 1 where any of them differs.
"""

from __future__ import annotations

import gc
import sys
import warnings
from collections.abc import Iterator

from tests.coverage.architectures import Architecture, everything
from tests.coverage.check import Finding, check

HEADER = "| source | family | architecture | layers | modules | functions | by hooks | equal |"


def main(names: list[str]) -> int:
    warnings.simplefilter("ignore")  # of weights to come, and of names that timm has given up
    print(HEADER)
    print("|---|---|---|--:|--:|--:|--:|---|")
    different = 0
    for architecture in everything():
        if not names or architecture.name in names:
            finding = _check(architecture)
            different += finding.problem != ""
            print("|", " | ".join(_cells(architecture, finding)), "|", flush=True)
            gc.collect()
    print(f"{different} differ" if different else "all are equal", file=sys.stderr)
    return int(different > 0)


def _check(architecture: Architecture) -> Finding:
    print(architecture.source, architecture.name, file=sys.stderr, flush=True)
    try:
        return check(architecture.build(), architecture.channels, *architecture.size)
    except Exception as error:  # one that fails is a row of the table, and the others go on
        return Finding(0, 0, 0, 0, f"{type(error).__name__}: {error}".splitlines()[0])


def _cells(architecture: Architecture, finding: Finding) -> Iterator[str]:
    yield from (architecture.source, architecture.family, f"`{architecture.name}`")
    yield from map(str, (finding.layers, finding.modules, finding.functions, finding.hooked))
    yield finding.problem or "yes"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
