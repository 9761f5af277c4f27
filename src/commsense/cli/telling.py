"""Lines for people beside what a command gives, harmless whatever stands in them.

Errors and counts name what strangers have written: domains, file names, labels, annotators.
"""

from __future__ import annotations

import sys


def problem(text: object) -> None:
    """Tell on the side what went wrong."""
    sys.stderr.write(f"commsense: {_harmless(text)}\n")


def line(text: object) -> None:
    """Tell a result; without colour, as it may be read by a program."""
    sys.stdout.write(f"{_harmless(text)}\n")


def _harmless(text: object) -> str:
    from commsense.reports.quotes import harmless  # the command line starts without it

    return harmless(str(text))
