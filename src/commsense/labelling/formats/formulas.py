"""Cells of tables that a spreadsheet would run as a formula (OWASP, "CSV Injection")."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'* *[=+\-@\t\r\n＝＋－＠]")
_DEFUSED = re.compile(r"'+ *[=+\-@\t\r\n＝＋－＠]")


def defused(cell: str) -> str:
    """Put an apostrophe before what would be run, the usual mark for "this is text"."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """Give a cell as it was before ``defused``."""
    return cell[1:] if _DEFUSED.match(cell) else cell
