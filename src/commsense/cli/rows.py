"""JSON Lines in, JSON Lines out, row by row.

A row that cannot be used becomes ``{"id", "error"}`` in its place, so that nothing is lost and the
others are still answered; the command then ends with exit code 2.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import IO

import msgspec
import typer

from commsense import private_files
from commsense.errors import InputError

STANDARD = Path("-")
Row = dict[str, object]


def convert(
    source: Path, target: Path, work: Callable[[Iterable[Row | InputError]], Iterable[Row]]
) -> None:
    """Read ``source``, let ``work`` answer each row, write the answers to ``target``.

    Raises:
        InputError: if a file cannot be opened, or holds no row at all.
        typer.Exit: with 2 when some rows could not be used.
    """
    bad = total = 0
    with _open(source, "rb") as read, _open(target, "wb") as write:
        for row in work(_rows(read, source)):
            total += 1
            bad += "error" in row
            write.write(msgspec.json.encode(row) + b"\n")
    if not total:
        raise InputError(f"{source}: holds no row; expected one JSON object a line.")
    if bad:
        sys.stderr.write(
            f"commsense: {bad} of {total} rows could not be used; see their 'error'.\n"
        )
        raise typer.Exit(2)


def _rows(lines: Iterable[bytes], source: Path) -> Iterator[Row | InputError]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _row(line, f"{source}: line {number}")


def _row(line: bytes, where: str) -> Row | InputError:
    try:
        row = msgspec.json.decode(line.lstrip(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return InputError(f"{where}: is not JSON in UTF-8 ({error}).")
    if not isinstance(row, dict):
        return InputError(f"{where}: found {type(row).__name__}; expected an object.")
    return row


def _open(path: Path, mode: str) -> IO[bytes] | nullcontext[IO[bytes]]:
    if path == STANDARD:
        return nullcontext(sys.stdin.buffer if "r" in mode else sys.stdout.buffer)
    try:
        return (private_files.begin(path) if "w" in mode else path).open(mode)
    except OSError as error:
        raise InputError(f"{path}: cannot be opened ({error.strerror}).") from error
