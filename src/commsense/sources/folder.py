"""Files on disk: single ones, folders of any depth, Maildirs."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commsense.conversation import Place, Skipped
from commsense.errors import InputError
from commsense.settings import FILE_NAME
from commsense.sources.item import shown

# Folders that programs keep for themselves, often with thousands of files.
_FOREIGN = frozenset(
    {
        ".git",
        ".hg",
        ".svn",
        "__macosx",
        "node_modules",
        ".venv",
        "__pycache__",
        ".cache",
        ".commsense",
    }
)


@dataclass(frozen=True, slots=True)
class File:
    """A regular file; ``named`` and ``mailbox`` as in ``Source``."""

    path: Path
    size: int
    named: bool = False
    mailbox: bool = False


def files(path: Path) -> Iterator[File | Skipped]:
    """The file at a path, or all files below it, sorted by name, each folder once.

    Settings files (``commsense.toml``) are no mail and nothing that was left out. A link below the
    path is followed only within it: an unpacked archive could name any file of the machine.

    Raises:
        InputError: if there is nothing at the path.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise InputError(
            f"{path}: {error.strerror or 'cannot be read'}. Give a file or a folder of mails,"
            " meeting notes, transcripts or tables."
        ) from error
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(path, set(), mailbox=_in_maildir(path))
    else:
        yield _file(path, status, named=True, mailbox=_in_maildir(path.parent))


def _folder(path: Path, seen: set[tuple[int, int]], mailbox: bool) -> Iterator[File | Skipped]:
    home = path.resolve()
    pending = [(path, mailbox)]
    while pending:
        current, inside = pending.pop()
        try:
            status = current.stat()
            found_here = (entry for entry in os.scandir(current) if entry.name != FILE_NAME)
            entries = sorted(found_here, key=lambda entry: entry.name)
        except OSError as error:
            yield Skipped(Place(shown(str(current))), _because(error))
            continue
        if (status.st_dev, status.st_ino) in seen:
            yield Skipped(Place(shown(str(current))), "a link to a folder that is read already")
            continue
        seen.add((status.st_dev, status.st_ino))
        folders: list[tuple[Path, bool]] = []
        for entry in entries:
            found = _entry(Path(entry.path), inside, home)
            if isinstance(found, Path):
                folders.append((found, _in_maildir(found)))
            else:
                yield found
        pending.extend(reversed(folders))


def _entry(path: Path, mailbox: bool, home: Path) -> File | Skipped | Path:
    """What stands in a folder: a file, a folder to enter, or something to leave out.

    ``home`` is the folder that the user named, without links.
    """
    try:
        status = path.stat()
    except OSError as error:
        reason = "a link that leads nowhere" if path.is_symlink() else _because(error)
        return Skipped(Place(shown(str(path))), reason)
    if path.is_symlink() and not path.resolve().is_relative_to(home):
        reason = "a link that leads out of the folder; to read it, name what it leads to"
        return Skipped(Place(shown(str(path))), reason)
    if not stat.S_ISDIR(status.st_mode):
        return _file(path, status, named=False, mailbox=mailbox)
    if path.name.lower() in _FOREIGN:
        return Skipped(Place(shown(str(path))), "a folder of another program, not of mail or notes")
    if path.name == "tmp" and _is_maildir(path.parent):
        return Skipped(Place(shown(str(path))), "mails of a Maildir that are still being delivered")
    return path


def _file(path: Path, status: os.stat_result, named: bool, mailbox: bool) -> File | Skipped:
    if not stat.S_ISREG(status.st_mode):
        return Skipped(Place(shown(str(path))), "not a file (a device, pipe or socket)")
    return File(path, status.st_size, named, mailbox)


def _is_maildir(path: Path) -> bool:
    return (path / "cur").is_dir() and (path / "new").is_dir()


def _in_maildir(path: Path) -> bool:
    """Whether a folder is the ``cur`` or ``new`` of a Maildir."""
    return path.name in ("cur", "new") and _is_maildir(path.parent)


def _because(error: OSError) -> str:
    return f"cannot be read ({(error.strerror or str(error)).lower()})"
