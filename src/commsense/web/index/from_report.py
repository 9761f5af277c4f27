"""Makes the index out of a ``report.json``, line by line, whatever its size."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import msgspec

from commsense.errors import InputError
from commsense.web.index.building import Builder, Progress
from commsense.web.index.entries import Thread

DIGITS = 16  # of a digest
_END = b"]}"
_READ = 0.35
"""The share of the time that reading takes, about; the rest is writing."""


@dataclass(frozen=True, slots=True)
class _Client:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class _Head:
    clients: tuple[_Client, ...]


_head = msgspec.json.Decoder(_Head).decode
_thread = msgspec.json.Decoder(Thread).decode


def make(report: Path, index: Path, progress: Progress) -> None:
    """Make the index of a report.

    Args:
        report: ``report.json``, which ``ledger.read`` has found to be one.
        index: where the index is to lie.
        progress: told how far it is; may raise to end the work.

    Raises:
        InputError: the report cannot be read, or the index not be written.
    """
    try:
        _make(report, index, progress)
    except (OSError, sqlite3.Error) as error:
        raise InputError(
            f"{index}: the index of the messages cannot be written ({error}); name another file"
            " with --index."
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{report}: cannot be indexed ({error}).") from error


def _make(report: Path, index: Path, progress: Progress) -> None:
    digest = hashlib.sha256()
    builder = Builder(index)
    names: dict[str, str] = {}
    size, done = report.stat().st_size or 1, 0
    with report.open("rb") as file:
        for number, line in enumerate(file):
            digest.update(line)
            done += len(line)
            bare = line.rstrip().removesuffix(b",")
            if number == 0:
                names = {each.key: each.name for each in _head(bare + _END).clients}
            elif bare != _END:
                builder.add(_thread(bare))
            progress(min(1.0, done / size) * _READ)
    builder.finish(
        names,
        {"digest": digest.hexdigest()[:DIGITS]},
        lambda share: progress(_READ + (1 - _READ) * share),
    )
