"""Reading: from files, folders and containers to messages.

``items`` cuts what stands at the paths into the bytes of single messages, one after the other;
``parse`` makes messages of them and can run in other processes. To add a format, write a module
that meets ``Reader`` and list it in ``READERS``; the first that claims a file gets it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from commsense.conversation import Message, Skipped
from commsense.settings import Columns, Limits
from commsense.sources import docx, eml, html, mbox, notes, table, transcript, walk
from commsense.sources.item import Item, Reader
from commsense.sources.outlook import msg, pst, winmail

__all__ = ["READERS", "Item", "Reader", "items", "listing", "measure", "parse"]

READERS: dict[str, Reader] = {
    "msg": msg,
    "pst": pst,
    "winmail": winmail,
    "mbox": mbox,
    "eml": eml,
    "transcript": transcript,
    "docx": docx,
    "html": html,
    "table": table,
    "notes": notes,
}


def items(paths: Sequence[Path], limits: Limits) -> Iterator[Item | Skipped]:
    """Cut everything at the paths into items, in order, one at a time.

    Folders are read at any depth, sorted by name; containers without unpacking to disk. What
    cannot be read comes as ``Skipped`` in its place.

    Args:
        paths: files and folders.
        limits: what a file or container may hold.

    Raises:
        InputError: if there is nothing at one of the paths.
    """
    return walk.items(paths, limits, READERS)


def parse(item: Item, columns: Columns | None) -> tuple[Message | Skipped, ...]:
    """Read one item; never raises, whatever its bytes are.

    Args:
        item: as ``items`` gave it.
        columns: which column of a table holds what, if tables are to be read.
    """
    return READERS[item.reader].parse(item, columns)


def measure(paths: Sequence[Path]) -> int:
    """The bytes on disk of all files at the paths, for progress with ``Item.consumed``.

    Raises:
        InputError: if there is nothing at one of the paths.
    """
    return walk.measure(paths)


def listing(paths: Sequence[Path]) -> Iterator[tuple[Path, int, int]]:
    """Give the files at the paths, each with its bytes and when it was changed (nanoseconds).

    Raises:
        InputError: if there is nothing at one of the paths.
    """
    return walk.listing(paths)
