"""Times proselint on texts; ``bench_check_others.py`` starts it with proselint's own Python.

In: one JSON string a line. Out: ``{"ms", "alerts"}`` for each, in order, then ``{"peak"}`` in MiB.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from proselint.checks import __register__
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

KIB_PER_MIB = 1024


def main() -> None:
    """Answer each line."""
    CheckRegistry().register_many(__register__)
    for line in sys.stdin:
        text = json.loads(line)
        started = time.perf_counter()
        alerts = len(LintFile("draft", text).lint())
        milliseconds = 1000 * (time.perf_counter() - started)
        print(json.dumps({"ms": milliseconds, "alerts": alerts}))
    print(json.dumps({"peak": peak()}))


def peak() -> float:
    """Give the peak memory of this process in MiB.

    ``ru_maxrss`` would also count what the process that started this one held.
    """
    told = Path("/proc/self/status")
    if not told.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MIB
    lines = told.read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / KIB_PER_MIB


if __name__ == "__main__":
    main()
