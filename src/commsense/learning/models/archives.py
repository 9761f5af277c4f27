"""What a zip with a model may hold: one folder of plain files, and nothing that does harm."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

from commsense.backends import card_form
from commsense.errors import InputError

MOST_ENTRIES = 200
MOST_BYTES = 8 * 2**30
MOST_CARD = card_form.MOST_BYTES
RATIO = 200
"""How much an entry may grow; weights hardly do."""
_SMALL = 2**20
_ENCRYPTED = 0x1
_READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_JUNK = ("__MACOSX", ".DS_Store", "desktop.ini", "Thumbs.db")
"""What file managers add."""


def entries(pack: zipfile.ZipFile, file: Path) -> tuple[str, dict[str, zipfile.ZipInfo]]:
    """Give the one folder that a zip holds, and its files by name.

    Raises:
        InputError: it holds something else; the message names the entry.
    """
    given = pack.infolist()
    if len(given) > MOST_ENTRIES:
        raise InputError(f"{file}: holds {len(given)} entries; accepted are {MOST_ENTRIES}.")
    folders: set[str] = set()
    found: dict[str, zipfile.ZipInfo] = {}
    for info in given:
        parts = info.orig_filename.split("/")
        if any(part in _JUNK for part in parts):
            continue
        _check_entry(info, file)
        folder, name = _split(info, file)
        folders.add(folder)
        if not name:
            continue
        if name.casefold() in {each.casefold() for each in found}:
            raise _refused(file, info, "stands there twice")
        found[name] = info
    if len(folders) != 1 or not found:
        seen = ", ".join(sorted(folders)) or "none"
        raise InputError(
            f"{file}: expected one folder with a model, found {seen}."
            " Make it with: commsense models export NAME -o NAME.zip"
        )
    if sum(info.file_size for info in found.values()) > MOST_BYTES:
        raise InputError(f"{file}: would be larger than {MOST_BYTES} bytes; no model is.")
    return folders.pop(), found


def _split(info: zipfile.ZipInfo, file: Path) -> tuple[str, str]:
    """Give the folder and the file of an entry; the file is empty for the folder's own entry."""
    folder, slash, name = info.orig_filename.partition("/")
    if not slash or not folder or folder.startswith("."):
        raise _refused(file, info, "lies in no folder")
    if name and not card_form.is_file_name(name):
        raise _refused(file, info, "is not a plain file in that folder")
    return folder, name


def _check_entry(info: zipfile.ZipInfo, file: Path) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _refused(file, info, "is a link or a device")
    if info.flag_bits & _ENCRYPTED:
        raise _refused(file, info, "is encrypted")
    if info.compress_type not in _READ:
        raise _refused(file, info, "is packed in a way that is not read")
    if info.file_size > max(_SMALL, RATIO * info.compress_size):
        raise _refused(file, info, f"would grow to {info.file_size} bytes")


def _refused(file: Path, info: zipfile.ZipInfo, why: str) -> InputError:
    return InputError(
        f"{file}: {info.orig_filename!r} {why}; accepted are plain files in one folder. Nothing was"
        " put in place."
    )
