"""The folders of a data file of Outlook, and what lies in them, one thing after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from commsense.sources.item import shown
from commsense.sources.outlook import kinds, mapi, pst_messages
from commsense.sources.outlook.pst_frames import TOO_LARGE, Frame
from commsense.sources.outlook.values import Values

MAX_FOLDERS = 100_000
MAX_DEPTH = 50

_FOLDER_TYPE = 2  # in the last bits of its number; searches, which hold nothing, have another
_IPM_SUBTREE = 0x35E0  # of the store: the folder that people see
_ABOVE = frozenset({"root - mailbox", "ipm_subtree", "top of personal folders"})
_JUNK = frozenset(
    {"junk", "junk e-mail", "junk email", "junk-e-mail", "spam", "垃圾邮件", "垃圾郵件",
     "垃圾電子郵件", "courrier indésirable", "correo no deseado", "posta indesiderata"}
)  # fmt: skip
_FOLDER = "damaged (this folder cannot be listed)"
_SPAM = "a mail in a folder for junk mail"


def frames(file: Any, largest: int, first: int, avoided: frozenset[int]) -> Iterator[Frame]:
    """Walk over a file that libpff opened.

    Args:
        file: of ``pypff``.
        largest: the most bytes that a message may have.
        first: the number of the first thing to read.
        avoided: numbers of folders and things that are left out.
    """
    walk = _Walk(_top(file), largest, first, avoided)
    try:
        root = file.get_root_folder()
    except OSError:
        root = None
    if root is None:
        yield Frame(0, reason="damaged (no folders can be found in it)")
        return
    yield from walk.folder(root, "", 0)


def _top(file: Any) -> int:
    """The number of the folder that is the top for people; 0 if that is not told."""
    try:
        store = pst_messages.properties(file.get_message_store(), frozenset({_IPM_SUBTREE}))
    except (OSError, AttributeError):
        return 0
    entry = Values(store).binary(_IPM_SUBTREE)
    return int.from_bytes(entry[20:24], "little")


class _Walk:
    def __init__(self, top: int, largest: int, first: int, avoided: frozenset[int]) -> None:
        self._top = top
        self._largest = largest
        self._first = first
        self._avoided = avoided
        self._number = 0
        self._seen: set[int] = set()

    def folder(self, folder: Any, path: str, depth: int) -> Iterator[Frame]:
        """Everything in a folder: its messages, then the folders in it."""
        begun = self._next(path, 0)
        if begun.number in self._avoided:
            return
        yield begun
        try:
            identifier = folder.get_identifier()
            if identifier in self._seen or len(self._seen) >= MAX_FOLDERS:
                return
            self._seen.add(identifier)
            name, stated = _name(folder)
            above = identifier == self._top or (not path and name.lower() in _ABOVE)
            path = "" if above else f"{path}/{name}".strip("/")
            count, folders = folder.get_number_of_sub_messages(), folder.get_number_of_sub_folders()
        except OSError:
            yield from self._told(begun, _FOLDER)
            return
        if stated > count and identifier & 31 == _FOLDER_TYPE:
            reason = f"damaged ({stated - count} things in it are not found)"
            yield from self._told(replace(begun, folder=path), reason)
        for index in range(count):
            yield from self._message(folder, index, path)
        for index in range(folders if depth < MAX_DEPTH else 0):
            try:
                inner = folder.get_sub_folder(index)
            except OSError:
                yield from self._told(self._next(path, 0), _FOLDER)
                continue
            yield from self.folder(inner, path, depth + 1)

    def _message(self, folder: Any, index: int, path: str) -> Iterator[Frame]:
        begun = self._next(path, index + 1)
        if begun.number < self._first or begun.number in self._avoided:
            return
        yield begun
        yield self._read(folder, index, begun)

    def _read(self, folder: Any, index: int, begun: Frame) -> Frame:
        if begun.folder.rpartition("/")[2].lower() in _JUNK:
            return _filled(begun, kind=_SPAM)
        try:
            item = folder.get_sub_message(index)
            kind = kinds.left_out(pst_messages.message_class(item))
            if kind:
                return _filled(begun, kind=kind)
            return _filled(begun, message=mapi.encode(pst_messages.read(item, self._largest)))
        except pst_messages.TooLargeError:
            return _filled(begun, reason=TOO_LARGE)
        except (OSError, MemoryError, ValueError, OverflowError):
            return _filled(begun, reason="damaged (this mail cannot be read)")

    def _told(self, folder: Frame, reason: str) -> Iterator[Frame]:
        """What is wrong with a folder, unless an earlier process has told it."""
        if folder.number >= self._first:
            yield _filled(folder, reason=reason)

    def _next(self, path: str, position: int) -> Frame:
        self._number += 1
        return Frame(self._number, path, position)


def _filled(begun: Frame, *, message: bytes = b"", kind: str = "", reason: str = "") -> Frame:
    return Frame(begun.number, begun.folder, begun.position, 0, message, kind, reason)


def _name(folder: Any) -> tuple[str, int]:
    """The name of a folder, and how many things it says that it holds."""
    found = Values(
        pst_messages.properties(folder, frozenset({mapi.DISPLAY_NAME, mapi.CONTENT_COUNT}))
    )
    name = found.line(mapi.DISPLAY_NAME).replace("/", "\u2215")
    return shown(name)[:200], found.number(mapi.CONTENT_COUNT) or 0
